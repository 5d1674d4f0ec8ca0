import { bins, type Factor } from "./factor.ts";

/** Images by what they have in common: a value of a factor. */
export interface FactorGroups {
  /** The group of each image, a whole number from 0. */
  readonly groupOf: Uint8Array;
  /** The images of each group, by their positions; some may be empty. */
  readonly members: readonly Int32Array[];
}

/**
 * A function that groups images by a factor: those of a class, or, of a number, those of one of 20 bins that hold as many of the images of
 * `fitted` each (as far as equal values allow). Of bins of equal width, the outer ones would have an image or none.
 */
export function groupingBy(fitted: Factor): (factor: Factor) => FactorGroups {
  const group = fitted.isClass ? (value: number): number => value : quantileBins(fitted.values);
  return ({ values }) => {
    const groupOf = Uint8Array.from(values, group);
    const count = groupOf.reduce((most, one) => Math.max(most, one + 1), 0);
    const members = Array.from({ length: count }, (): number[] => []);
    groupOf.forEach((one, image) => {
      members[one]!.push(image);
    });
    return { groupOf, members: members.map((images) => Int32Array.from(images)) };
  };
}

/** A function that gives the bin of a number, of bins that hold as many of `values` each; a value at a border is in the upper one. */
function quantileBins(values: Float32Array): (value: number) => number {
  const sorted = values.toSorted();
  const borders = Array.from(
    { length: bins - 1 },
    (_, bin) => sorted[Math.ceil(((bin + 1) * values.length) / bins)]!,
  );
  return (value) => borders.filter((border) => border <= value).length;
}
