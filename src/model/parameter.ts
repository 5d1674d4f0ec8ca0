import type { Random } from "../random/random.ts";

/** A trainable tensor of a model and how it starts. */
export interface Parameter {
  /** Unique in its model, such as `decoder.output.kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  /** The initial values, row-major. */
  readonly initialize: (random: Random) => Float32Array;
}

/** Values of every parameter of a model by name, row-major float32. */
export type Weights = ReadonlyMap<string, Float32Array>;

/**
 * Uniform over [-limit, limit), limit = sqrt(6 / (fanIn + fanOut)): Glorot and Bengio, "Understanding the difficulty
 * of training deep feedforward neural networks", 2010, equation 16.
 */
export function glorotUniform(fanIn: number, fanOut: number, count: number): Parameter["initialize"] {
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return (random) => Float32Array.from({ length: count }, () => (2 * random.uniform() - 1) * limit);
}

export function zeros(count: number): Parameter["initialize"] {
  return () => new Float32Array(count);
}
