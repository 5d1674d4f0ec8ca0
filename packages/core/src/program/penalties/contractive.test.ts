import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { sampleImages } from "../../../../../test/support/sample-images.ts";
import type { ImageSet } from "../../data/image-set.ts";
import { createAutoencoder } from "../../inference/autoencoder.ts";
import { createValidator } from "../../inference/create-validator.ts";
import { initialWeights, type Model } from "../../model/model.ts";
import { buildModel } from "../../settings/build-model.ts";
import type { PresetName, Settings } from "../../settings/settings.ts";

const imageShape = { height: 3, width: 4, channels: 1 };
const weight = 0.25;

/** The mean over images of the squared norm of the encoder's Jacobian, by central differences. */
async function plainNorm(model: Model, { images, count }: ImageSet): Promise<number> {
  const autoencoder = await createAutoencoder(await nativeRuntime(), model, initialWeights(model, 1));
  const pixels = Float32Array.from(images, (byte) => byte / 255);
  const size = model.sampleSize;
  const step = 1 / 64;
  let total = 0;
  for (let column = 0; column < size; column++) {
    const moved = (by: number): Float32Array =>
      pixels.map((x, index) => (index % size === column ? x + by : x));
    const [above, below] = await Promise.all(
      [step, -step].map((by) => autoencoder.encode(inside(moved(by)))),
    );
    for (const [index, code] of above!.entries()) total += ((code - below![index]!) / (2 * step)) ** 2;
  }
  await autoencoder.release();
  return total / count;
}

/** Pixels are chosen so that differences stay in [0, 1]. */
const inside = (pixels: Float32Array): Float32Array => {
  expect(pixels.every((x) => x >= 0 && x <= 1)).toBe(true);
  return pixels;
};

async function penaltyOf(model: Model, { images }: ImageSet): Promise<number> {
  const validator = await createValidator(await nativeRuntime(), model, {
    loss: "bce",
    penalties: [{ kind: "contractive", weight }],
  });
  const { penalty } = await validator.validate(initialWeights(model, 1), images);
  await validator.release();
  return penalty!;
}

const build = (preset: PresetName, settings: Partial<Settings>): Model =>
  buildModel(preset, { sampleShape: imageShape, latentSize: 5, ...settings });

const grey = (model: Model, count: number): ImageSet => {
  const set = sampleImages(model, count);
  return { ...set, images: set.images.map((byte) => 64 + byte / 4) };
};

test.each(["sigmoid", "tanh", "linear", "silu", "elu"] as const)(
  "of one layer with %s is the norm of its Jacobian",
  async (codeActivation) => {
    const model = build("vanilla", { codeActivation });
    const images = grey(model, 30);
    expect((await penaltyOf(model, images)) / (weight * (await plainNorm(model, images)))).toBeCloseTo(1, 3);
  },
);

test.each<[PresetName, Partial<Settings>]>([
  ["deep", { hidden: [7], activation: "tanh" }],
  ["convolutional", { imageShape: undefined, filters: [2], activation: "tanh" } as Partial<Settings>],
])("of more layers (%s) is an estimate of it without bias", async (preset, settings) => {
  const shape = preset === "convolutional" ? { height: 4, width: 4, channels: 1 } : imageShape;
  const model = buildModel(preset, { latentSize: 5, ...settings, sampleShape: shape });
  const one = grey(model, 1);
  const count = 20_000;
  const many = { ...one, count, images: new Uint8Array(count * model.sampleSize) };
  for (let index = 0; index < count; index++) many.images.set(one.images, index * model.sampleSize);
  const ratio = (await penaltyOf(model, many)) / (weight * (await plainNorm(model, one)));
  // |J'v|^2 has at most the relative variance of a chi-squared value of one degree of freedom, 2.
  expect(Math.abs(ratio - 1)).toBeLessThan((5 * Math.sqrt(2)) / Math.sqrt(count));
});
