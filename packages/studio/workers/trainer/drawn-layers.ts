import type { Layer } from "hourglass-core/internal/model/layer.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import { featureCount } from "hourglass-core/internal/model/reshaping.ts";
import { hasKernel } from "hourglass-core/internal/program/feature-maps.ts";
import type { DrawnLayer } from "./trainer-api.ts";

/** The layers of a model as the hourglass shows them: the last of the encoder is the code. */
export function drawnLayers({ encoder, decoder, latentSize }: Model): readonly DrawnLayer[] {
  const layer = (part: DrawnLayer["part"], one: Layer): DrawnLayer => ({
    ...{ name: one.name, part, kind: one.kind, description: one.description, shape: one.outputShape },
    ...(one.activation === undefined ? {} : { activation: one.activation }),
    changes: hasKernel(one) || featureCount(one.inputShape) !== featureCount(one.outputShape),
  });
  return [
    ...encoder.map((one, at) =>
      at < encoder.length - 1
        ? layer("encoder", one)
        : // A Gaussian code comes out as means and log-variances.
          { ...layer("code", one), shape: [latentSize] },
    ),
    ...decoder.map((one) => layer("decoder", one)),
  ];
}
