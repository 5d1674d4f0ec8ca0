import { describe, expect, test } from "vitest";
import { scaleImage } from "./scale-image.ts";

/** Scales one row, or one column, of gray pixels. */
function scaleLine(pixels: readonly number[], to: number, axis: "height" | "width"): number[] {
  const size = { height: 1, width: 1 };
  const picture = {
    ...size,
    [axis]: pixels.length,
    channels: 1,
    pixels: Uint8Array.from(pixels),
  };
  return [...scaleImage(picture, { ...size, [axis]: to }).pixels];
}

describe.each(["height", "width"] as const)("along the %s", (axis) => {
  test("a smaller image has the means of the pixels, or of their parts, that it covers", () => {
    expect(scaleLine([0, 100, 50, 250], 2, axis)).toEqual([50, 150]);
    expect(scaleLine([30, 60, 120], 2, axis)).toEqual([40, 100]);
    expect(scaleLine([1, 2, 3, 4, 200], 1, axis)).toEqual([42]);
  });

  test("a larger image has their values, mixed where two meet in a pixel", () => {
    expect(scaleLine([10, 250], 4, axis)).toEqual([10, 10, 250, 250]);
    expect(scaleLine([10, 250], 3, axis)).toEqual([10, 130, 250]);
  });

  test("a plain image stays plain at any size", () => {
    for (const from of [1, 3, 7, 28]) {
      for (const to of [1, 2, 5, 28, 33]) {
        expect(new Set(scaleLine(new Array<number>(from).fill(255), to, axis))).toEqual(new Set([255]));
      }
    }
  });
});

test("height, width and channels are kept apart", () => {
  // Two rows of two pixels of three channels; the rows are averaged, then the pixels.
  const picture = {
    height: 2,
    width: 2,
    channels: 3,
    pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16),
  };
  expect(scaleImage(picture, { height: 1, width: 2 })).toEqual({
    height: 1,
    width: 2,
    channels: 3,
    pixels: Uint8Array.of(6, 7, 8, 9, 10, 11),
  });
  expect([...scaleImage(picture, { height: 2, width: 1 }).pixels]).toEqual([3, 4, 5, 13, 14, 15]);
  expect(scaleImage(picture, { height: 2, width: 2 })).toBe(picture);
});
