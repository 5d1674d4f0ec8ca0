import { expect, test } from "vitest";
import { gram } from "./gram.ts";

test("products of columns, mean over rows", () => {
  const data = Float32Array.of(1, 2, 0, 3, 4, -1);
  expect(gram({ rows: 2, columns: 3, data })).toEqual(Float64Array.of(5, 7, -1.5, 7, 10, -2, -1.5, -2, 0.5));
});
