import { withBatchLast } from "../../graph/operators/image-layout.ts";
import { convolveTransposed } from "../../graph/operators/transposed-convolution.ts";
import { inLayer } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { activations } from "../activation.ts";
import { initializerSchema } from "../initializers/initializers.ts";
import { type FeatureShape, guardedLayer, type Layer } from "../layer.ts";
import { kernelParameter, vectorParameter } from "../parameter.ts";
import { type ConvolutionOptions, requireKernel } from "./convolution.ts";
import { type ImageFeatures, imageFeatures, requireFeatures } from "./features.ts";
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
  const padding = (kernelSize - 1) / 2;
  const [channels, height, width] = imageFeatures(name, inputShape);
  const kernelShape = [channels, filters, kernelSize, kernelSize];
  const taps = kernelSize ** 2;
  const fans = { fanIn: channels * taps, fanOut: filters * taps };
  const outputShape: ImageFeatures = [filters, height * stride, width * stride];
  return guardedLayer({
    name,
    kind: "transposed-convolution",
    activation,
    description:
      `transposed convolution ${kernelSize} x ${kernelSize}, stride ${stride}, ` +
      `${inputShape.join(" x ")} -> ${outputShape.join(" x ")}, ${activation}`,
    parameters: [
      kernelParameter(`${name}.kernel`, kernelShape, fans, initializer),
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
        requireFeatures(x, inputShape);
        return withBatchLast(x, (images) =>
          activations.of(activation).apply(convolveTransposed(images, kernel, size, window, bias)),
        );
      });
    },
  });
}
