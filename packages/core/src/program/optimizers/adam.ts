import * as z from "zod";
import { real, recordSchema } from "../../arguments.ts";
import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { exp, sqrt } from "../../graph/operators/functions.ts";
import { cast } from "../../graph/operators/selection.ts";
import type { Value } from "../../graph/value.ts";
import { type CommonOptions, commonFields, type OptimizerKind, type Updated } from "./optimizer-kind.ts";

export interface AdamOptions extends CommonOptions {
  readonly kind?: "adam";
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
}

/** What its own numbers may be. */
export const adamLimits: Readonly<Record<"beta1" | "beta2" | "epsilon", z.ZodType<number>>> = {
  beta1: real(0, 0.999999),
  beta2: real(0, 0.99999999),
  epsilon: real(1e-12, 1),
};

type AdamNumbers = "stepSize" | "epsilon" | "decay";

/**
 * Adam with decoupled weight decay: Kingma and Ba, "Adam: A method for stochastic optimization", 2015, algorithm 1.
 *
 * Its slots are Adam's moments without their constant factors: the first is the decayed sum of the gradients, m / (1 - beta1), the
 * second that of their squares, v / (1 - beta2). What the factors would cost, two passes over all parameters, goes into the
 * numbers of its schedule.
 */
export const adam: OptimizerKind<AdamOptions, "adam", AdamNumbers> = {
  name: "adam",
  title: "Adam",
  fields: {},
  options: recordSchema<AdamOptions>({
    kind: z.literal("adam").exactOptional(),
    ...adamLimits,
    epsilonTo: z.enum(["uncorrected", "corrected"]),
    ...commonFields,
  }),
  settings: ["beta1", "beta2", "epsilon"].map((name) => ({
    name,
    purpose: "is a number of adam",
    advice: "choose optimizer adam, or leave it out",
  })),
  ofSettings: (_, { beta1, beta2, epsilon }) =>
    ({ beta1, beta2, epsilon, epsilonTo: "uncorrected" }) as AdamOptions,
  slots: () => ["first_moment", "second_moment"],
  schedule: adamSchedule,
  update: adamStep,
  sentence: ({ beta1, beta2, epsilon }, learningRate) =>
    `Adam: learning rate ${learningRate}, β₁ ${beta1}, β₂ ${beta2}, ε ${epsilon}`,
};

/**
 * Step sizes with bias correction, alpha sqrt(1 - beta2^t) / (1 - beta1^t) (Kingma and Ba 2015, end of section 2), the
 * epsilons that go with them, and what weight decay leaves of a parameter, with all constant factors worked in. In float64: 1 - 0.999^1
 * would keep only four digits in float32.
 */
function adamSchedule(step: Value, learningRate: Value, options: AdamOptions): Record<AdamNumbers, Value> {
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

/** m' = beta1 m + g, v' = beta2 v + g^2, w' = decay w - stepSize m' / (sqrt(v') + epsilon) */
function adamStep(
  { parameter, slots }: Updated,
  gradient: Value,
  { stepSize, epsilon, decay }: Readonly<Record<AdamNumbers, Value>>,
  { beta1, beta2, weightDecay = 0 }: AdamOptions,
): Updated {
  const [first, second] = slots as readonly [Value, Value];
  const firstMoment = add(multiply(first, beta1), gradient);
  const secondMoment = add(multiply(second, beta2), multiply(gradient, gradient));
  const denominator = add(sqrt(secondMoment), epsilon);
  const moved = divide(multiply(firstMoment, stepSize), denominator);
  const kept = weightDecay === 0 ? parameter : multiply(parameter, decay);
  return { parameter: subtract(kept, moved), slots: [firstMoment, secondMoment] };
}
