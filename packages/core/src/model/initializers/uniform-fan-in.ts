import type { NoValues } from "../../kinds/kind.ts";
import type { InitializerKind } from "./initializer-kind.ts";

/**
 * Uniform over [-limit, limit), limit = 1 / sqrt(fanIn): LeCun and others, "Efficient BackProp", 1998, equation 16, as
 * PyTorch has it by default for the weights of linear layers and convolutions. PyTorch draws biases from it as well; here
 * they start at 0. For a transposed convolution PyTorch takes the fan of the convolution that it is the adjoint of.
 */
export const uniformFanIn: InitializerKind<"uniform-fan-in", NoValues> = {
  name: "uniform-fan-in",
  title: "uniform by fan-in",
  fields: {},
  weights: (_, { fanIn }) => {
    const limit = 1 / Math.sqrt(fanIn);
    return (random) => (2 * random.uniform() - 1) * limit;
  },
};
