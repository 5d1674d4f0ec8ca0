import { visible } from "hourglass-core/internal/visible.ts";

/**
 * What a page tells, with all names and texts in it as they may be shown: they come from outside, and a mark that turns the
 * direction of writing would turn what stands around it. Markup is escaped where it is written.
 */
export function shown<T>(content: T): T {
  return shownValue(content) as T;
}

function shownValue(value: unknown): unknown {
  if (typeof value === "string") return visible(value, "lines");
  if (Array.isArray(value)) return value.map(shownValue);
  if (value instanceof Map)
    return new Map([...value].map((entry) => shownValue(entry) as [unknown, unknown]));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [visible(key), shownValue(inner)]));
}
