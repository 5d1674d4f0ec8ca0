import { inLayer } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { type ActivationName, activations } from "../activation.ts";
import { guardedLayer, type Layer } from "../layer.ts";
import { kernelParameter, vectorParameter } from "../parameter.ts";
import { featureCount } from "../reshaping.ts";
import { onImages, requireFeatures } from "./features.ts";

/** How a layer convolves. Shapes are without the batch axis, channels first. */
interface Convolving extends Pick<Layer, "name" | "kind" | "description" | "inputShape" | "outputShape"> {
  /** With its rows and columns, or its length, last. */
  readonly kernelShape: readonly number[];
  readonly activation: ActivationName;
  readonly initializer: string | undefined;
  /** @param images with the batch as the last axis; a series is an image of one row */
  readonly convolve: (images: Value, kernel: Value, bias: Value) => Value;
}

/** A layer of a kernel, with a bias for each filter that starts at zero, and an activation. */
export function convolutionalLayer({
  description,
  kernelShape,
  initializer,
  convolve,
  ...layer
}: Convolving): Layer {
  const { name, activation, inputShape, outputShape } = layer;
  const [channels = 1, ...inputSizes] = inputShape;
  const [filters = 1, ...outputSizes] = outputShape;
  const taps = featureCount(kernelShape.slice(2));
  const fans = { fanIn: channels * taps, fanOut: filters * taps };
  // A stride leaves fewer windows than the larger side has places.
  const windows = Math.min(featureCount(inputSizes), featureCount(outputSizes));
  return guardedLayer({
    ...layer,
    description: `${description}, ${inputShape.join(" x ")} -> ${outputShape.join(" x ")}, ${activation}`,
    parameters: [
      kernelParameter(`${name}.kernel`, kernelShape, fans, initializer),
      vectorParameter(`${name}.bias`, filters),
    ],
    stacked: false,
    multiplyAdds: windows * filters * channels * taps,
    apply: (x, parameters) => {
      const [kernel, bias] = parameters as readonly [Value, Value];
      return inLayer(name, () => {
        requireFeatures(x, inputShape);
        return onImages(x, (images) => activations.of(activation).apply(convolve(images, kernel, bias)));
      });
    },
  });
}
