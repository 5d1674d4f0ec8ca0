import { initializerSchema } from "../initializers/initializers.ts";
import { type ConvolutionDefaults, type ConvolutionOptions, convolution } from "./convolution.ts";
import type { LayerKind } from "./layer-kind.ts";
import { activation, factor, kernelSize, size } from "./options.ts";

interface StridedOptions extends ConvolutionOptions {
  /** What height and width are divided by, rounded up. */
  readonly stride: number;
}

/**
 * A convolution that looks at every `stride`th row and column, and learns how to make an image smaller where pooling has a
 * rule: Springenberg and others, "Striving for simplicity", 2015. The counterpart of a transposed convolution, and a kind of
 * its own as that is, so that what is stored of other convolutions stays as it was.
 */
export const stridedConvolutionKind: LayerKind<
  "strided-convolution",
  StridedOptions,
  ConvolutionDefaults | "stride"
> = {
  name: "strided-convolution",
  options: { filters: size, kernelSize, stride: factor, activation, initializer: initializerSchema },
  takes: "planes",
  learns: true,
  example: { filters: 3, activation: "silu" },
  build: (name, shape, { stride, ...options }) => ({
    ...convolution(name, shape, options, stride),
    kind: "strided-convolution",
  }),
};
