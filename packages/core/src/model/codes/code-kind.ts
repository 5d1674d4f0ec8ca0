import type { Value } from "../../graph/value.ts";
import type { Kind, NoValues } from "../../kinds/kind.ts";
import type { Layer } from "../layer.ts";
import type { AnyLayerKind } from "../layers/layer-kind.ts";
import type { Noise } from "../noise.ts";
import type { Parameter } from "../parameter.ts";

/** A normal distribution over codes with a diagonal covariance, both `[batch, latentSize]`. */
export interface Posterior {
  readonly mean: Value;
  readonly logVariance: Value;
}

/** A distribution over codes for each image; the prior of all is the standard normal distribution. */
export interface CodeDistribution {
  /** A code for each image, drawn from its distribution, `[batch, latentSize]`, and KL(q(z|x) || p(z)) in nats, `[batch]`. */
  draw(encoded: Value, noise: Noise): { readonly codes: Value; readonly divergence: Value };
  /**
   * Codes of one image, one for each row of the noise, with log p(z) - log q(z|x) in nats: `[batch, latentSize]` and `[batch]`.
   * @param encoded of that image: `[1, values]`
   */
  weigh(encoded: Value, noise: Noise): { readonly codes: Value; readonly logRatio: Value };
  /**
   * `count` codes of each image, with log p(z) - log q(z|x) of each in nats: `[batch, count, latentSize]` and `[batch, count]`.
   * Absent where training cannot draw several.
   */
  drawSeveral?(
    encoded: Value,
    noise: Noise,
    count: number,
  ): { readonly codes: Value; readonly logRatio: Value };
  /** Given where it is normal with a diagonal covariance. */
  moments?(encoded: Value): Posterior;
}

/** What a kind of code adds to the objective, in words; its weight is `beta`. */
export interface CodeTerm {
  /** As the objective names it, with its scaling. */
  readonly phrase: string;
  /** As the axis of a plot names it, with its unit. */
  readonly label: string;
  /** What it is, for a caption. */
  readonly title: string;
  /** The same in a word: `divergence`. */
  readonly name: string;
}

/** Settings that the layers of a code follow from. */
export interface CodeOptions {
  readonly latentSize: number;
  /** The word of a codebook. */
  readonly codebook: string;
  /** The word of a selection. */
  readonly selection: string;
}

/** A dictionary in an encoder. */
export interface Dictionary {
  /** The parameter that counts for each unit the samples that training has seen since it was last active, `[units]`. */
  readonly idle: Parameter;
  /** Those of the units, none of them negative, in what the encoder gives: `[batch, units]`. */
  preActivations(encoded: Value): Value;
}

/** Layers as architectures have them. */
type Layers = readonly (Readonly<Record<string, unknown>> & { readonly type: string })[];

/** A codebook in an encoder. */
export interface CodebookEntries {
  /** The parameter that has its entries, `[entries, size]`. */
  readonly parameter: Parameter;
  /** How many entries a code has and how they lie: `[7, 7]`, or `[4]` in a row. */
  readonly places: readonly number[];
  /** Whether the values of a code lie channel by channel, each over all places, or entry by entry. */
  readonly channelsFirst: boolean;
}

/** What the encoder gives, and what becomes of it. `encoded` is float32 `[batch, values]`, what the last layer of the encoder gives. */
export interface CodeKind<Name extends string = string> extends Kind<Name, NoValues> {
  /**
   * The layer that an encoder of such a code, and no other, ends with; its option `units` is the size of the code. Absent for what
   * all other layers give.
   */
  readonly layer?: AnyLayerKind;
  /** Options of its layer, where that comes after one that gives the values of the code; unless given, it gives them: `units`. */
  layerOptions?(options: CodeOptions): Readonly<Record<string, unknown>>;
  /** Given where a code may be that of a convolutional encoder, place by place: the number of its values at each. */
  planes?(options: CodeOptions): number;
  /**
   * All layers of a dense architecture, where they are the code's own: then there are none before and after them. A sample is encoded as it is.
   */
  ownLayers?(options: CodeOptions): { readonly encoder: Layers; readonly decoder: Layers };
  /** The output that its layers need, by its name, where they do. */
  readonly needsOutput?: string;
  /** Why settings do not suit it; `undefined` where they do. */
  misfitOf?(options: CodeOptions): string | undefined;
  /** Given where codes are entries of a codebook: that of an encoder. */
  entries?(encoder: readonly Layer[]): CodebookEntries;
  /** Given where codes say what is taken of the atoms of a dictionary: that of an encoder. */
  dictionary?(encoder: readonly Layer[]): Dictionary;
  /** The values that the encoder gives for each one of the code. */
  readonly valuesEach: number;
  /** What a number of values that is no multiple of that is told; given where it is not 1. */
  readonly misfit?: string;
  /** The code of images that are encoded, decoded and measured: `[batch, latentSize]`. */
  code(encoded: Value): Value;
  /**
   * The code that is decoded while training, `[batch, latentSize]`, and what is added to the objective of each image, with a weight or
   * without: `[batch]`.
   * @param encoder whose last layer gave `encoded`
   * @param parameters of the model, by their names
   */
  train(
    encoded: Value,
    noise: Noise,
    encoder: readonly Layer[],
    parameters: ReadonlyMap<string, Value>,
  ): { readonly codes: Value; readonly term?: Value; readonly unweighted?: Value };
  /** Whether the gradient that {@link CodeKind.train}, or the layer, passes to the encoder is not that of differences, by design. */
  gradientPasses?(encoder: readonly Layer[]): boolean;
  /**
   * How losses of pixels become the loss of an image, whose mean over images is the reconstruction error: their mean, or, where it is
   * -log p(x|z) in nats, their sum.
   */
  readonly reduction: "mean" | "sum";
  /** What {@link CodeKind.train} adds, where it adds something. */
  readonly term?: CodeTerm;
  /** What it adds without a weight, where it does. */
  unweighted?(encoder: readonly Layer[]): CodeTerm | undefined;
  /** The same where the layers are not built: by the options of its layer in an architecture, or the settings of their names. */
  unweightedOf?(options: Readonly<Record<string, unknown>>): CodeTerm | undefined;
  /** Given where codes can be drawn, and images have a likelihood. */
  readonly distribution?: CodeDistribution;
  /** Settings that do not go with it, each with what the code is or has instead. */
  readonly excludes: { readonly [Setting in "tiedWeights" | "penalty" | "codeActivation"]?: string };
  readonly words: {
    /** What {@link CodeKind.code} gives: `the codes`. */
    readonly codes: string;
    /** The same for those who know only that there are codes; absent where they need not be told. */
    readonly explained?: string;
    /** What a code is made of, where that says more than how many numbers it has: `49 entries of a codebook of 128`. */
    size?(options: CodeOptions): string;
    /** A sentence about a code, for the page. */
    readonly sentence?: string;
    /** The objective as a whole, without its unit; given where the reduction is `sum`. */
    objective?(beta: number, boundSamples: number): string;
  };
}
