import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";

/**
 * Points at equal steps along a path, both ends included.
 * @param path `[N, 2]`: at least one point
 */
export function alongPath(path: Float32Array, steps: number): Float32Array {
  const count = path.length / 2;
  // How far along the path each of its points lies.
  const far = new Float64Array(count);
  for (let at = 1; at < count; at++) {
    const across = path[2 * at]! - path[2 * at - 2]!;
    const up = path[2 * at + 1]! - path[2 * at - 1]!;
    far[at] = far[at - 1]! + Math.hypot(across, up);
  }
  const points = new Float32Array(2 * steps);
  let after = 1;
  for (let step = 0; step < steps; step++) {
    const to = (far[count - 1]! * step) / Math.max(1, steps - 1);
    while (after < count - 1 && far[after]! < to) after++;
    const [start, end] = [Math.min(after, count - 1) - 1, Math.min(after, count - 1)];
    const length = start < 0 ? 0 : far[end]! - far[start]!;
    const share = length === 0 ? 0 : (to - far[start]!) / length;
    for (const side of [0, 1]) {
      const from = path[2 * Math.max(0, start) + side]!;
      points[2 * step + side] = from + (path[2 * end + side]! - from) * share;
    }
  }
  return points;
}

/** From one sample into another, value by value: `[steps, sampleSize]`. */
export function crossFade(from: SampleValues, to: SampleValues, steps: number): SampleValues {
  const size = from.length;
  const mixed = (at: number): number => {
    const share = steps === 1 ? 0 : Math.floor(at / size) / (steps - 1);
    return (1 - share) * from[at % size]! + share * to[at % size]!;
  };
  return from instanceof Uint8Array
    ? Uint8Array.from({ length: steps * size }, (_, at) => Math.round(mixed(at)))
    : Float32Array.from({ length: steps * size }, (_, at) => mixed(at));
}
