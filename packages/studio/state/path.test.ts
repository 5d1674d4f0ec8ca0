import { expect, test } from "vitest";
import { alongPath, crossFade } from "./path.ts";

test("points lie at equal steps along a path with corners, both ends among them", () => {
  // 3 to the right, then 1 up: steps of 1.
  const path = Float32Array.of(0, 0, 0.5, 0, 3, 0, 3, 1);
  expect(Array.from(alongPath(path, 5))).toEqual([0, 0, 1, 0, 2, 0, 3, 0, 3, 1]);
});

test("a path of one place stays there", () => {
  expect(Array.from(alongPath(Float32Array.of(2, -1), 3))).toEqual([2, -1, 2, -1, 2, -1]);
  expect(Array.from(alongPath(Float32Array.of(2, -1, 2, -1), 2))).toEqual([2, -1, 2, -1]);
});

test("a cross-fade begins with one sample, ends with the other, and has the mean of both half-way", () => {
  expect(Array.from(crossFade(Uint8Array.of(0, 255), Uint8Array.of(100, 55), 3))).toEqual([
    0, 255, 50, 155, 100, 55,
  ]);
  const floats = crossFade(Float32Array.of(-1), Float32Array.of(2), 3);
  expect(floats).toEqual(Float32Array.of(-1, 0.5, 2));
});
