import { convolveTransposed } from "../../graph/operators/transposed-convolution.ts";
import { initializerSchema } from "../initializers/initializers.ts";
import type { FeatureShape, Layer } from "../layer.ts";
import { type ConvolutionOptions, requireKernel } from "./convolution.ts";
import { convolutionalLayer } from "./convolutional-layer.ts";
import { imageFeatures } from "./features.ts";
import type { LayerKind, WithDefaults } from "./layer-kind.ts";
import { activation, size } from "./options.ts";

type Options = Omit<ConvolutionOptions, "kernelSize">;

/** With kernels of 3 and stride 2: twice the height and width. */
export const transposedConvolutionKind: LayerKind<"transposed-convolution", Options, "activation"> = {
  name: "transposed-convolution",
  options: { filters: size, activation, initializer: initializerSchema },
  takes: "planes",
  learns: true,
  example: { filters: 2, activation: "elu" },
  build: transposedConvolution,
};

export interface TransposedConvolutionOptions extends WithDefaults<Options, "activation"> {
  /** Rows and columns of the kernel, odd; 3 by default. */
  readonly kernelSize?: number;
  /** How many times as high and wide the result is; 2 by default. */
  readonly stride?: number;
}

/**
 * The adjoint of a convolution with a stride, which multiplies height and width by that stride: kernel `[channels, filters,
 * kernelSize, kernelSize]`, bias `[filters]`, which starts at zero. PyTorch's ConvTranspose2d with padding
 * (kernelSize - 1) / 2 and output_padding stride - 1.
 * @param inputShape `[channels, height, width]`
 * @throws ShapeError when the kernel's size is even or less than the stride asks for
 */
export function transposedConvolution(
  name: string,
  inputShape: FeatureShape,
  { filters, kernelSize = 3, stride = 2, activation = "linear", initializer }: TransposedConvolutionOptions,
): Layer {
  requireKernel(name, kernelSize, stride);
  const [channels, height, width] = imageFeatures(name, inputShape);
  const size = [height * stride, width * stride] as const;
  const before = (kernelSize - 1) / 2;
  // Of the zeros around the result, those after it that no window reaches are left out.
  const after = before - stride + 1;
  const window = { stride, padding: { top: before, left: before, bottom: after, right: after } };
  return convolutionalLayer({
    name,
    kind: "transposed-convolution",
    description: `transposed convolution ${kernelSize} x ${kernelSize}, stride ${stride}`,
    kernelShape: [channels, filters, kernelSize, kernelSize],
    activation,
    initializer,
    inputShape,
    outputShape: [filters, ...size],
    convolve: (images, kernel, bias) => convolveTransposed(images, kernel, size, window, bias),
  });
}
