import { expect, test } from "vitest";
import { equalRows } from "../../../../test/support/made-up-images.ts";
import { centred, gram } from "./gram.ts";

test("products of columns, mean over rows", () => {
  const data = Float32Array.of(1, 2, 0, 3, 4, -1);
  expect(gram({ rows: 2, columns: 3, data })).toEqual(Float64Array.of(5, 7, -1.5, 7, 10, -2, -1.5, -2, 0.5));
});

test("of equal rows nothing is left around their mean, however that is rounded", () => {
  for (const count of [3, 7, 60, 1_000]) {
    expect(centred(equalRows(count)).data.every((value) => value === 0)).toBe(true);
  }
});
