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

/** Numbers of each step of a chunk, float32 `[steps]`, with the bias corrections worked in. */
export interface AdamSchedule {
  readonly stepSize: Value;
  readonly epsilon: Value;
  /** What weight decay leaves of a parameter. */
  readonly decay: Value;
}

/**
 * Step sizes with bias correction, alpha sqrt(1 - beta2^t) / (1 - beta1^t) (Kingma and Ba 2015, end of section 2), and
 * the epsilons that go with them. In float64: 1 - 0.999^1 would keep only four digits in float32.
 * @param step the number t of each step, from 1: float64 `[steps]`
 * @param learningRate float32 `[steps]`
 */
export function adamSchedule(step: Value, learningRate: Value, options: AdamOptions): AdamSchedule {
  const power = (base: number): Value =>
    base === 0 ? multiply(step, 0) : exp(multiply(step, Math.log(base)));
  const rootOfCorrection = sqrt(subtract(1, power(options.beta2)));
  const rate = cast(learningRate, "float64");
  const stepSize = divide(multiply(rate, rootOfCorrection), subtract(1, power(options.beta1)));
  const epsilon =
    options.epsilonTo === "corrected"
      ? multiply(rootOfCorrection, options.epsilon)
      : add(multiply(step, 0), options.epsilon);
  const decay = subtract(1, multiply(rate, options.weightDecay ?? 0));
  return {
    stepSize: cast(stepSize, "float32"),
    epsilon: cast(epsilon, "float32"),
    decay: cast(decay, "float32"),
  };
}

/** A parameter with Adam's moving averages of its gradient and of the gradient's square. */
export interface AdamState {
  readonly parameter: Value;
  readonly firstMoment: Value;
  readonly secondMoment: Value;
}

/**
 * One step of Adam (Kingma and Ba, "Adam: A method for stochastic optimization", 2015):
 * m' = beta1 m + (1 - beta1) g, v' = beta2 v + (1 - beta2) g^2, w' = w - stepSize m' / (sqrt(v') + epsilon).
 * @param gradient of an objective without its constant factor; g = scale * gradient
 * @param scale that factor, float32 scalar: here it costs nothing, in the objective a pass over a whole batch
 */
export function adamStep(
  state: AdamState,
  gradient: Value,
  scale: Value,
  schedule: AdamSchedule,
  { beta1, beta2, weightDecay = 0 }: AdamOptions,
): AdamState {
  const firstMoment = add(multiply(state.firstMoment, beta1), multiply(gradient, multiply(scale, 1 - beta1)));
  const scaledGradient = multiply(gradient, multiply(multiply(scale, scale), 1 - beta2));
  const secondMoment = add(multiply(state.secondMoment, beta2), multiply(scaledGradient, gradient));
  const denominator = add(sqrt(secondMoment), schedule.epsilon);
  const update = divide(multiply(firstMoment, schedule.stepSize), denominator);
  const kept = weightDecay === 0 ? state.parameter : multiply(state.parameter, schedule.decay);
  return { parameter: subtract(kept, update), firstMoment, secondMoment };
}

/**
 * The factor for gradients whose norm, all together, is to be at most `clipNorm`.
 * @param scale that the gradients are still to be multiplied by
 * @returns `scale`, shortened where the norm is larger
 */
export function clippedScale(gradients: readonly Value[], scale: Value, clipNorm: number): Value {
  const squares = gradients.map((gradient) => reduceSum(multiply(gradient, gradient)));
  const norm = multiply(sqrt(squares.reduce((sum, square) => add(sum, square))), scale);
  // Dividing by what is at least clipNorm, the factor is at most 1.
  return multiply(scale, divide(scalar(clipNorm), maximum(norm, scalar(clipNorm))));
}
