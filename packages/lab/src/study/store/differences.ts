/** `settings.epochs was 10 and is 20`, for every value that two JSON contents do not share. */
export function differences(before: unknown, now: unknown, path: string): readonly string[] {
  const isPair = isObject(before) && isObject(now) && Array.isArray(before) === Array.isArray(now);
  if (!isPair) {
    const same = JSON.stringify(before) === JSON.stringify(now);
    return same ? [] : [`${path || "the study"} was ${words(before)} and is ${words(now)}`];
  }
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].flatMap((name) =>
    differences(before[name], now[name], path === "" ? name : `${path}.${name}`),
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function words(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
