import { expect, test } from "vitest";
import { type ScatterPicture, shownPoints, strideOf } from "./scatter-picture.ts";

test("of many points every so-manieth is drawn, and all of them where one looks closer", () => {
  expect(strideOf(2000, 1)).toBe(1);
  expect(strideOf(10_000, 1)).toBe(4);
  expect(strideOf(10_000, 0.5)).toBe(4);
  expect(strideOf(10_000, 1.5)).toBe(2);
  expect(strideOf(10_000, 2)).toBe(1);
});

test("points keep their numbers, hidden classes are left out, and a limit counts those that are drawn", () => {
  const picture = {
    appearance: { hidden: new Set([1]) },
    plane: { labels: Uint8Array.of(0, 0, 1, 0, 0, 0, 0, 0) },
    points: new Float32Array(16),
    view: { x: 0, y: 0, scaleX: 1, scaleY: 1 },
    box: { left: 0, top: 0, width: 10, height: 10 },
    stride: 2,
  } as unknown as ScatterPicture;
  expect([...shownPoints(picture)].map(([index]) => index)).toEqual([0, 4, 6]);
  expect([...shownPoints(picture, 3)].map(([index]) => index)).toEqual([0, 4]);
});
