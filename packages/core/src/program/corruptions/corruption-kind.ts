import type { SampleKind } from "../../data/samples/sample-kind.ts";
import type { SampleShape } from "../../data/samples/shape.ts";
import type { Value } from "../../graph/value.ts";
import type { AnyValues, Field, Kind, NumberField } from "../../kinds/kind.ts";
import type { Noise } from "../../model/noise.ts";

/** Every corruption has a level: how strong it is. Measures and the page vary it. */
export type CorruptionValues = AnyValues & { readonly level: number };

/** What a corruption is applied with. */
export interface CorruptionPass<V extends CorruptionValues> {
  /** The numbers of its word. */
  readonly values: V;
  /** float32 scalar: an input where levels are varied. */
  readonly level: Value;
  /** Its words have the source `corruption`. */
  readonly noise: Noise;
  readonly sampleShape: SampleShape;
}

/** A way to spoil the input of a denoising autoencoder; the target stays clean. */
export interface CorruptionKind<Name extends string = string, V extends CorruptionValues = CorruptionValues>
  extends Kind<Name, V> {
  readonly fields: { readonly [Key in keyof V]-?: Field } & { readonly level: NumberField };
  /** What the level is, with its unit: the axis of a curve. */
  readonly axis: string;
  /** The levels at which the robustness of a code is measured, from 0. */
  readonly levels: readonly number[];
  /** The strongest level that a trained model is measured at, where it is above the strongest of training. */
  readonly mostMeasured?: number;
  /** It is of pictures: other samples do not have what it replaces. */
  readonly needsImages?: true;
  /** As the objective names it: `gaussian noise of 0.5`. */
  phrase(values: V): string;
  /** As a report explains it, of samples that are bounded or not. */
  sentence(values: V, samples: Pick<SampleKind<unknown>, "bounded">): string;
  /**
   * Which values it hides, where it hides some and leaves the others as they are: float32 `[batch, sampleSize]`, 1 where a value becomes 0.
   */
  hidden?(samples: Value, pass: CorruptionPass<V>): Value;
  /** Corrupted samples of float32 `[batch, sampleSize]`, as a model sees them, channels last: of the same type. */
  apply(samples: Value, pass: CorruptionPass<V>): Value;
}

/** A level that is a probability. */
export const probability: NumberField = {
  title: "share of pixels",
  placeholder: "P",
  minimum: 0,
  maximum: 0.99,
  first: 0.3,
  step: 0.05,
};

/** Levels of what is a probability. */
export const probabilities: readonly number[] = [0, 0.1, 0.2, 0.3, 0.5, 0.7];

/** The choices that a kind of corruption allows. */
export type CorruptionOf<K> =
  K extends CorruptionKind<infer Name, infer V> ? { readonly kind: Name } & V : never;
