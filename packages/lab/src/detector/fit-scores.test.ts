import { type ImageSet, sliceImages } from "hourglass-core/internal/data/image-set.ts";
import type { ImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { dense } from "hourglass-core/internal/model/layers/dense.ts";
import { createModel } from "hourglass-core/internal/model/model.ts";
import { expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { createLinearAutoencoder, randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { auroc } from "../evaluation/auroc.ts";
import { meanAndDeviation } from "../evaluation/spread.ts";
import { scoresFor } from "./detector-scores.ts";
import { fitScores, type NormalSplits, requireFinite, type ScoresOfNormal } from "./fit-scores.ts";
import { type ScoresByName, withScorer } from "./sample-scorer.ts";
import type { Scored } from "./scoring-program.ts";
import { fitWhitening } from "./whitening.ts";

const shape: ImageShape = { height: 5, width: 6, channels: 1 };
const size = 30;
const all = randomImages({ count: 90, ...shape });
const normal = { train: sliceImages(all, 0, 60), heldOut: sliceImages(all, 60, 75) };
const others = sliceImages(all, 75, 90);
const autoencoder = createLinearAutoencoder({
  imageSize: size,
  imageShape: shape,
  latentSize: 4,
  signed: true,
});
const everyScore = scoresFor(shape).map(({ name }) => name);

type Trained = Pick<Scored, "model" | "weights">;

/** A kernel of this at the places along its diagonal, and zeros elsewhere. */
function diagonal(rows: number, columns: number, value: number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, at) =>
    Math.floor(at / columns) === at % columns ? value : 0,
  );
}

/**
 * The first pixels of an image, `encoder` times as bright, are its code; `decoder` times as bright, they are those of the reconstruction, whose
 * others are black.
 */
function keepingFirst(
  count: number,
  { encoder = 1, bias = 0, decoder = 1 }: { encoder?: number; bias?: number; decoder?: number } = {},
): Trained {
  return {
    model: createModel(
      "keeping",
      shape,
      [dense("encoder.code", size, count, "linear")],
      [dense("decoder.output", count, size, "linear")],
      undefined,
      "linear",
    ),
    weights: new Map([
      ["encoder.code.kernel", diagonal(size, count, encoder)],
      ["encoder.code.bias", new Float32Array(count).fill(bias)],
      ["decoder.output.kernel", diagonal(count, size, decoder)],
      ["decoder.output.bias", new Float32Array(size)],
    ]),
  };
}

async function fitted(
  trained: Trained,
  names: readonly string[] = everyScore,
  splits: NormalSplits = normal,
): Promise<ScoresOfNormal & { readonly score: (samples: ImageSet) => Promise<ScoresByName> }> {
  const runtime = await nativeRuntime();
  const { model, weights } = trained;
  const found = await fitScores(runtime, trained, splits, names);
  const scored = { model, weights, scores: found.scores };
  return {
    ...found,
    score: (samples) => withScorer(runtime, scored, (scorer) => scorer.score(samples)),
  };
}

function withImages(set: ImageSet, images: Uint8Array): ImageSet {
  return { ...set, images };
}

test("the error is the mean squared error of an image, and usual errors are those of each pixel", async () => {
  const { score, usualErrors } = await fitted(autoencoder, ["error"]);
  expectClose((await score(others)).get("error"), (await autoencoder.score(others.images)).mse, 1e-6);
  const { images } = normal.train;
  const rebuilt = await autoencoder.reconstruct(images);
  const expected = new Float64Array(size);
  rebuilt.forEach((value, at) => {
    expected[at % size]! += (value - images[at]! / 255) ** 2 / 60;
  });
  expectClose(usualErrors, expected, 1e-6);
});

test("the angle does not depend on how bright image and reconstruction are", async () => {
  const { score } = await fitted(keepingFirst(size, { decoder: 0.5 }), ["error", "angle"]);
  const scores = await score(others);
  expectClose([1, ...scores.get("angle")!], [1, ...new Float64Array(15)], 1e-6);
  expect(Math.min(...scores.get("error")!)).toBeGreaterThan(0.01);
});

test("an image of which nothing is rebuilt is at a right angle, an empty one rebuilt as such at none", async () => {
  const few = { ...normal, heldOut: sliceImages(all, 60, 62) };
  const { score } = await fitted(keepingFirst(4, { decoder: 0 }), ["angle"], few);
  const pair = withImages(sliceImages(all, 0, 2), new Uint8Array(60).fill(9, 30));
  expect([...(await score(pair)).get("angle")!]).toEqual([0, 1]);
});

test("the combined score is centred and scaled on held-out normal images", async () => {
  const { score } = await fitted(autoencoder, ["angle", "edges-cosine", "combined"]);
  const [ofHeldOut, found] = [await score(normal.heldOut), await score(others)];
  const parts = ["angle", "edges-cosine"].map((name) => {
    const { mean, standardDeviation } = meanAndDeviation(ofHeldOut.get(name)!);
    return (scores: ScoresByName): Float64Array =>
      scores.get(name)!.map((value) => (value - mean) / standardDeviation);
  });
  for (const scores of [ofHeldOut, found]) {
    const [angles, distances] = parts.map((standard) => standard(scores)) as [Float64Array, Float64Array];
    expectClose(
      scores.get("combined"),
      angles.map((value, image) => value + distances[image]!),
      1e-6,
    );
  }
  expect(meanAndDeviation(ofHeldOut.get("combined")!).mean).toBeCloseTo(0, 6);
});

test("a training image has its own code as the nearest: the fifth is still at a distance", async () => {
  const { train } = normal;
  const { score } = await fitted(autoencoder, ["neighbour"]);
  const found = (await score(train)).get("neighbour")!;
  const codes = { rows: 60, columns: 4, data: await autoencoder.encode(train.images) };
  const { data } = fitWhitening(codes)(codes);
  const code = (image: number): Float32Array => data.subarray(4 * image, 4 * image + 4);
  const nearest = Array.from({ length: 60 }, (_, image) =>
    Array.from({ length: 60 }, (_each, other) =>
      Math.hypot(...code(image).map((value, at) => value - code(other)[at]!)),
    ).toSorted((a, b) => a - b),
  );
  expect(nearest.every(([own]) => own === 0)).toBe(true);
  expectClose(
    found,
    nearest.map((distances) => distances[4]!),
    1e-6,
  );
  expect(Math.min(...found)).toBeGreaterThan(0);
});

test("every score is higher for images unlike the normal ones", async () => {
  // Normal images are black after the first four pixels, which are not bright; the others are the opposite.
  const dark = (set: ImageSet): ImageSet =>
    withImages(
      set,
      set.images.map((byte, at) => (at % size < 4 ? byte / 2 : byte / 32)),
    );
  const opposite = withImages(
    others,
    dark(others).images.map((byte) => 255 - byte),
  );
  const { train, heldOut } = normal;
  const { score } = await fitted(keepingFirst(4), everyScore, { train: dark(train), heldOut: dark(heldOut) });
  const [ofNormal, ofOpposite] = [await score(dark(others)), await score(opposite)];
  expect([...ofNormal.keys()]).toEqual(everyScore);
  for (const name of everyScore) {
    expect(auroc(ofNormal.get(name)!, ofOpposite.get(name)!), name).toBeGreaterThan(0.85);
  }
});

test("batches leave no trace", async () => {
  const { score } = await fitted(autoencoder);
  const copies = 150;
  const count = 15 * copies;
  const many = withImages({ ...others, count, labels: new Uint8Array(count) }, new Uint8Array(size * count));
  for (let copy = 0; copy < copies; copy++) many.images.set(others.images, copy * 15 * size);
  const [some, found] = [await score(others), await score(many)];
  for (const [name, scores] of some) {
    const differing = [...found.get(name)!].filter((value, at) => value !== scores[at % 15]);
    expect([name, differing]).toEqual([name, []]);
  }
});

test("an autoencoder whose codes are all the same gives scores, in which the code says nothing", async () => {
  const { score } = await fitted(keepingFirst(4, { encoder: 0, bias: 0.1 }));
  const scores = await score(others);
  for (const name of ["code", "neighbour"]) expect(new Set(scores.get(name))).toEqual(new Set([0]));
  expect(() => requireFinite(scores)).not.toThrow();
  for (const name of everyScore) expect(scores.get(name)!.every(Number.isFinite), name).toBe(true);
});

test("codes that are no numbers are refused, with what to do", async () => {
  // Two images alone have bright first pixels, whose sum is beyond float32 with such a kernel.
  const images = normal.train.images.map((byte, at) => (at % size < 4 ? 255 * Number(at < 2 * size) : byte));
  const { model, weights } = keepingFirst(4);
  const kernel = Float32Array.from({ length: 4 * size }, (_, at) => (at < 16 ? 3e38 : 0));
  const broken = { model, weights: new Map([...weights, ["encoder.code.kernel", kernel]]) };
  const train = withImages(normal.train, images);
  await expect(fitted(broken, ["code"], { ...normal, train })).rejects.toThrow(
    new HourglassError(
      "anomaly scores: 2 of 60 codes of the normal training images are not finite numbers: the weights of the autoencoder " +
        "have run away; train it with a smaller learning rate",
    ),
  );
});

test("scores that are no numbers are refused likewise", () => {
  const scores = new Map([
    ["angle", Float64Array.of(0, 1, 2)],
    ["error", Float64Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY)],
  ]);
  expect(() => requireFinite(scores)).toThrow(
    new HourglassError(
      "anomaly scores: 2 of 3 scores by error are not finite numbers: the weights of the autoencoder have run away; " +
        "train it with a smaller learning rate",
    ),
  );
});
