import type { Value } from "../../graph/value.ts";
import type { AnyValues, Kind } from "../../kinds/kind.ts";
import type { ActivationName } from "../../model/activation.ts";
import type { LayerInput } from "../../model/architecture.ts";
import type { Posterior } from "../../model/codes/code-kind.ts";
import type { Model, ParameterValues } from "../../model/model.ts";
import type { Noise } from "../../model/noise.ts";

/** What a penalty is computed from. */
export interface PenaltyPass<V extends AnyValues> {
  /** The numbers of its word. */
  readonly values: V;
  /** float32 `[batch, latentSize]`. */
  readonly codes: Value;
  /** What the encoder was given: float32 `[batch, pixels]`. */
  readonly images: Value;
  /** What the last layer of the encoder gave: float32 `[batch, values]`. */
  readonly encoded: Value;
  /** What reconstructions leave of the samples, target less reconstruction, as the model sees them: float32 `[batch, pixels]`. */
  readonly residual: () => Value;
  readonly model: Model;
  /** Those of the model, by their names. */
  readonly parameters: ParameterValues;
  /** Whoever draws from it names a source that is its own. */
  readonly noise: Noise;
  /** The distribution over codes of each image; given to those that ask for it. */
  readonly posterior?: Posterior;
  /** What the kind of code adds to the objective of each image, `[batch]`, where it adds something. */
  readonly term?: Value;
  /** How much of the training is over: a float32 scalar from 0 to 1; absent where the model is not trained. */
  readonly progress?: () => Value;
}

/** What is asked of a code beside that it can be decoded: a term of the objective, or layers after the code. */
export interface PenaltyKind<Name extends string = string, V extends AnyValues = AnyValues>
  extends Kind<Name, V> {
  /** What codes must be: points unless given, normal distributions, either, or what is taken of the atoms of a dictionary. */
  readonly asks?: "posterior" | "any" | "dictionary";
  /** Why it cannot be asked of a model whose code is such; `undefined` where it can. */
  misfitOf?(model: Model): string | undefined;
  /** It takes the place of what the kind of code adds to the objective. */
  readonly replacesTerm?: true;
  /** Whether it makes codes those of the standard normal distribution, from which they can then be drawn. */
  readonly hasPrior?: true;
  /** The activation that the code has unless another is chosen. */
  readonly codeActivation?: ActivationName;
  /** The activation that it needs, and why. */
  readonly needsActivation?: { readonly name: ActivationName; readonly reason: string };
  /** As the objective names it, with its scaling; absent where it is no term of the objective. */
  phrase?(values: V): string;
  /** As the axis of a plot names it: `weight × L1 norm of the code`. */
  readonly label?: string;
  /** What is added to the objective for a batch: a scalar, with its weight. */
  value?(pass: PenaltyPass<V>): Value;
  /** Whether it makes codes sparse, so that they are looked at as such. */
  readonly makesSparse?: true;
  /** The mean activity of a unit that it aims at, where it does. */
  activity?(values: V): number;
  /** Layers that follow the code, where it is one of the architecture. */
  layers?(values: V): readonly LayerInput[];
  /** Whether the objective changes by the course of training, so that losses of its epochs do not compare. */
  changes?(values: V): boolean;
  /** What changes in the course of training, and until when, for a message; asked where it does. */
  course?(word: string, epochs: string): string;
  /** How many values the code must have at least. */
  leastCodeSize?(values: V): number;
}

/** The weight of a term of the objective. */
export const weight = {
  title: "weight",
  placeholder: "WEIGHT",
  minimum: 0,
  maximum: 1e6,
  first: 0.1,
} as const;

/** The choices that a kind of penalty allows. */
export type PenaltyOf<K> = K extends PenaltyKind<infer Name, infer V> ? { readonly kind: Name } & V : never;
