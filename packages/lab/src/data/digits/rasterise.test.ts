import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { createPath } from "./path.ts";
import { imageSide } from "./place.ts";
import { rasterise } from "./rasterise.ts";

const pixelCount = imageSide * imageSide;

/** Draws one straight line of constant pressure. */
function drawn(
  from: readonly [number, number],
  to: readonly [number, number],
  thickness: number,
): Uint8Array {
  const path = createPath();
  path.length = 2;
  path.x.set([from[0], to[0]]);
  path.y.set([from[1], to[1]]);
  path.pressure.fill(1);
  path.starts[0] = 1;
  const pixels = new Uint8Array(pixelCount);
  rasterise(path, thickness, createRandom(1, "test"), new Float64Array(pixelCount), pixels);
  return pixels;
}

const row = (pixels: Uint8Array, y: number): number[] => [
  ...pixels.subarray(y * imageSide, (y + 1) * imageSide),
];

test("a line is ink in its middle, grey at its edge and paper beyond", () => {
  // Along the boundary of rows 13 and 14: pixel centres lie 0.5, 1.5, 2.5 ... from its middle.
  const pixels = drawn([4, 14], [24, 14], 3);
  for (const y of [13, 14]) expect(row(pixels, y).slice(5, 23)).toEqual(new Array(18).fill(255));
  for (const y of [12, 15]) {
    for (const value of row(pixels, y).slice(5, 23)) {
      // Coverage (1.5 - 1.5) / 1.1 + 0.5, give or take the grain of 0.25.
      expect(value).toBeGreaterThanOrEqual(63);
      expect(value).toBeLessThanOrEqual(192);
    }
  }
  for (const y of [0, 10, 17, 27]) expect(row(pixels, y)).toEqual(new Array(imageSide).fill(0));
});

test("the ink of a line is its length times its thickness", () => {
  const ink = drawn([6, 8], [22, 20], 3).reduce((sum, value) => sum + value / 255, 0);
  // 20 pixels long, with a round cap at either end.
  expect(ink).toBeGreaterThan(0.95 * (20 * 3 + Math.PI * 1.5 ** 2));
  expect(ink).toBeLessThan(1.05 * (20 * 3 + Math.PI * 1.5 ** 2));
});

test("a line without length draws a dot, and one outside the image draws nothing", () => {
  expect(drawn([14.5, 14.5], [14.5, 14.5], 4)[14 * imageSide + 14]).toBe(255);
  expect(Math.max(...drawn([-40, -40], [-30, 60], 4))).toBe(0);
});
