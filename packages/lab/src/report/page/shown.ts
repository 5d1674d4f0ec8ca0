import { visible } from "hourglass-core/internal/visible.ts";

/**
 * What a page tells, with all names and texts in it as they may be shown: they come from outside, and a mark that turns the
 * direction of writing would turn what stands around it. Markup is escaped where it is written. What is shown as it is is not copied: of large results nearly all.
 */
export function shown<T>(content: T): T {
  // Names are few, and are met in millions of records.
  const names = new Map<string, string>();
  const shownName = (name: string): string => {
    const found = names.get(name) ?? visible(name);
    names.set(name, found);
    return found;
  };
  const shownValue = (value: unknown): unknown => {
    if (typeof value === "string") return visible(value, "lines");
    if (Array.isArray(value)) return shownArray(value);
    if (value instanceof Map)
      return new Map([...value].map(([key, inner]) => [shownValue(key), shownValue(inner)]));
    if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      return value;
    return shownRecord(value as Readonly<Record<string, unknown>>);
  };
  const shownArray = (values: readonly unknown[]): readonly unknown[] => {
    let changed: unknown[] | undefined;
    values.forEach((value, index) => {
      const now = shownValue(value);
      if (!Object.is(now, value)) changed ??= [...values];
      if (changed !== undefined) changed[index] = now;
    });
    return changed ?? values;
  };
  const shownRecord = (record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
    const keys = Object.keys(record);
    const values = keys.map((name) => shownValue(record[name]));
    const isAsItIs = keys.every(
      (name, index) => shownName(name) === name && Object.is(values[index], record[name]),
    );
    if (isAsItIs) return record;
    return Object.fromEntries(keys.map((name, index) => [shownName(name), values[index]]));
  };
  return shownValue(content) as T;
}
