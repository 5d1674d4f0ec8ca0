import { type ActivationName, activationSchema, activations } from "../activation.ts";
import type { FeatureShape, Layer } from "../layer.ts";
import { withoutParameters } from "../reshaping.ts";
import { onImages } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";

export const activationKind: LayerKind<"activation", { readonly activation: ActivationName }> = {
  name: "activation",
  options: { activation: activationSchema },
  takes: "any",
  example: { activation: "leaky-relu" },
  build: (name, shape, { activation }) => activationLayer(name, shape, activation),
};

/** An activation as a layer of its own: after a normalisation, or after pooling, where it costs a quarter. */
export function activationLayer(name: string, shape: FeatureShape, activation: ActivationName): Layer {
  const activate = activations.of(activation).apply;
  // Images stay in the layout of the convolutions around, so that transpositions cancel.
  const layer = withoutParameters(name, "activation", activation, shape, shape, (x) =>
    shape.length > 1 ? onImages(x, activate) : activate(x),
  );
  return { ...layer, activation };
}
