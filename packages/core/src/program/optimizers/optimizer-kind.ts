import type { z } from "zod";
import { type Fields as FieldsOf, real } from "../../arguments.ts";
import type { Value } from "../../graph/value.ts";
import type { AnyValues, Kind } from "../../kinds/kind.ts";

/** What all optimisers take beside numbers of their own. */
export interface CommonOptions {
  /**
   * Decoupled weight decay: before each step every trainable value is multiplied by 1 - rate x weightDecay
   * (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019, algorithms 1 and 2, in PyTorch's scaling of AdamW); 0
   * unless given.
   */
  readonly weightDecay?: number;
  /**
   * The largest norm of the gradient of all parameters together; a longer one is shortened to it (Pascanu, Mikolov and
   * Bengio, "On the difficulty of training recurrent neural networks", 2013, algorithm 1). No limit unless given.
   */
  readonly clipNorm?: number;
}

/** The largest norm that gradients can be held to. */
const mostNorm = 1e6;

/** What the numbers that all optimisers take may be, as settings have them: a `clipNorm` of 0 stands for no limit. */
export const commonLimits: Readonly<Record<"weightDecay" | "clipNorm", z.ZodType<number>>> = {
  weightDecay: real(0, 10),
  clipNorm: real(0, mostNorm),
};

/** The same as options. */
export const commonFields: FieldsOf<CommonOptions> = {
  weightDecay: commonLimits.weightDecay.exactOptional(),
  clipNorm: commonLimits.clipNorm
    .refine((norm) => norm > 0)
    .meta({ expected: `a number above 0 and of at most ${mostNorm}` })
    .exactOptional(),
};

/** A parameter after a step, and the slots that go with it, in the order of {@link OptimizerKind.slots}. */
export interface Updated {
  readonly parameter: Value;
  readonly slots: readonly Value[];
}

/**
 * How gradients move parameters. Its options are those of {@link CommonOptions} and the values of its fields; what has others says
 * so by `options`, `settings` and `ofSettings`.
 * @typeParam Numbers the names of what its schedule gives
 */
export interface OptimizerKind<
  O extends CommonOptions = CommonOptions,
  Name extends string = string,
  Numbers extends string = string,
> extends Kind<Name, AnyValues> {
  /** Accepts its options, whole, where they are more than the values of its fields. */
  readonly options?: z.ZodType<O>;
  /** Its options from the numbers of its word and from settings. */
  ofSettings?(values: AnyValues, settings: Readonly<Record<string, unknown>>): O;
  /** What it keeps of every parameter, as tensors of the parameter's shape that start as zeros: `first_moment`. */
  slots(options: O): readonly string[];
  /**
   * Numbers of each step of a chunk, float32 `[steps]`, computed once a chunk.
   * @param step the number of each step, from 1: float64 `[steps]`, or float32 where nothing better can be computed with
   * @param learningRate float32 `[steps]`
   */
  schedule(step: Value, learningRate: Value, options: O): Readonly<Record<Numbers, Value>>;
  /**
   * One step of one parameter.
   * @param gradient float32, of the parameter's shape
   * @param now the scalars of {@link OptimizerKind.schedule}
   */
  update(state: Updated, gradient: Value, now: Readonly<Record<Numbers, Value>>, options: O): Updated;
  /** As a report names it with its numbers, `Adam: learning rate 0.001, β₁ 0.9`; its title and its fields unless given. */
  sentence?(options: O, learningRate: number): string;
}
