import type { NoValues } from "../../kinds/kind.ts";
import type { InitializerKind } from "./initializer-kind.ts";

/**
 * Uniform over [-limit, limit), limit = sqrt(6 / (fanIn + fanOut)): Glorot and Bengio, "Understanding the difficulty of
 * training deep feedforward neural networks", 2010, equation 16.
 */
export const glorotUniform: InitializerKind<"glorot-uniform", NoValues> = {
  name: "glorot-uniform",
  title: "Glorot, uniform",
  fields: {},
  weights: (_, { fanIn, fanOut }) => {
    const limit = Math.sqrt(6 / (fanIn + fanOut));
    return (random) => (2 * random.uniform() - 1) * limit;
  },
};
