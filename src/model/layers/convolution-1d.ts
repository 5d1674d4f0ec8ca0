import { convolve } from "../../graph/operators/convolution.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { inLayer } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { activations } from "../activation.ts";
import { initializerSchema } from "../initializers/initializers.ts";
import { type FeatureShape, guardedLayer, type Layer } from "../layer.ts";
import { kernelParameter, vectorParameter } from "../parameter.ts";
import type { ConvolutionDefaults, ConvolutionOptions } from "./convolution.ts";
import { onImages, requireFeatures, seriesFeatures } from "./features.ts";
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
  const fans = { fanIn: channels * kernelSize, fanOut: filters * kernelSize };
  const around = (kernelSize - 1) / 2;
  const window = { stride: 1, padding: { top: 0, left: around, bottom: 0, right: around } };
  return guardedLayer({
    name,
    kind: "convolution-1d",
    activation,
    description: `convolution ${kernelSize}, ${channels} x ${length} -> ${filters} x ${length}, ${activation}`,
    parameters: [
      kernelParameter(`${name}.kernel`, [filters, channels, kernelSize], fans, initializer),
      vectorParameter(`${name}.bias`, filters),
    ],
    stacked: false,
    inputShape,
    outputShape: [filters, length],
    multiplyAdds: filters * channels * kernelSize * length,
    apply: (x, parameters) =>
      inLayer(name, () => {
        requireFeatures(x, inputShape);
        const [kernel, bias] = parameters as readonly [Value, Value];
        const ofImages = reshape(kernel, [filters, channels, 1, kernelSize]);
        return onImages(x, (images) =>
          activations.of(activation).apply(convolve(images, ofImages, window, bias)),
        );
      }),
  });
}
