import { type ImageSet, imageSize } from "hourglass-core/internal/data/image-set.ts";
import { requireImageShape } from "hourglass-core/internal/data/samples/samples.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";

/** Images for a model with something to learn: a bright bar at one of few places on a dark, noisy ground. Their class is whether its row is odd. */
export function sampleImages({ sampleShape }: Pick<Model, "sampleShape">, count: number, seed = 1): ImageSet {
  const random = createRandom(seed, "sample images");
  const imageShape = requireImageShape(sampleShape, "sampleImages");
  const { height, width, channels } = imageShape;
  const size = imageSize(imageShape);
  const images = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    const row = random.below(height);
    labels[image] = row % 2;
    for (let index = 0; index < size; index++) {
      const isBar = Math.floor(index / (width * channels)) === row;
      images[image * size + index] = (isBar ? 200 : 0) + random.below(50);
    }
  }
  return { count, ...imageShape, images, labels };
}

/** Image `number` of a set with pixels in [0, 1]. */
export function pixelsOf(set: ImageSet, number: number): readonly number[] {
  const size = imageSize(set);
  return Array.from(set.images.subarray(number * size, (number + 1) * size), (byte) => byte / 255);
}
