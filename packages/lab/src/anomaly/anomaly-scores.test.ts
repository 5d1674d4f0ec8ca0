import { type ImageSet, sliceImages } from "hourglass-core/internal/data/image-set.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { createLinearAutoencoder, randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { auroc } from "../evaluation/auroc.ts";
import { meanAndDeviation } from "../evaluation/spread.ts";
import { anomalyScoreNames, fitAnomalyScorer } from "./anomaly-scores.ts";

const all = randomImages({ count: 90, height: 5, width: 6 });
const normal = { train: sliceImages(all, 0, 60), validation: sliceImages(all, 60, 75) };
const others = sliceImages(all, 75, 90);
const autoencoder = createLinearAutoencoder({ imageSize: 30, latentSize: 4, signed: true });

/** In place of a distance: the mean byte. */
const inkOf = async ({ count, images }: ImageSet): Promise<Float64Array> =>
  Float64Array.from({ length: count }, (_, image) =>
    images.subarray(30 * image, 30 * (image + 1)).reduce((sum, byte) => sum + byte / 30, 0),
  );

function withImages(set: ImageSet, images: Uint8Array): ImageSet {
  return { ...set, images };
}

test("the error is the mean squared error of an image", async () => {
  const { error } = await (await fitAnomalyScorer(autoencoder, normal, inkOf)).score(others);
  expectClose(error, (await autoencoder.score(others.images)).mse, 1e-6);
});

test("the angle does not depend on how bright image and reconstruction are", async () => {
  const copying = { ...createLinearAutoencoder({ imageSize: 30, latentSize: 30 }), encode: halved };
  const decoding = { ...copying, decode: async (codes: Float32Array) => codes.slice() };
  const { angle } = await (await fitAnomalyScorer(decoding, normal, inkOf)).score(others);
  expectClose([1, ...angle!], [1, ...new Float64Array(15)], 1e-6);
});

test("an image of which nothing is rebuilt is at a right angle, an empty one rebuilt as such at none", async () => {
  const toBlack = { ...autoencoder, decode: async () => new Float32Array(2 * 30) };
  const scorer = await fitAnomalyScorer(toBlack, { ...normal, validation: sliceImages(all, 60, 62) }, inkOf);
  const pair = withImages(sliceImages(all, 0, 2), new Uint8Array(60).fill(9, 30));
  expect([...(await scorer.score(pair)).angle!]).toEqual([0, 1]);
});

test("the combined score is centred and scaled on the normal validation images", async () => {
  const { angle, combined } = await (await fitAnomalyScorer(autoencoder, normal, inkOf)).score(
    normal.validation,
  );
  const standard = (values: Float64Array): Float64Array => {
    const { mean, standardDeviation } = meanAndDeviation(values);
    return values.map((value) => (value - mean) / standardDeviation);
  };
  const distances = standard(await inkOf(normal.validation));
  expectClose(
    combined,
    standard(angle!).map((value, index) => value + distances[index]!),
    1e-12,
  );
});

test("a training image has its own code as the nearest: the fifth is still at a distance", async () => {
  const { neighbour } = await (await fitAnomalyScorer(autoencoder, normal, inkOf)).score(normal.train);
  expect(Math.min(...neighbour)).toBeGreaterThan(0);
});

/** Keeps the first four pixels, and takes the others to be black. */
const keepsFour = {
  ...autoencoder,
  encode: async (images: Uint8Array | Float32Array) =>
    Float32Array.from({ length: (images.length / 30) * 4 }, (_, at) => images[pixelOf(at)]! / 255),
  decode: async (codes: Float32Array) => {
    const images = new Float32Array((codes.length / 4) * 30);
    codes.forEach((value, at) => {
      images[pixelOf(at)] = value;
    });
    return images;
  },
};

const pixelOf = (at: number): number => Math.floor(at / 4) * 30 + (at % 4);

test("every score is higher for images unlike the normal ones", async () => {
  // Normal images are black after the first four pixels, which are not bright; the others are the opposite.
  const dark = (set: ImageSet): ImageSet =>
    withImages(
      set,
      set.images.map((byte, at) => (at % 30 < 4 ? byte / 2 : byte / 32)),
    );
  const opposite = withImages(
    others,
    dark(others).images.map((byte) => 255 - byte),
  );
  const { train, validation } = normal;
  const scorer = await fitAnomalyScorer(
    keepsFour,
    { train: dark(train), validation: dark(validation) },
    inkOf,
  );
  const [ofNormal, ofOpposite] = [await scorer.score(dark(others)), await scorer.score(opposite)];
  for (const name of anomalyScoreNames) {
    expect(auroc(ofNormal[name]!, ofOpposite[name]!), name).toBeGreaterThan(0.85);
  }
});

test("batches leave no trace", async () => {
  const scorer = await fitAnomalyScorer(autoencoder, normal, inkOf);
  const copies = 150;
  const count = 15 * copies;
  const many = withImages({ ...others, count, labels: new Uint8Array(count) }, new Uint8Array(30 * count));
  for (let copy = 0; copy < copies; copy++) many.images.set(others.images, copy * 15 * 30);
  const { combined } = await scorer.score(others);
  expectClose((await scorer.score(many)).combined!.subarray(15 * (copies - 1)), combined!, 1e-12);
});

test("too few normal images are refused", async () => {
  const few = { ...normal, validation: sliceImages(all, 60, 61) };
  await expect(fitAnomalyScorer(autoencoder, few, inkOf)).rejects.toThrow("found 60 and 1");
});

async function halved(images: Uint8Array | Float32Array): Promise<Float32Array> {
  return Float32Array.from(images, (byte) => byte / 255 / 2);
}

test("an autoencoder whose codes are all the same gives scores, in which the code says nothing", async () => {
  const collapsed = {
    ...autoencoder,
    encode: async (images: Uint8Array | Float32Array) => new Float32Array((images.length / 30) * 4).fill(0.1),
  };
  const scores = await (await fitAnomalyScorer(collapsed, normal, inkOf)).score(others);
  for (const name of ["code", "neighbour"] as const)
    expect(scores[name].every((score) => score === 0)).toBe(true);
  for (const name of anomalyScoreNames) expect(scores[name]!.every(Number.isFinite)).toBe(true);
});

test("codes and reconstructions that are no numbers are refused, with what to do", async () => {
  const brokenCodes = {
    ...autoencoder,
    encode: async (images: Uint8Array | Float32Array) =>
      (await autoencoder.encode(images)).fill(Number.NaN, 4, 12),
  };
  await expect(fitAnomalyScorer(brokenCodes, normal, inkOf)).rejects.toThrow(
    new HourglassError(
      "anomaly scores: 2 of 60 codes of the normal training images are not finite numbers: the weights of the autoencoder " +
        "have run away; train it with a smaller learning rate",
    ),
  );
  const brokenImages = {
    ...autoencoder,
    decode: async (codes: Float32Array) => (await autoencoder.decode(codes)).fill(Number.NaN, 0, 1),
  };
  await expect(fitAnomalyScorer(brokenImages, normal, inkOf)).rejects.toThrow(
    "anomaly scores: 1 of 15 scores by error are not",
  );
});
