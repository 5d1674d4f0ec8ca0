import type { Kind } from "../../kinds/kind.ts";
import type { Part, SampleValues } from "./part.ts";

/**
 * What a sample is, such as an image. Its fields are the sizes along the axes of a sample, in row-major order; a set of samples
 * has them under the same names.
 */
export interface SampleKind<S, Axis extends string = string, V extends SampleValues = SampleValues>
  extends Kind<string, Readonly<Record<Axis, number>>> {
  /** Many of them: `images`. */
  readonly plural: string;
  /** What one is in words: `28 x 28 (gray)`. */
  describe(set: S): string;
  /**
   * A set that was given.
   * @throws HourglassError unless there are as many values, and as many labels if any, as its sizes say
   */
  require(value: unknown, call: string, name: string): S;
  partOf(set: S): Part<V>;
  /** Other samples of the same sizes. */
  withPart(set: S, part: Part<V>): S;
}
