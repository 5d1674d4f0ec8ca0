import type { InitializerKind } from "./initializer-kind.ts";

/** Normal with the standard deviation SIGMA, whatever the layer's size. */
export const normal: InitializerKind<"normal", { readonly sigma: number }> = {
  name: "normal",
  title: "normal",
  fields: {
    sigma: { title: "standard deviation", placeholder: "SIGMA", minimum: 0, maximum: 10, first: 0.05 },
  },
  weights:
    ({ sigma }) =>
    (random) =>
      random.normal() * sigma,
};
