import { expect, test } from "vitest";
import type { Factors } from "./factors.ts";
import { createPath, type Path } from "./path.ts";
import { imageSide, placeDigit } from "./place.ts";

const plain: Factors = { digit: 1, slant: 0, thickness: 2, rotation: 0, scale: 1, shiftX: 0, shiftY: 0 };

/** An upright stroke of height 1, placed. */
function placed(factors: Partial<Factors>, aspect = 1): Path {
  const path = createPath();
  path.length = 3;
  path.x.set([0.3, 0.3, 0.3]);
  path.y.set([0, 0.4, 1]);
  path.pressure.fill(1);
  path.starts[0] = 1;
  placeDigit(path, { ...plain, ...factors }, aspect);
  return path;
}

/** The run of the stroke to the right per unit that it rises. */
function lean(path: Path): number {
  return (path.x[0]! - path.x[2]!) / (path.y[2]! - path.y[0]!);
}

test("a digit fills its box, the width of the ink counted, about the centre", () => {
  const path = placed({});
  expect(path.y[2]! - path.y[0]!).toBeCloseTo(20 - 2, 12);
  expect(path.x[0]).toBeCloseTo(imageSide / 2, 12);
  expect((path.y[0]! + path.y[2]!) / 2).toBeCloseTo(imageSide / 2, 12);
});

test("scale, thickness and shift are in pixels of the image", () => {
  const path = placed({ scale: 0.9, thickness: 3, shiftX: 1.25, shiftY: -0.5 });
  expect(path.y[2]! - path.y[0]!).toBeCloseTo(18 - 3, 12);
  expect(path.x[1]).toBeCloseTo(15.25, 12);
  expect((path.y[0]! + path.y[2]!) / 2).toBeCloseTo(13.5, 12);
});

test("slant is the run per unit of height, to the right", () => {
  expect(lean(placed({ slant: 0.4 }))).toBeCloseTo(0.4, 12);
});

test("rotation is in radians, clockwise as seen", () => {
  for (const rotation of [-0.27, 0.1, 0.27]) {
    expect(lean(placed({ rotation }))).toBeCloseTo(Math.tan(rotation), 11);
  }
});

test("aspect stretches the width alone", () => {
  const path = createPath();
  path.length = 3;
  path.x.set([0, 0.5, 0]);
  path.y.set([0, 0.5, 1]);
  path.pressure.fill(1);
  path.starts[0] = 1;
  placeDigit(path, plain, 1.2);
  expect((path.x[1]! - path.x[0]!) / (path.y[2]! - path.y[0]!)).toBeCloseTo(0.6, 12);
});

test("the centre of mass weighs the ink: where the pen presses twice as hard, there is twice as much", () => {
  const path = createPath();
  path.length = 4;
  path.x.set([0, 0, 1, 1]);
  path.y.set([0, 1, 0, 1]);
  path.pressure.set([1, 1, 2, 2]);
  path.starts.set([1, 0, 1, 0]);
  placeDigit(path, plain, 1);
  expect((path.x[0]! + 2 * path.x[2]!) / 3).toBeCloseTo(imageSide / 2, 12);
});
