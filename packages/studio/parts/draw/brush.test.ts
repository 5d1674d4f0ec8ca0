import { expect, test } from "vitest";
import { stroke } from "./brush.ts";

const side = 28;
const blank = (): Uint8Array => new Uint8Array(side * side);

test("a stroke is full in its middle, soft at its edge and nothing beyond", () => {
  const drawing = blank();
  stroke(drawing, side, [4.5, 10.5], [20.5, 10.5], false);
  const column = (row: number): number => drawing[row * side + 12]!;
  expect([8, 9, 10, 11, 12].map(column)).toEqual([0, column(11), 255, column(9), 0]);
  expect(column(9)).toBeGreaterThan(128);
  expect(column(9)).toBeLessThan(255);
  expect(drawing[10 * side + 24]).toBe(0);
});

test("going over a stroke again adds nothing", () => {
  const once = blank();
  stroke(once, side, [3, 3], [20, 17], false);
  const twice = once.slice();
  stroke(twice, side, [3, 3], [20, 17], false);
  expect(twice).toEqual(once);
});

test("a press without a movement leaves a dot; at the border it is cut", () => {
  const drawing = blank();
  stroke(drawing, side, [0.5, 0.5], [0.5, 0.5], false);
  expect(drawing[0]).toBe(255);
  expect(drawing[side - 1]).toBe(0);
  expect(drawing.filter((value) => value > 0).length).toBeLessThan(6);
});

test("the eraser takes ink away and adds none", () => {
  const drawing = blank();
  stroke(drawing, side, [2, 14], [26, 14], false);
  const before = drawing.slice();
  stroke(drawing, side, [14, 4], [14, 24], true);
  expect(drawing[14 * side + 14]).toBe(0);
  expect(drawing.every((value, at) => value <= before[at]!)).toBe(true);
  expect(drawing[14 * side + 5]).toBe(before[14 * side + 5]);
});
