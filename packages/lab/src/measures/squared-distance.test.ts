import { expect, test } from "vitest";
import { squaredDistance } from "./squared-distance.ts";

test("rows of any length are compared from where they start", () => {
  const x = Float32Array.from({ length: 12 }, (_, index) => index * index);
  const y = Float32Array.from({ length: 12 }, (_, index) => 3 * index - 2);
  for (const size of [0, 1, 3, 4, 5, 9]) {
    let expected = 0;
    for (let index = 0; index < size; index++) expected += (x[1 + index]! - y[2 + index]!) ** 2;
    expect(squaredDistance(x, 1, y, 2, size), `${size} values`).toBe(expected);
  }
});
