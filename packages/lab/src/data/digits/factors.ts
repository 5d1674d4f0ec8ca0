import type { Random } from "hourglass-core/internal/random/random.ts";
import { bell, skewedBell } from "./noise.ts";

/**
 * How a digit is written and placed: independent of each other, and what a good code should tell apart.
 * In brackets, mean ± standard deviation over the images.
 */
export interface Factors {
  /** The class, 0 to 9, each as likely as the others. */
  readonly digit: number;
  /** Shear to the right: the run of an upright stroke per unit of its height (0.18 ± 0.25). */
  readonly slant: number;
  /** Nominal diameter of the pen in pixels (2.6 ± 0.6); the pressure varies it along a stroke. */
  readonly thickness: number;
  /** Turn about the centre in radians, clockwise as seen (0 ± 0.08). */
  readonly rotation: number;
  /** Longer side of the digit's bounding box in units of 20 pixels, the size of MNIST's (0.97 ± 0.04). */
  readonly scale: number;
  /** Centre of mass of the strokes, in pixels right of the image's centre (0 ± 0.45). */
  readonly shiftX: number;
  /** Centre of mass of the strokes, in pixels below the image's centre (0 ± 0.45). */
  readonly shiftY: number;
}

/** The columns of a table of factors, in order. */
export const factorNames: readonly string[] = [
  "class",
  "slant",
  "thickness",
  "rotation",
  "scale",
  "shift x",
  "shift y",
];

/** Draws the factors of one image. No factor strays from its mean by more than 4.2 standard deviations. */
export function drawFactors(random: Random): Factors {
  return {
    digit: random.below(10),
    slant: 0.18 + 0.25 * bell(random),
    thickness: skewedBell(random, 2.58, 0.6),
    rotation: 0.08 * bell(random),
    scale: 0.97 + 0.04 * bell(random),
    shiftX: 0.45 * bell(random),
    shiftY: 0.45 * bell(random),
  };
}

/** Writes `factors` as row `index` of `table` (row-major `[count, factorNames.length]`). */
export function storeFactors(table: Float32Array, index: number, factors: Factors): void {
  const { digit, slant, thickness, rotation, scale, shiftX, shiftY } = factors;
  table.set([digit, slant, thickness, rotation, scale, shiftX, shiftY], index * factorNames.length);
}
