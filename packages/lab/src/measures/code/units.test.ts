import { expect, test } from "vitest";
import { describeUnits } from "./units.ts";

test("in a code that is never negative, units are dead that are never above 0", async () => {
  const data = Float32Array.of(0, 2, 3, 0, 0, 3);
  expect(await describeUnits({ rows: 2, columns: 3, data })).toEqual({ dead: 1, l0: 1.5, activity: 8 / 6 });
});

test("in others, those that never vary: one that is only negative is not", async () => {
  const data = Float32Array.of(-1, 2, 0, -3, 2, 0);
  expect(await describeUnits({ rows: 2, columns: 3, data })).toEqual({ dead: 2, l0: 2, activity: 8 / 6 });
});
