import { convolve } from "../../graph/operators/convolution.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { initializerSchema } from "../initializers/initializers.ts";
import type { FeatureShape, Layer } from "../layer.ts";
import type { ConvolutionDefaults, ConvolutionOptions } from "./convolution.ts";
import { convolutionalLayer } from "./convolutional-layer.ts";
import { seriesFeatures } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";
import { activation, kernelSize, size } from "./options.ts";

export const convolution1dKind: LayerKind<"convolution-1d", ConvolutionOptions, ConvolutionDefaults> = {
  name: "convolution-1d",
  options: { filters: size, kernelSize, activation, initializer: initializerSchema },
  takes: "series",
  learns: true,
  example: { filters: 3, activation: "silu" },
  build: convolution1d,
};

/**
 * A convolution of series with stride 1 and zeros at both ends, so that its result is as long: kernel `[filters, channels,
 * kernelSize]`, bias `[filters]`, which starts at zero. PyTorch's Conv1d with padding (kernelSize - 1) / 2.
 * @param inputShape `[channels, length]`
 */
export function convolution1d(
  name: string,
  inputShape: FeatureShape,
  { filters, kernelSize, activation, initializer }: ConvolutionOptions,
): Layer {
  const [channels, length] = seriesFeatures(name, inputShape);
  const around = (kernelSize - 1) / 2;
  const window = { stride: 1, padding: { top: 0, left: around, bottom: 0, right: around } };
  return convolutionalLayer({
    name,
    kind: "convolution-1d",
    description: `convolution ${kernelSize}`,
    kernelShape: [filters, channels, kernelSize],
    activation,
    initializer,
    inputShape,
    outputShape: [filters, length],
    convolve: (images, kernel, bias) =>
      convolve(images, reshape(kernel, [filters, channels, 1, kernelSize]), window, bias),
  });
}
