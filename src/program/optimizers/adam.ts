import { z } from "zod";
import { real, recordSchema } from "../arguments.ts";
import { add, divide, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { exp, sqrt } from "../graph/operators/functions.ts";
import { cast, maximum } from "../graph/operators/selection.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import { scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";

export interface AdamOptions {
  /** Decay rate of the first moment, in [0, 1). */
  readonly beta1: number;
  /** Decay rate of the second moment, in [0, 1). */
  readonly beta2: number;
  /** Keeps the denominator from zero. */
  readonly epsilon: number;
  /**
   * Where epsilon is added: to the root of the `uncorrected` second moment (epsilon-hat of the paper, as Keras has
   * it) or of the `corrected` one (Algorithm 1, as PyTorch has it).
   */
  readonly epsilonTo: "uncorrected" | "corrected";
  /**
   * Decoupled weight decay: before each step every trainable value is multiplied by 1 - rate x weightDecay
   * (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019, algorithm 2, in PyTorch's scaling); 0
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

/** What the numbers may be; a setting `clipNorm` of 0 stands for no limit. */
export const adamLimits: Readonly<
  Record<"beta1" | "beta2" | "epsilon" | "weightDecay" | "clipNorm", z.ZodType<number>>
> = {
  beta1: real(0, 0.999999),
  beta2: real(0, 0.99999999),
  epsilon: real(1e-12, 1),
  weightDecay: real(0, 10),
  clipNorm: real(0, mostNorm),
};

export const adamSchema: z.ZodType<AdamOptions> = recordSchema<AdamOptions>({
  beta1: adamLimits.beta1,
  beta2: adamLimits.beta2,
  epsilon: adamLimits.epsilon,
  epsilonTo: z.enum(["uncorrected", "corrected"]),
  weightDecay: adamLimits.weightDecay.exactOptional(),
  clipNorm: adamLimits.clipNorm
    .refine((norm) => norm > 0)
    .meta({ expected: `a number above 0 and of at most ${mostNorm}` })
    .exactOptional(),
});

/** Numbers of each step of a chunk, float32 `[steps]`, with all constant factors and bias corrections worked in. */
export interface AdamSchedule {
  readonly stepSize: Value;
  readonly epsilon: Value;
  /** What weight decay leaves of a parameter. */
  readonly decay: Value;
}

/**
 * A parameter with Adam's moments, without their constant factors: the first is the decayed sum of the gradients, Adam's
 * m / (1 - beta1), the second that of their squares, v / (1 - beta2). What the factors would cost, two passes over all
 * parameters, goes into the numbers of {@link AdamSchedule}.
 */
export interface AdamState {
  readonly parameter: Value;
  readonly firstMoment: Value;
  readonly secondMoment: Value;
}

/**
 * Step sizes with bias correction, alpha sqrt(1 - beta2^t) / (1 - beta1^t) (Kingma and Ba 2015, end of section 2), and
 * the epsilons that go with them, for the moments of {@link AdamState}. In float64: 1 - 0.999^1 would keep only four
 * digits in float32.
 * @param step the number t of each step, from 1: float64 `[steps]`, or float32 where nothing better can be computed with
 * @param learningRate float32 `[steps]`
 */
export function adamSchedule(step: Value, learningRate: Value, options: AdamOptions): AdamSchedule {
  const { beta1, beta2, weightDecay = 0 } = options;
  const power = (base: number): Value =>
    base === 0 ? multiply(step, 0) : exp(multiply(step, Math.log(base)));
  const rootOfCorrection = sqrt(subtract(1, power(beta2)));
  const rootOfFactor = Math.sqrt(1 - beta2);
  const rate = cast(learningRate, step.dtype);
  const corrected = divide(multiply(rate, rootOfCorrection), subtract(1, power(beta1)));
  const epsilon =
    options.epsilonTo === "corrected"
      ? multiply(rootOfCorrection, options.epsilon / rootOfFactor)
      : add(multiply(step, 0), options.epsilon / rootOfFactor);
  return {
    stepSize: cast(multiply(corrected, (1 - beta1) / rootOfFactor), "float32"),
    epsilon: cast(epsilon, "float32"),
    decay: cast(subtract(1, multiply(rate, weightDecay)), "float32"),
  };
}

/**
 * One step of Adam (Kingma and Ba, "Adam: A method for stochastic optimization", 2015, algorithm 1) with decoupled weight
 * decay: m' = beta1 m + g, v' = beta2 v + g^2, w' = decay w - stepSize m' / (sqrt(v') + epsilon).
 */
export function adamStep(
  state: AdamState,
  gradient: Value,
  schedule: AdamSchedule,
  { beta1, beta2, weightDecay = 0 }: AdamOptions,
): AdamState {
  const firstMoment = add(multiply(state.firstMoment, beta1), gradient);
  const secondMoment = add(multiply(state.secondMoment, beta2), multiply(gradient, gradient));
  const denominator = add(sqrt(secondMoment), schedule.epsilon);
  const update = divide(multiply(firstMoment, schedule.stepSize), denominator);
  const kept = weightDecay === 0 ? state.parameter : multiply(state.parameter, schedule.decay);
  return { parameter: subtract(kept, update), firstMoment, secondMoment };
}

/** Gradients whose norm, all together, is at most `clipNorm`. */
export function clipGradients(gradients: readonly Value[], clipNorm: number): readonly Value[] {
  const squares = gradients.map((gradient) => reduceSum(multiply(gradient, gradient)));
  const norm = sqrt(squares.reduce((sum, square) => add(sum, square)));
  // Dividing by what is at least clipNorm, the factor is at most 1.
  const factor = divide(scalar(clipNorm), maximum(norm, scalar(clipNorm)));
  return gradients.map((gradient) => multiply(gradient, factor));
}
