import { withBatchLast } from "../graph/operators/image-layout.ts";
import { convolveTransposed } from "../graph/operators/transposed-convolution.ts";
import { inLayer, ShapeError } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import { activations } from "./activation.ts";
import { type ConvolutionOptions, requireOddKernel } from "./convolution.ts";
import { type ImageFeatures, imageFeatures, requireImages } from "./images.ts";
import { type FeatureShape, guardedLayer, type Layer } from "./layer.ts";
import { kernelParameter, vectorParameter } from "./parameter.ts";

export interface TransposedConvolutionOptions extends ConvolutionOptions {
  /** How many times as high and wide the result is; 2 by default. */
  readonly stride?: number;
}

/**
 * The adjoint of a convolution with a stride, which multiplies height and width by that stride: kernel `[channels, filters,
 * kernelSize, kernelSize]` from Glorot's uniform distribution, bias `[filters]` zero. PyTorch's ConvTranspose2d with padding
 * (kernelSize - 1) / 2 and output_padding stride - 1.
 * @param inputShape `[channels, height, width]`
 * @throws ShapeError when the kernel's size is even or less than the stride asks for
 */
export function transposedConvolution(
  name: string,
  inputShape: FeatureShape,
  { filters, kernelSize = 3, stride = 2, activation = "linear" }: TransposedConvolutionOptions,
): Layer {
  requireOddKernel(name, kernelSize);
  const padding = (kernelSize - 1) / 2;
  if (padding > kernelSize - stride) {
    throw new ShapeError(
      `layer ${name}: a kernel ${kernelSize} x ${kernelSize} is too small for stride ${stride}`,
    );
  }
  const [channels, height, width] = imageFeatures(name, inputShape);
  const kernelShape = [channels, filters, kernelSize, kernelSize];
  const taps = kernelSize ** 2;
  const outputShape: ImageFeatures = [filters, height * stride, width * stride];
  return guardedLayer({
    name,
    description:
      `transposed convolution ${kernelSize} x ${kernelSize}, stride ${stride}, ` +
      `${inputShape.join(" x ")} -> ${outputShape.join(" x ")}, ${activation}`,
    parameters: [
      kernelParameter(`${name}.kernel`, kernelShape, channels * taps, filters * taps),
      vectorParameter(`${name}.bias`, filters),
    ],
    stacked: false,
    inputShape,
    outputShape,
    multiplyAdds: filters * channels * taps * height * width,
    apply: (x, parameters) => {
      const [kernel, bias] = parameters as readonly [Value, Value];
      const [, ...size] = outputShape;
      // Of the zeros around the result, those after it that no window reaches are left out.
      const after = padding - stride + 1;
      const window = { stride, padding: { top: padding, left: padding, bottom: after, right: after } };
      return inLayer(name, () => {
        requireImages(x, inputShape);
        return withBatchLast(x, (images) =>
          activations[activation](convolveTransposed(images, kernel, size, window, bias)),
        );
      });
    },
  });
}
