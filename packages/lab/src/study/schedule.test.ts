import { expect, test } from "vitest";
import { longestFirst, makespan } from "./schedule.ts";

test("the longest first, equal ones in their order", () => {
  const jobs = [
    ["a", 1],
    ["b", 3],
    ["c", 1],
  ] as const;
  expect(longestFirst(jobs, ([, seconds]) => seconds).map(([id]) => id)).toEqual(["b", "a", "c"]);
});

test("workers take the next job when they are free", () => {
  expect(makespan([4, 3, 2, 1], 1)).toBe(10);
  expect(makespan([4, 3, 2, 1], 2)).toBe(5);
  expect(makespan([4, 1], 8)).toBe(4);
  expect(makespan([], 2)).toBe(0);
});
