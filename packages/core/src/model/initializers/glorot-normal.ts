import type { NoValues } from "../../kinds/kind.ts";
import type { InitializerKind } from "./initializer-kind.ts";

/**
 * Normal with the variance 2 / (fanIn + fanOut): Glorot and Bengio, "Understanding the difficulty of training deep
 * feedforward neural networks", 2010, equation 12.
 */
export const glorotNormal: InitializerKind<"glorot-normal", NoValues> = {
  name: "glorot-normal",
  title: "Glorot, normal",
  fields: {},
  weights: (_, { fanIn, fanOut }) => {
    const deviation = Math.sqrt(2 / (fanIn + fanOut));
    return (random) => random.normal() * deviation;
  },
};
