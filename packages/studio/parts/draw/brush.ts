/** Half the width of a stroke in pixels: MNIST's are about two and a half wide. */
export const brushRadius = 1.15;
export const eraserRadius = 1.8;

/** Over so many pixels the edge of a stroke fades. */
const softness = 0.9;

/** A place on the drawing in pixels from its upper left corner, with fractions. */
export type Place = readonly [x: number, y: number];

/**
 * Draws, or erases, a straight stroke with a soft round brush: each pixel gets at least (at most, where it erases) what the distance of its middle from the
 * stroke says, so that going over it again adds nothing.
 * @param drawing `[side, side]` bytes, which is changed
 */
export function stroke(drawing: Uint8Array, side: number, from: Place, to: Place, erases: boolean): void {
  const radius = erases ? eraserRadius : brushRadius;
  const reach = radius + softness;
  const [left, right] = [Math.min(from[0], to[0]) - reach, Math.max(from[0], to[0]) + reach];
  const [top, bottom] = [Math.min(from[1], to[1]) - reach, Math.max(from[1], to[1]) + reach];
  for (let row = Math.max(0, Math.floor(top)); row < Math.min(side, bottom); row++) {
    for (let column = Math.max(0, Math.floor(left)); column < Math.min(side, right); column++) {
      const distance = distanceTo(column + 0.5, row + 0.5, from, to);
      const ink = Math.min(1, Math.max(0, (radius + softness / 2 - distance) / softness));
      const at = row * side + column;
      const has = drawing[at] as number;
      drawing[at] = Math.round(erases ? Math.min(has, 255 * (1 - ink)) : Math.max(has, 255 * ink));
    }
  }
}

/** The distance of a place from a stretch between two others. */
function distanceTo(x: number, y: number, [fromX, fromY]: Place, [toX, toY]: Place): number {
  const [acrossX, acrossY] = [toX - fromX, toY - fromY];
  const squared = acrossX * acrossX + acrossY * acrossY;
  const along = squared === 0 ? 0 : ((x - fromX) * acrossX + (y - fromY) * acrossY) / squared;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - fromX - share * acrossX, y - fromY - share * acrossY);
}
