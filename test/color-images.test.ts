import { sliceImages } from "hourglass-core/internal/data/image-set.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { describe, expect, test } from "vitest";
import { plainCrossEntropy } from "./support/plain-autoencoder.ts";
import { pixelsOf, sampleImages } from "./support/sample-images.ts";
import { trainingOptions } from "./support/training.ts";

const imageShape = { height: 32, width: 32, channels: 3 } as const;
const imageSize = 3072;

describe.each([
  ["a dense", buildModel("deep", { sampleShape: imageShape, hidden: [24], latentSize: 6 })],
  [
    "a convolutional",
    buildModel("convolutional", { sampleShape: imageShape, filters: [4, 6], latentSize: 6 }),
  ],
  [
    "a convolutional, upsampling",
    buildModel("convolutional", {
      sampleShape: imageShape,
      filters: [4],
      latentSize: 6,
      decoder: "upsample",
    }),
  ],
])("%s model of colour images of 32 x 32", (_, model) => {
  const images = sampleImages(model, 40);
  const data = { train: sliceImages(images, 0, 30), validation: sliceImages(images, 30, 40) };

  test("is trained, encodes, decodes and scores", async () => {
    const runtime = await createNodeRuntime({ threads: 1 });
    const { state, weights } = await fit(runtime, model, data, { ...trainingOptions, epochs: 6 });
    const losses = state.history.map(({ validationLoss }) => validationLoss as number);
    expect(losses.at(-1)).toBeLessThan(0.99 * losses[0]!);

    const autoencoder = await createAutoencoder(runtime, model, weights);
    const { images: bytes } = data.validation;
    const codes = await autoencoder.encode(bytes);
    expect(codes).toHaveLength(10 * 6);
    const decoded = await autoencoder.decode(codes);
    expect(decoded).toHaveLength(10 * imageSize);
    expect(await autoencoder.reconstruct(bytes)).toEqual(decoded);

    // Pixels in the order of the images: errors of the reconstructions are those that the scorer measures.
    const { bce, mse } = await autoencoder.score(bytes);
    for (let image = 0; image < 10; image++) {
      const target = pixelsOf(data.validation, image);
      const output = decoded.subarray(image * imageSize, (image + 1) * imageSize);
      const mean = (error: (p: number, x: number) => number): number =>
        target.reduce((sum, x, index) => sum + error(output[index]!, x), 0) / imageSize;
      expect(mean((p, x) => (p - x) ** 2) / mse[image]!).toBeCloseTo(1, 5);
      expect(mean((p, x) => plainCrossEntropy(Math.log(p / (1 - p)), x)) / bce![image]!).toBeCloseTo(1, 4);
    }
    expect(bce!.reduce((a, b) => a + b, 0) / 10 / losses.at(-1)!).toBeCloseTo(1, 5);
    await autoencoder.release();
  });
});

test("a convolutional model keeps the places and the channels of its pixels", async () => {
  // Images of one bright channel: a decoder whose channels were mixed up would light another one.
  const model = buildModel("convolutional", { sampleShape: imageShape, filters: [6], latentSize: 4 });
  const count = 60;
  const bytes = new Uint8Array(count * imageSize);
  for (let index = 0; index < bytes.length; index++) {
    const [image, pixel, channel] = [
      Math.floor(index / imageSize),
      Math.floor((index % imageSize) / 3),
      index % 3,
    ];
    const isTop = pixel < 512;
    bytes[index] = channel === image % 3 && isTop ? 250 : 10;
  }
  const train = { count, ...imageShape, images: bytes };
  const runtime = await createNodeRuntime({ threads: 1 });
  const options = { ...trainingOptions, batchSize: 15, epochs: 40 };
  const { weights } = await fit(runtime, model, { train, validation: sliceImages(train, 0, 0) }, options);
  const autoencoder = await createAutoencoder(runtime, model, weights);
  const output = await autoencoder.reconstruct(bytes.subarray(0, 3 * imageSize));
  await autoencoder.release();
  for (const image of [0, 1, 2]) {
    const meanOf = (channel: number, isTop: boolean): number => {
      const values = Array.from(
        { length: 512 },
        (_, pixel) => output[image * imageSize + 3 * (pixel + (isTop ? 0 : 512)) + channel]!,
      );
      return values.reduce((a, b) => a + b, 0) / 512;
    };
    for (const channel of [0, 1, 2]) {
      for (const isTop of [true, false]) {
        const mean = meanOf(channel, isTop);
        const what = `image ${image}, channel ${channel}, ${isTop ? "top" : "bottom"}`;
        if (channel === image && isTop) expect(mean, what).toBeGreaterThan(0.6);
        else expect(mean, what).toBeLessThan(0.4);
      }
    }
  }
});
