/**
 * |x - y|² of rows of `size` values that start at `xStart` in `x` and at `yStart` in `y`. Four sums side by side, which
 * the processor adds up at once.
 */
export function squaredDistance(
  x: Float32Array,
  xStart: number,
  y: Float32Array,
  yStart: number,
  size: number,
): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let index = 0;
  for (; index + 3 < size; index += 4) {
    const first = x[xStart + index]! - y[yStart + index]!;
    const second = x[xStart + index + 1]! - y[yStart + index + 1]!;
    const third = x[xStart + index + 2]! - y[yStart + index + 2]!;
    const fourth = x[xStart + index + 3]! - y[yStart + index + 3]!;
    a += first * first;
    b += second * second;
    c += third * third;
    d += fourth * fourth;
  }
  for (; index < size; index++) {
    const difference = x[xStart + index]! - y[yStart + index]!;
    a += difference * difference;
  }
  return a + b + (c + d);
}
