import type { Random } from "hourglass-core/internal/random/random.ts";
import { spread } from "./noise.ts";
import type { Path } from "./path.ts";
import { imageSide } from "./place.ts";

/** Width in pixels over which a line's edge goes from ink to paper, as in MNIST's scaled-down scans. */
const softness = 1.1;

/** Greatest change of a pixel's coverage where an edge crosses it: the jags of a scan and the paper's grain. */
const grain = 0.25;

/**
 * Draws a path as ink into one image: `target` holds `imageSide` x `imageSide` values row by row and is used
 * as scratch space, `pixels` as many bytes, of which 0 is paper and 255 ink.
 *
 * A line's coverage falls off with the distance d to its middle as (r - d) / softness + 1/2, clamped to [0, 1],
 * where the radius r runs linearly from one end to the other; where lines overlap, the darkest counts.
 */
export function rasterise(
  path: Path,
  thickness: number,
  random: Random,
  target: Float64Array,
  pixels: Uint8Array,
): void {
  target.fill(Number.NEGATIVE_INFINITY);
  for (let i = 1; i < path.length; i++) {
    if (path.starts[i] === 0) drawLine(path, i, thickness / 2, target);
  }
  for (let i = 0; i < target.length; i++) {
    let coverage = target[i]!;
    if (coverage > -grain && coverage < 1 + grain) coverage += grain * spread(random);
    pixels[i] = coverage >= 1 ? 255 : coverage <= 0 ? 0 : Math.floor(255 * coverage + 0.5);
  }
}

/** Draws the line that ends at point `end` of the path into the pixels that it can reach. */
function drawLine(path: Path, end: number, radius: number, target: Float64Array): void {
  const x0 = path.x[end - 1]!;
  const y0 = path.y[end - 1]!;
  const lengthX = path.x[end]! - x0;
  const lengthY = path.y[end]! - y0;
  const radius0 = radius * path.pressure[end - 1]!;
  const radiusChange = radius * path.pressure[end]! - radius0;
  // Points that coincide draw a dot: any finite number will do as their inverse square.
  const inverseSquare = 1 / Math.max(lengthX * lengthX + lengthY * lengthY, 1e-12);

  const margin = Math.max(radius0, radius0 + radiusChange) + softness * (0.5 + grain);
  const left = Math.max(0, Math.floor(Math.min(x0, x0 + lengthX) - margin));
  const right = Math.min(imageSide - 1, Math.floor(Math.max(x0, x0 + lengthX) + margin));
  const top = Math.max(0, Math.floor(Math.min(y0, y0 + lengthY) - margin));
  const bottom = Math.min(imageSide - 1, Math.floor(Math.max(y0, y0 + lengthY) + margin));

  for (let row = top; row <= bottom; row++) {
    const fromY = row + 0.5 - y0;
    for (let column = left; column <= right; column++) {
      const fromX = column + 0.5 - x0;
      let along = (fromX * lengthX + fromY * lengthY) * inverseSquare;
      if (along < 0) along = 0;
      else if (along > 1) along = 1;
      const awayX = fromX - along * lengthX;
      const awayY = fromY - along * lengthY;
      const square = awayX * awayX + awayY * awayY;
      if (square >= margin * margin) continue;
      const coverage = (radius0 + along * radiusChange - Math.sqrt(square)) / softness + 0.5;
      const pixel = row * imageSide + column;
      if (coverage > target[pixel]!) target[pixel] = coverage;
    }
  }
}
