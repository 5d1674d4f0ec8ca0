import type { z } from "zod";
import type { FeatureShape, Layer } from "../layer.ts";

/** What a layer may use of the network that it is built into. */
export interface BuildContext {
  /** The layers of the encoder, for one of the decoder; none for its own. */
  readonly encoder: readonly Layer[];
}

/** A row of the table of layers, whatever its options. */
export interface AnyLayerKind {
  /** The `type` by which architectures name it: `dense`. */
  readonly name: string;
  /** What an architecture says of such a layer beside `type` and `name`: a schema for each option. */
  readonly options: Readonly<Record<string, z.ZodType>>;
  /**
   * How images come to it where an encoder begins with it: as planes `[channels, height, width]`, as a series `[channels, height
   * x width]` of their pixels, in a row `[values]`, or, as it takes any features, as the layer after it takes them.
   */
  readonly takes: "planes" | "series" | "row" | "any";
  /** It has weights of its own: the last such layer of a part gives the code, or the image. */
  readonly learns?: true;
  /** It gives the values that it finds under another shape: what an image must not go through, of which pixels have channels. */
  readonly reshapesTo?: "planes" | "row";
  /** It sets most values that it is given to 0, so that codes which it gives are looked at as sparse. */
  readonly makesSparse?: true;
  /** Options that suit a small image, or a short row: every kind is tried with its own. */
  readonly example: Readonly<Record<string, unknown>>;
  /**
   * The layer, for features of a shape.
   * @param name unique in its model, such as `encoder.dense1`
   * @param options checked and complete
   * @throws ShapeError where the features do not suit it
   */
  build(name: string, inputShape: FeatureShape, options: object, context: BuildContext): Layer;
}

/**
 * A kind of layer: what an architecture says of it, and how it becomes a {@link Layer}.
 * @typeParam Options what it is built from
 * @typeParam Defaulted those of them that an architecture may leave out
 */
export interface LayerKind<
  Name extends string,
  Options extends object,
  Defaulted extends keyof Options = never,
> extends AnyLayerKind {
  readonly name: Name;
  readonly options: {
    readonly [Option in keyof Options]-?: Option extends Defaulted
      ? z.ZodDefault<z.ZodType<Options[Option]>>
      : z.ZodType<Options[Option], Options[Option]>;
  };
  readonly example: WithDefaults<Options, Defaulted>;
  build(name: string, inputShape: FeatureShape, options: Options, context: BuildContext): Layer;
}

export type NoOptions = Readonly<Record<never, never>>;

/** Options as a user writes them. */
export type WithDefaults<Options, Defaulted extends keyof Options> = Omit<Options, Defaulted> &
  Partial<Pick<Options, Defaulted>>;

/** The layers of a kind in an architecture that is complete. */
export type SpecOf<K> =
  K extends LayerKind<infer Name, infer Options, infer _>
    ? { readonly type: Name; readonly name?: string | undefined } & Options
    : never;

/** The same, as a user writes them. */
export type InputOf<K> =
  K extends LayerKind<infer Name, infer Options, infer Defaulted>
    ? { readonly type: Name; readonly name?: string | undefined } & WithDefaults<Options, Defaulted>
    : never;
