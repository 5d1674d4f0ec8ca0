import { convolve } from "../../graph/operators/convolution.ts";
import { paddingOf } from "../../graph/operators/window.ts";
import { ShapeError } from "../../graph/type.ts";
import type { ActivationName } from "../activation.ts";
import { initializerSchema } from "../initializers/initializers.ts";
import type { FeatureShape, Layer } from "../layer.ts";
import { convolutionalLayer } from "./convolutional-layer.ts";
import { type ImageFeatures, imageFeatures } from "./features.ts";
import type { LayerKind, WithDefaults } from "./layer-kind.ts";
import { activation, kernelSize, size } from "./options.ts";

export interface ConvolutionOptions {
  readonly filters: number;
  /** Rows and columns of the kernel, odd; 3 by default. */
  readonly kernelSize: number;
  /** "linear" by default. */
  readonly activation: ActivationName;
  /** How the kernel starts; "glorot-uniform" by default. */
  readonly initializer?: string | undefined;
}

/** What architectures may leave out of it. */
export type ConvolutionDefaults = "kernelSize" | "activation";

export const convolutionKind: LayerKind<"convolution", ConvolutionOptions, ConvolutionDefaults> = {
  name: "convolution",
  options: { filters: size, kernelSize, activation, initializer: initializerSchema },
  takes: "planes",
  learns: true,
  example: { filters: 3, activation: "silu" },
  build: (name, shape, options) => convolution(name, shape, options),
};

/**
 * A convolution with zeros around the image, so that its result has the same height and width, divided by the stride and
 * rounded up: kernel `[filters, channels, kernelSize, kernelSize]`, bias `[filters]`, which starts at zero.
 * @param inputShape `[channels, height, width]`
 * @param stride rows and columns from one window to the next; 1 by default
 * @throws ShapeError when the kernel's size is even or less than the stride asks for
 */
export function convolution(
  name: string,
  inputShape: FeatureShape,
  {
    filters,
    kernelSize = 3,
    activation = "linear",
    initializer,
  }: WithDefaults<ConvolutionOptions, ConvolutionDefaults>,
  stride: number = 1,
): Layer {
  requireKernel(name, kernelSize, stride);
  const [channels, height, width] = imageFeatures(name, inputShape);
  const outputShape: ImageFeatures = [filters, Math.ceil(height / stride), Math.ceil(width / stride)];
  const window = { stride, padding: paddingOf((kernelSize - 1) / 2) };
  return convolutionalLayer({
    name,
    kind: "convolution",
    description: `convolution ${kernelSize} x ${kernelSize}${stride === 1 ? "" : `, stride ${stride}`}`,
    kernelShape: [filters, channels, kernelSize, kernelSize],
    activation,
    initializer,
    inputShape,
    outputShape,
    convolve: (images, kernel, bias) => convolve(images, kernel, window, bias),
  });
}

/** @throws ShapeError naming the layer when an even kernel has no middle, or one so small that windows miss rows of the image */
export function requireKernel(layer: string, kernelSize: number, stride: number): void {
  if (kernelSize % 2 !== 1) {
    throw new ShapeError(
      `layer ${layer}: expected a kernel of odd size, found ${kernelSize} x ${kernelSize}`,
    );
  }
  if ((kernelSize - 1) / 2 > kernelSize - stride) {
    throw new ShapeError(
      `layer ${layer}: a kernel ${kernelSize} x ${kernelSize} is too small for stride ${stride}`,
    );
  }
}
