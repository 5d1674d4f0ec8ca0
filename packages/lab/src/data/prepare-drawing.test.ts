import { describe, expect, test } from "vitest";
import { prepareDrawing } from "./prepare-drawing.ts";

const side = 28;

/** A drawing with a full rectangle of ink. */
function rectangle(left: number, top: number, width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: side * side }, (_, at) => {
    const [row, column] = [Math.floor(at / side), at % side];
    return row >= top && row < top + height && column >= left && column < left + width ? 255 : 0;
  });
}

/** Centre of mass and box of what is at least half ink. */
function measure(image: Uint8Array): { x: number; y: number; width: number; height: number } {
  let [mass, x, y] = [0, 0, 0];
  const columns = new Set<number>();
  const rows = new Set<number>();
  image.forEach((value, at) => {
    mass += value;
    x += value * ((at % side) + 0.5);
    y += value * (Math.floor(at / side) + 0.5);
    if (value < 128) return;
    columns.add(at % side);
    rows.add(Math.floor(at / side));
  });
  return { x: x / mass, y: y / mass, width: columns.size, height: rows.size };
}

describe("a drawing is prepared as MNIST's digits were", () => {
  test.each([
    ["small and at the edge", rectangle(1, 2, 4, 8), 10, 20],
    ["wide", rectangle(3, 12, 24, 6), 20, 5],
    ["too large", rectangle(0, 0, 28, 14), 20, 10],
  ])("%s", (_, drawing, width, height) => {
    const found = measure(prepareDrawing(drawing, side));
    expect(Math.abs(found.width - width)).toBeLessThanOrEqual(1);
    expect(Math.abs(found.height - height)).toBeLessThanOrEqual(1);
    expect(found.x).toBeCloseTo(14, 1);
    expect(found.y).toBeCloseTo(14, 1);
  });

  test("the centre of mass counts, not the box's", () => {
    const drawing = rectangle(4, 4, 4, 20);
    rectangle(8, 20, 12, 4).forEach((value, at) => {
      if (value > 0) drawing[at] = value;
    });
    const found = measure(prepareDrawing(drawing, side));
    expect(found.x).toBeCloseTo(14, 1);
    expect(found.y).toBeCloseTo(14, 1);
  });

  test("what already lies so hardly changes", () => {
    const drawing = rectangle(9, 4, 10, 20);
    const prepared = prepareDrawing(drawing, side);
    const difference = prepared.reduce((sum, value, at) => sum + Math.abs(value - drawing[at]!), 0);
    // Bilinear interpolation softens the edge, 60 pixels long, on either side.
    expect(difference / 255).toBeLessThan(20);
    expect(prepared[14 * side + 14]).toBe(255);
  });

  test("an empty drawing stays empty, and is not the same array", () => {
    const empty = new Uint8Array(side * side);
    const prepared = prepareDrawing(empty, side);
    expect(prepared).toEqual(empty);
    expect(prepared).not.toBe(empty);
  });
});
