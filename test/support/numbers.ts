import { createRandom } from "hourglass-core/internal/random/random.ts";

/** A tensor in plain JavaScript: row-major numbers and their shape. References compute with these. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The tensor whose element at each position is `element(position)`. */
export function tabulate(
  shape: readonly number[],
  element: (position: readonly number[]) => number,
): Numbers {
  const count = shape.reduce((product, size) => product * size, 1);
  const data = Array.from({ length: count }, (_, index) => {
    let rest = index;
    const position = shape.map(() => 0);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] as number;
      position[axis] = rest % size;
      rest = Math.floor(rest / size);
    }
    return element(position);
  });
  return { shape, data };
}

/** The element at `position` of `x` broadcast: leading axes that it lacks and axes of size 1 are ignored. */
export function at(x: Numbers, position: readonly number[]): number {
  const offset = position.length - x.shape.length;
  const index = x.shape.reduce(
    (sum, size, axis) => sum * size + (size === 1 ? 0 : (position[axis + offset] as number)),
    0,
  );
  return x.data[index] as number;
}

/** `f` on every pair of elements, with broadcasting. */
export function elementwise(f: (...elements: number[]) => number): (...tensors: Numbers[]) => Numbers {
  return (...tensors) => {
    const rank = Math.max(...tensors.map(({ shape }) => shape.length));
    const shape = Array.from({ length: rank }, (_, axis) => {
      const sizes = tensors.map((x) => x.shape[axis - rank + x.shape.length] ?? 1);
      return sizes.find((size) => size !== 1) ?? 1;
    });
    return tabulate(shape, (position) => f(...tensors.map((x) => at(x, position))));
  };
}

/** Seeded float32 numbers of either sign, between 0.1 and 2 in size: off the kinks, of the order of 1. */
export function sampleNumbers(shape: readonly number[], stream: string): Numbers {
  const random = createRandom(1, stream);
  return tabulate(shape, () =>
    Math.fround((random.below(2) === 0 ? -1 : 1) * (0.1 + 1.9 * random.uniform())),
  );
}

/** The same, all positive: for logarithms, roots and divisors. */
export function samplePositive(shape: readonly number[], stream: string): Numbers {
  const { data } = sampleNumbers(shape, stream);
  return { shape, data: data.map(Math.abs) };
}
