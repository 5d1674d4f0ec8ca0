import type { NoValues } from "../../kinds/kind.ts";
import type { InitializerKind } from "./initializer-kind.ts";

/**
 * Normal with the variance 2 / fanIn, for ReLU: He and others, "Delving deep into rectifiers", 2015, equation 10. Not
 * truncated, as in the paper and in PyTorch; Keras cuts it off at two deviations.
 */
export const heNormal: InitializerKind<"he-normal", NoValues> = {
  name: "he-normal",
  title: "He, normal",
  fields: {},
  weights: (_, { fanIn }) => {
    const deviation = Math.sqrt(2 / fanIn);
    return (random) => random.normal() * deviation;
  },
};
