import type { Value } from "../graph/value.ts";
import type { Parameter } from "./parameter.ts";

/** A step of a network: an immutable record that can put itself into a graph. */
export interface Layer {
  /** Unique in its model, such as `encoder.code`; errors of shape name it. */
  readonly name: string;
  /** For people: `dense 784 -> 32, relu`. */
  readonly description: string;
  readonly parameters: readonly Parameter[];
  /**
   * Whether the parameters, each as rows, are best kept as one matrix while training: the layer joins them anyway, and
   * the optimiser has one tensor instead of several.
   */
  readonly stacked: boolean;
  /** Sizes of an input and of a result, without the batch axis. */
  readonly inputSize: number;
  readonly outputSize: number;
  /** Multiply-adds of its matrix products and convolutions for one image, forward. */
  readonly multiplyAdds: number;
  /** Its result on `[batch, inputSize]`; `parameters` are in the order of the record's own. */
  readonly apply: (x: Value, parameters: readonly Value[]) => Value;
}
