import { joined } from "hourglass-core/internal/data/samples/samples.ts";
import type { FeatureMaps, FeatureSource } from "hourglass-core/internal/inference/compute-features.ts";
import { labelsOf, type Reconstruction } from "./pictures.ts";

/** What the convolutions make of a few test images. */
export interface FeaturePictures {
  readonly images: readonly Reconstruction[];
  readonly layers: readonly LayerMaps[];
}

/** The first maps of a layer. */
export interface LayerMaps extends Omit<FeatureMaps, "maps"> {
  /** `[image][map]`: `[height, width]` each. */
  readonly maps: readonly (readonly Float32Array[])[];
}

const imageCount = 3;
const mostMaps = 32;

/** The feature maps of the first examples; absent where the model has no convolutions. */
export async function drawFeatures(
  model: FeatureSource,
  examples: readonly Reconstruction[],
): Promise<FeaturePictures | undefined> {
  const images = examples.slice(0, imageCount);
  const features = await model.features?.(joined(images.map(({ original }) => original)), labelsOf(images));
  if (features === undefined || features.length === 0) return undefined;
  return { images, layers: features.map((layer) => cut(layer, images.length)) };
}

function cut({ maps, ...layer }: FeatureMaps, images: number): LayerMaps {
  const [channels, height, width] = layer.shape;
  const area = height * width;
  return {
    ...layer,
    maps: Array.from({ length: images }, (_, image) =>
      Array.from({ length: Math.min(channels, mostMaps) }, (_, map) => {
        const start = (image * channels + map) * area;
        return maps.slice(start, start + area);
      }),
    ),
  };
}
