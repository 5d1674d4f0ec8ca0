import type { z } from "zod";
import type { Kind } from "../../kinds/kind.ts";
import type { Part, SampleValues } from "./part.ts";

/**
 * What a sample is, such as an image. Its fields are the sizes along the axes of a sample, in row-major order; a set of samples
 * has them under the same names. Later stages follow from these facts (axes, type, bounds), and do not know a kind by its name.
 */
export interface SampleKind<
  S,
  Name extends string = string,
  Axis extends string = string,
  V extends SampleValues = SampleValues,
> extends Kind<Name, Readonly<Record<Axis, number>>> {
  /** Many of them, as sentences and inputs of programs name them: `images`. */
  readonly plural: string;
  /** One number of a sample: `pixel`; and many: `pixels`. */
  readonly value: { readonly one: string; readonly many: string };
  /** Of the numbers in a set. */
  readonly dtype: "uint8" | "float32";
  /**
   * Whether a model sees numbers in [0, 1], as bytes are scaled to. Others are of any size: training standardises them by the mean
   * and the deviation of each channel over the training split.
   */
  readonly bounded: boolean;
  /** The axes along which neighbours are near each other, in space or time. */
  readonly places: readonly Axis[];
  /** The last axis: of the numbers that there are at every place. */
  readonly channels: Axis;
  /** What a set may say of its samples beside their sizes, by name: of a row, its columns. It belongs to the shape. */
  readonly details?: Readonly<Record<string, z.ZodType>>;
  /** What one is in words: `28 x 28 (gray)`. */
  describe(sizes: Readonly<Record<Axis, number>>): string;
  /**
   * A set that was given.
   * @throws HourglassError unless there are as many values, and as many labels if any, as its sizes say
   */
  requireSet(value: unknown, call: string, name: string): S;
  partOf(set: S): Part<V>;
  /** Other samples of the same sizes. */
  withPart(sizes: Readonly<Record<Axis, number>>, part: Part<V>): S;
}
