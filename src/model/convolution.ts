import { convolve } from "../graph/operators/convolution.ts";
import { withBatchLast } from "../graph/operators/image-layout.ts";
import { paddingOf } from "../graph/operators/window.ts";
import { inLayer, ShapeError } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import { type ActivationName, activations } from "./activation.ts";
import { type ImageFeatures, imageFeatures, requireImages } from "./images.ts";
import { type FeatureShape, guardedLayer, type Layer } from "./layer.ts";
import { kernelParameter, vectorParameter } from "./parameter.ts";

export interface ConvolutionOptions {
  readonly filters: number;
  /** Rows and columns of the kernel, odd; 3 by default. */
  readonly kernelSize?: number;
  /** "linear" by default. */
  readonly activation?: ActivationName;
}

/**
 * A convolution with stride 1 and zeros around the image, so that its result has the same height and width: kernel
 * `[filters, channels, kernelSize, kernelSize]` from Glorot's uniform distribution, bias `[filters]` zero.
 * @param inputShape `[channels, height, width]`
 * @throws ShapeError when the kernel's size is even
 */
export function convolution(
  name: string,
  inputShape: FeatureShape,
  { filters, kernelSize = 3, activation = "linear" }: ConvolutionOptions,
): Layer {
  requireOddKernel(name, kernelSize);
  const [channels, height, width] = imageFeatures(name, inputShape);
  const kernelShape = [filters, channels, kernelSize, kernelSize];
  const taps = kernelSize ** 2;
  const outputShape: ImageFeatures = [filters, height, width];
  return guardedLayer({
    name,
    description: `convolution ${kernelSize} x ${kernelSize}, ${inputShape.join(" x ")} -> ${outputShape.join(" x ")}, ${activation}`,
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
      const window = { stride: 1, padding: paddingOf((kernelSize - 1) / 2) };
      return inLayer(name, () => {
        requireImages(x, inputShape);
        return withBatchLast(x, (images) => activations[activation](convolve(images, kernel, window, bias)));
      });
    },
  });
}

/** @throws ShapeError naming the layer when an even kernel has no middle */
export function requireOddKernel(layer: string, kernelSize: number): void {
  if (kernelSize % 2 !== 1) {
    throw new ShapeError(
      `layer ${layer}: expected a kernel of odd size, found ${kernelSize} x ${kernelSize}`,
    );
  }
}
