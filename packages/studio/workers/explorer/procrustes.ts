/** A turn of the plane, after which the second axis is mirrored where `sign` is -1: x' = c x + s y, y' = sign (c y - s x). */
export interface Turn {
  readonly cosine: number;
  readonly sine: number;
  readonly sign: 1 | -1;
  /** The sum of the inner products of both axes with their targets, which it makes as large as it can be. */
  readonly fit: number;
}

/**
 * The turn that brings two axes, or two columns of coordinates, as near as it can to two others: the orthogonal Procrustes problem
 * (Schönemann 1966), in two dimensions.
 * @param first inner products of the first with both targets
 * @param second of the second
 */
export function nearestTurn([va, vb]: readonly [number, number], [wa, wb]: readonly [number, number]): Turn {
  const rotated = [va + wb, wa - vb] as const;
  const mirrored = [va - wb, wa + vb] as const;
  const isMirrored = Math.hypot(...mirrored) > Math.hypot(...rotated);
  const [c, s] = isMirrored ? mirrored : rotated;
  const fit = Math.hypot(c, s);
  if (fit === 0) return { cosine: 1, sine: 0, sign: 1, fit };
  return { cosine: c / fit, sine: s / fit, sign: isMirrored ? -1 : 1, fit };
}

/**
 * The turn that brings points as near as it can to others, their middles on one another.
 * @param points `[N, 2]`
 * @param targets `[N, 2]`: row by row the same samples
 * @returns the turn, and the correlation of the turned points with their targets: 1 where they have the same shape in another size
 */
export function alignPoints(
  points: Float32Array,
  targets: Float32Array,
): { readonly turn: Turn; readonly correlation: number } {
  const shared = Math.min(points.length, targets.length);
  const own = centred(points.subarray(0, shared));
  const other = centred(targets.subarray(0, shared));
  const product = (a: number, b: number): number => {
    let sum = 0;
    for (let at = 0; at < shared; at += 2) sum += own[at + a]! * other[at + b]!;
    return sum;
  };
  const turn = nearestTurn([product(0, 0), product(0, 1)], [product(1, 0), product(1, 1)]);
  const size = Math.hypot(...norms(own)) * Math.hypot(...norms(other));
  return { turn, correlation: size === 0 ? 0 : turn.fit / size };
}

function centred(points: Float32Array): Float64Array {
  const sums = [0, 0];
  for (let at = 0; at < points.length; at++) sums[at % 2]! += points[at]!;
  return Float64Array.from(points, (value, at) => value - (2 * sums[at % 2]!) / points.length);
}

/** Lengths of both columns. */
function norms(points: Float64Array): readonly [number, number] {
  const squares = [0, 0];
  for (let at = 0; at < points.length; at++) squares[at % 2]! += points[at]! ** 2;
  return [Math.sqrt(squares[0]!), Math.sqrt(squares[1]!)];
}
