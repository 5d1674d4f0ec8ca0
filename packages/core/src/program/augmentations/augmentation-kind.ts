import type { ImageShape } from "../../data/samples/shape.ts";
import type { Value } from "../../graph/value.ts";
import type { AnyValues, Kind } from "../../kinds/kind.ts";
import type { Noise } from "../../model/noise.ts";

/** What an augmentation is applied with. */
export interface AugmentationPass<V extends AnyValues> {
  /** The numbers of its word. */
  readonly values: V;
  readonly noise: Noise;
  /** What its random words are asked for as: a source of its own. */
  readonly source: string;
  readonly imageShape: ImageShape;
}

/** A way to make other training images of those that there are: each is changed at random in every step, and is what is to be rebuilt. */
export interface AugmentationKind<Name extends string = string, V extends AnyValues = AnyValues>
  extends Kind<Name, V> {
  /** As the objective names it, after `images`: `mirrored with probability 0.5`. */
  phrase(values: V): string;
  /** Changed images of float32 `[batch, height x width x channels]`, in [0, 1], channels last: of the same type. */
  apply(images: Value, pass: AugmentationPass<V>): Value;
}

/** The choices that a kind of augmentation allows. */
export type AugmentationOf<K> =
  K extends AugmentationKind<infer Name, infer V> ? { readonly kind: Name } & V : never;
