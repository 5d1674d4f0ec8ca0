import { visible } from "hourglass-core/internal/visible.ts";

/** `shown`, without a copy of what is shown as it is: of large results nearly all. */
export function shownShared<T>(content: T): T {
  const names = new Map<string, string>();
  const shownName = (name: string): string => {
    const found = names.get(name) ?? visible(name);
    names.set(name, found);
    return found;
  };
  const shownValue = (value: unknown): unknown => {
    if (typeof value === "string") return visible(value, "lines");
    if (Array.isArray(value)) return shownArray(value);
    if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      return value;
    return shownRecord(value as Readonly<Record<string, unknown>>);
  };
  // Without lists of entries: there are millions of records.
  const shownArray = (values: readonly unknown[]): readonly unknown[] => {
    let changed: unknown[] | undefined;
    values.forEach((value, index) => {
      const shown = shownValue(value);
      if (!Object.is(shown, value)) changed ??= [...values];
      if (changed !== undefined) changed[index] = shown;
    });
    return changed ?? values;
  };
  const shownRecord = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    const keys = Object.keys(record);
    const isShown = keys.every(
      (name) => shownName(name) === name && Object.is(shownValue(record[name]), record[name]),
    );
    if (isShown) return record;
    return Object.fromEntries(keys.map((name) => [shownName(name), shownValue(record[name])]));
  };
  return shownValue(content) as T;
}
