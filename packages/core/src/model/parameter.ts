import { kindOf, refuse } from "../arguments.ts";
import { requireFinite, requireFloats } from "../data/numbers.ts";
import { HourglassError } from "../errors.ts";
import { createRandom, type Random } from "../random/random.ts";
import type { Fans } from "./initializers/initializer-kind.ts";
import { defaultInitializer, weightsOf } from "./initializers/initializers.ts";

/** A tensor of a model and how it starts. */
export interface Parameter {
  /** Unique in its model, such as `decoder.output.kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether gradients move it; otherwise it is a statistic that its layer keeps while training. */
  readonly trainable: boolean;
  /** The parameter whose random sequence it draws from, by its name, so that both start from the same numbers; its own unless given. */
  readonly drawnAs?: string;
  /** The initial values, row-major. */
  readonly initialize: (random: Random) => Float32Array;
}

/** Values of every parameter of a model by name, row-major float32. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** Initial values: every parameter draws from a sequence of its own, or of one that it names, so that its place does not matter. */
export function seededWeights(parameters: readonly Parameter[], seed: number): Weights {
  return new Map(
    parameters.map(({ name, drawnAs = name, initialize }) => [
      name,
      initialize(createRandom(seed, `weights ${drawnAs}`)),
    ]),
  );
}

type NamedShape = Pick<Parameter, "name" | "shape">;

/**
 * Weights that were given for a model.
 * @throws HourglassError unless each of its parameters is there, with as many values as it has, all of them finite
 */
export function requireWeights(
  parameters: readonly NamedShape[],
  given: unknown,
  call: string,
  place: string = "weights",
): Weights {
  const weights = requireWeightsOf(parameters, given, call, place);
  for (const { name } of parameters) {
    requireFinite(weights.get(name) as Float32Array, call, `${place}: ${name}`);
  }
  return weights;
}

/** {@link requireWeights}, whatever the values. */
export function requireWeightsOf(
  parameters: readonly NamedShape[],
  given: unknown,
  call: string,
  place: string = "weights",
): Weights {
  if (kindOf(given) !== "Map") {
    refuse("a Map of float32 values by the names of the parameters, as fit gives", given, call, place);
  }
  const weights = given as Weights;
  for (const { name, shape } of parameters) {
    const expected = shape.reduce((product, size) => product * size, 1);
    const values = weights.get(name);
    if (values !== undefined) requireFloats(values, call, `${place}: ${name}`);
    if (values?.length !== expected) {
      throw new HourglassError(
        `${call}: ${place}: expected ${expected} values of ${name}, found ${values?.length ?? "nothing"}: ` +
          "they are of another model",
      );
    }
  }
  return weights;
}

/**
 * A kernel, which starts from a distribution.
 * @param initializer the word of one, such as `he-normal`
 */
export function kernelParameter(
  name: string,
  shape: readonly number[],
  fans: Fans,
  initializer: string = defaultInitializer,
): Parameter {
  const draw = weightsOf(initializer, fans);
  const count = shape.reduce((a, b) => a * b, 1);
  return {
    name,
    shape,
    trainable: true,
    initialize: (random) => Float32Array.from({ length: count }, () => draw(random)),
  };
}

/** A vector that starts as `value` everywhere: a bias of zeros, a scale of ones. */
export function vectorParameter(name: string, size: number, value = 0, trainable = true): Parameter {
  return { name, shape: [size], trainable, initialize: () => new Float32Array(size).fill(value) };
}
