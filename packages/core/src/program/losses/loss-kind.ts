import type { Value } from "../../graph/value.ts";
import type { AnyValues, Kind } from "../../kinds/kind.ts";
import type { OutputKind } from "../../model/outputs/output-kind.ts";

/** What a loss is computed from. */
export interface LossPass<V extends AnyValues> {
  /** What the decoder gives, float32 `[batch, pixels]`; {@link OutputKind.apply} makes the reconstructions of it. */
  readonly logits: Value;
  /** float32 `[batch, pixels]`. */
  readonly targets: Value;
  readonly output: OutputKind;
  /** The numbers of its word. */
  readonly values: V;
}

/** The forms of a loss with its numbers, for an output. */
export interface LossForms {
  /** Summed over the pixels of each image: `[batch]`, from `[batch, pixels]` logits and targets. */
  readonly ofImages: (logits: Value, targets: Value) => Value;
  /** The same with a gradient: for objectives in which images have weights of their own. */
  readonly trainable: (logits: Value, targets: Value) => Value;
  /** Summed over pixels and images: a scalar. */
  readonly sum: (logits: Value, targets: Value) => Value;
}

/** An error that is stored of every model; another loss is shown beside the one that is nearest to it. */
export type StoredError = "bce" | "mse";

/** A reconstruction loss. */
export interface LossKind<Name extends string = string, V extends AnyValues = AnyValues>
  extends Kind<Name, V> {
  /** The output that it is defined for; any unless given. */
  readonly needsOutput?: string;
  readonly nearestError: StoredError;
  /** `nats`, `intensity²` */
  readonly unit: string;
  /**
   * The distribution of which the loss, summed over pixels, is the negative log-likelihood in nats, up to a constant; absent where
   * there is no constant.
   */
  readonly densityOf?: string;
  /** As axes and tables call it: `BCE`. */
  short(values: V): string;
  /** As the objective names it: `binary cross-entropy in nats`. */
  phrase(values: V): string;
  /** Summed over the pixels of each image: `[batch]`. */
  ofImages(pass: LossPass<V>): Value;
  /**
   * The derivative of the loss of each value for what the decoder gives, `[batch, pixels]`; derived from {@link LossKind.ofImages} unless
   * given.
   */
  slope?(pass: LossPass<V>): Value;
  /**
   * Summed over pixels and images, with a gradient written by hand: a scalar. Unless given, it is the sum of {@link
   * LossKind.ofImages} with the gradient that is derived from it.
   */
  sum?(pass: LossPass<V>): Value;
}
