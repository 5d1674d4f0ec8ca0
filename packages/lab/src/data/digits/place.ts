import type { Factors } from "./factors.ts";
import type { Path } from "./path.ts";

/** Width and height of an image in pixels. */
export const imageSide = 28;

/** Longer side of a digit's bounding box in pixels at scale 1, as in MNIST. */
const boxSide = 20;

/**
 * Takes a written digit to its place in the image, as MNIST's were: stretched in width by `aspect`, slanted and
 * rotated, scaled into its box (the ink's width counted) and moved so that the ink's centre of mass lies at the
 * image's centre, plus the shift. The path is in digit heights before and in pixels after.
 */
export function placeDigit(path: Path, factors: Factors, aspect: number): void {
  const { x, y, length } = path;
  const sin = sine(factors.rotation);
  const cos = Math.sqrt(1 - sin * sin);
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    const slanted = aspect * x[i]! - factors.slant * y[i]!;
    const turnedX = cos * slanted - sin * y[i]!;
    const turnedY = sin * slanted + cos * y[i]!;
    x[i] = turnedX;
    y[i] = turnedY;
    left = Math.min(left, turnedX);
    right = Math.max(right, turnedX);
    top = Math.min(top, turnedY);
    bottom = Math.max(bottom, turnedY);
  }
  const scale = (boxSide * factors.scale - factors.thickness) / Math.max(right - left, bottom - top);
  const centre = centreOfMass(path);
  const offsetX = imageSide / 2 + factors.shiftX - scale * centre.x;
  const offsetY = imageSide / 2 + factors.shiftY - scale * centre.y;
  for (let i = 0; i < length; i++) {
    x[i] = scale * x[i]! + offsetX;
    y[i] = scale * y[i]! + offsetY;
  }
}

/** The mean of the pen's positions, weighted by the ink of each line: its length times its width. */
function centreOfMass(path: Path): { readonly x: number; readonly y: number } {
  const { x, y, pressure, starts } = path;
  let mass = 0;
  let momentX = 0;
  let momentY = 0;
  for (let i = 1; i < path.length; i++) {
    if (starts[i] === 1) continue;
    const stepX = x[i]! - x[i - 1]!;
    const stepY = y[i]! - y[i - 1]!;
    const ink = Math.sqrt(stepX * stepX + stepY * stepY) * (pressure[i]! + pressure[i - 1]!);
    mass += ink;
    momentX += ink * (x[i]! - stepX / 2);
    momentY += ink * (y[i]! - stepY / 2);
  }
  return { x: momentX / mass, y: momentY / mass };
}

/**
 * The sine of a small angle in radians: the Taylor series to the ninth power, off by less than 1e-12 below 0.3.
 * Unlike `Math.sin` it consists of operations that the language defines to the last bit.
 */
function sine(angle: number): number {
  const square = angle * angle;
  return angle * (1 - (square / 6) * (1 - (square / 20) * (1 - (square / 42) * (1 - square / 72))));
}
