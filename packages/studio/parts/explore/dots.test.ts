import { expect, test } from "vitest";
import { drawDot } from "./dots.ts";

const [width, height] = [16, 12];
const blank = (): Uint8ClampedArray => new Uint8ClampedArray(4 * width * height);
const pixel = (pixels: Uint8ClampedArray, column: number, row: number): number[] =>
  Array.from(pixels.subarray(4 * (row * width + column), 4 * (row * width + column) + 4));

test("a dot has its colour in the middle, as much ink as its area, and nothing beyond", () => {
  const pixels = blank();
  drawDot(pixels, width, 8.3, 5.7, 3, [200, 100, 50], 1);
  expect(pixel(pixels, 8, 5)).toEqual([200, 100, 50, 255]);
  expect(pixel(pixels, 13, 5)).toEqual([0, 0, 0, 0]);
  const ink = pixels.reduce((sum, value, at) => sum + (at % 4 === 3 ? value / 255 : 0), 0);
  expect(ink).toBeGreaterThan(0.93 * Math.PI * 9);
  expect(ink).toBeLessThan(1.07 * Math.PI * 9);
});

test("a translucent dot mixes with what is under it", () => {
  const pixels = blank();
  drawDot(pixels, width, 8.5, 5.5, 3, [0, 0, 200], 1);
  drawDot(pixels, width, 8.5, 5.5, 3, [200, 0, 0], 0.5);
  expect(pixel(pixels, 8, 5)).toEqual([100, 0, 100, 255]);
});

test("alone on clear ground it keeps its colour and its opacity", () => {
  const pixels = blank();
  drawDot(pixels, width, 8.5, 5.5, 3, [200, 80, 40], 0.5);
  expect(pixel(pixels, 8, 5)).toEqual([200, 80, 40, 128]);
});

test("what lies beyond the edges is cut, not wrapped", () => {
  const pixels = blank();
  drawDot(pixels, width, 0, 6, 2, [9, 9, 9], 1);
  drawDot(pixels, width, 40, 6, 2, [9, 9, 9], 1);
  drawDot(pixels, width, 8, -9, 2, [9, 9, 9], 1);
  expect(pixel(pixels, 0, 6)[3]).toBe(255);
  expect(pixel(pixels, width - 1, 5)[3]).toBe(0);
});
