import { expect, test } from "vitest";
import { readDate } from "./date.ts";

test("a day, and a day and a time, in UTC unless an offset is given", () => {
  expect(readDate("2024-03-01")).toBe(Date.UTC(2024, 2, 1));
  expect(readDate("2024-03-01 12:30")).toBe(Date.UTC(2024, 2, 1, 12, 30));
  expect(readDate("2024-03-01T12:30:15.5+02:00")).toBe(Date.UTC(2024, 2, 1, 10, 30, 15, 500));
});

test.each([
  "2024-13-01",
  "2024-00-10",
  "2024-02-30",
  "2023-02-29",
  "2024-03-01T25:00",
  "2024-03-01T12:61",
  "1.3.2024",
  "",
])("%j is no date", (text) => {
  expect(readDate(text)).toBeUndefined();
});
