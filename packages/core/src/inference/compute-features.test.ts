import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { initialWeights, type Model } from "../model/model.ts";
import { convolutionBlocks } from "../program/feature-maps.ts";
import { buildModel, type ModelOptions } from "../settings/build-model.ts";
import { createAutoencoder } from "./autoencoder.ts";
import { computeFeatures, type FeatureMaps } from "./compute-features.ts";

const imageShape = { height: 8, width: 8, channels: 3 };

function convolutional(options: Partial<ModelOptions> = {}): Model {
  return buildModel("convolutional", { sampleShape: imageShape, filters: [4, 5], latentSize: 3, ...options });
}

async function featuresOf(model: Model): Promise<readonly FeatureMaps[]> {
  return computeFeatures(
    await nativeRuntime(),
    model,
    initialWeights(model, 1),
    sampleImages(model, 2).images,
  );
}

describe("the convolutions of a model", () => {
  test("are taken with their pooling and activation, without the one that gives the image", () => {
    const blocks = convolutionBlocks(convolutional({ batchNormalization: true }));
    expect(blocks.map(({ part, layer, last, shape }) => [part, layer.name, last.name, shape])).toEqual([
      ["encoder", "encoder.convolution1", "encoder.activation1", [4, 4, 4]],
      ["encoder", "encoder.convolution2", "encoder.activation2", [5, 2, 2]],
      ["decoder", "decoder.transposed_convolution1", "decoder.activation2", [4, 4, 4]],
    ]);
  });

  test("do not take the upsampling that belongs to the next", () => {
    const blocks = convolutionBlocks(convolutional({ decoder: "upsample" }));
    expect(blocks.at(-1)).toMatchObject({ part: "decoder", shape: [4, 4, 4] });
  });

  test("are none in a dense model", async () => {
    const model = buildModel("vanilla", { sampleShape: imageShape, latentSize: 3 });
    expect(convolutionBlocks(model)).toEqual([]);
    expect(await featuresOf(model)).toEqual([]);
  });
});

describe("feature maps", () => {
  test("of the last convolution of the encoder are what its dense layer makes the code of", async () => {
    const model = convolutional();
    const weights = initialWeights(model, 1);
    const features = await featuresOf(model);
    const [, second] = features;
    expect(second?.shape).toEqual([5, 2, 2]);
    const kernel = weights.get("encoder.code.kernel")!;
    const expected = [0, 1].flatMap((image) =>
      [0, 1, 2].map((unit) => {
        const maps = second!.maps.subarray(image * 20, (image + 1) * 20);
        return maps.reduce((sum, value, index) => sum + value * kernel[index * 3 + unit]!, 0);
      }),
    );
    const autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
    expectClose(await autoencoder.encode(sampleImages(model, 2).images), expected, 1e-5);
    await autoencoder.release();
  });

  test("are not negative after a ReLU, and differ between images", async () => {
    for (const { shape, maps } of await featuresOf(convolutional({ code: "gaussian" }))) {
      const size = shape.reduce((product, length) => product * length);
      expect(maps).toHaveLength(2 * size);
      expect(Math.min(...maps)).toBe(0);
      expect(maps.subarray(0, size)).not.toEqual(maps.subarray(size));
    }
  });
});
