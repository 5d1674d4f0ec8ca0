import type { NoValues } from "../../kinds/kind.ts";
import type { InitializerKind } from "./initializer-kind.ts";

/**
 * Normal with the variance 1 / fanIn: LeCun and others, "Efficient BackProp", 1998, equation 16. Not truncated; Keras cuts
 * it off at two deviations.
 */
export const lecunNormal: InitializerKind<"lecun-normal", NoValues> = {
  name: "lecun-normal",
  title: "LeCun, normal",
  fields: {},
  weights: (_, { fanIn }) => {
    const deviation = Math.sqrt(1 / fanIn);
    return (random) => random.normal() * deviation;
  },
};
