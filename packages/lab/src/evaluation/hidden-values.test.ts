import { expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { measureHidden } from "./hidden-values.ts";
import { createProgress } from "./progress.ts";

const model = createLinearAutoencoder({ imageSize: 12, latentSize: 3 });

test("errors of what is hidden and of what is seen are apart, with those of the mean training sample", async () => {
  const set = randomImages({ count: 40, height: 3, width: 4 });
  // Without a 0 of their own, what is 0 was hidden.
  const images = set.images.map((byte) => Math.max(1, byte));
  const train = { ...set, images: images.map((byte) => 255 - byte) };
  const corruption = { kind: "masking", level: 0.4 } as const;
  const found = await measureHidden(model, { ...set, images }, corruption, train, createProgress(1, {}));

  const corrupted = await model.corrupt(images, corruption);
  const made = await model.reconstruct(corrupted);
  const means = Array.from({ length: 12 }, (_, place) => {
    const values = Array.from({ length: 40 }, (_, row) => train.images[row * 12 + place]! / 255);
    return values.reduce((sum, value) => sum + value, 0) / 40;
  });
  const expected = [true, false].map((isHidden) => {
    const places = [...corrupted.keys()].filter((index) => (corrupted[index] === 0) === isHidden);
    const meanOf = (error: (index: number) => number): number =>
      places.reduce((sum, index) => sum + error(index) ** 2, 0) / places.length;
    return {
      values: places.length,
      mse: expect.closeTo(
        meanOf((index) => made[index]! - images[index]! / 255),
        6,
      ),
      mseOfMean: expect.closeTo(
        meanOf((index) => means[index % 12]! - images[index]! / 255),
        6,
      ),
    };
  });
  expect([found?.hidden, found?.visible]).toEqual(expected);
  expect(found!.hidden.values).toBeGreaterThan(150);
});

test("there are none where nothing is hidden, and no baseline without training samples", async () => {
  const set = randomImages({ count: 5, height: 3, width: 4 });
  const measure = (level: number) =>
    measureHidden(model, set, { kind: "masking", level }, undefined, createProgress(1, {}));
  expect(await measure(0)).toBeUndefined();
  expect((await measure(0.5))?.hidden).not.toHaveProperty("mseOfMean");
});
