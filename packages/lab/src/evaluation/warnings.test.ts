import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { describe, expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { evaluateSound } from "../../../../test/support/sound-evaluation.ts";
import { evaluate } from "./evaluate.ts";
import type { Warning } from "./warnings.ts";

const test60 = randomImages({ count: 60, height: 3, width: 4 });
const train = randomImages({ count: 90, height: 3, width: 4 });
const linear = createLinearAutoencoder({ imageSize: 12, imageShape: train, latentSize: 4, signed: true });

/** Rebuilds perfectly, so that nothing is wrong with it but what is changed. */
const perfect: Autoencoder = {
  ...linear,
  encode: async (images) => rowsOf(images, (row) => row.slice(0, 4)),
  decode: async (codes) => {
    const images = new Float32Array(3 * codes.length);
    codes.forEach((value, at) => {
      images[Math.floor(at / 4) * 12 + (at % 4)] = value;
    });
    return images;
  },
  score: async (images) => ({
    bce: new Float32Array(images.length / 12).fill(0.1),
    mse: new Float32Array(images.length / 12).fill(0.01),
  }),
};

function rowsOf(images: Uint8Array | Float32Array, code: (row: number[]) => number[]): Float32Array {
  const pixels = Array.from(images, (value) => (images instanceof Uint8Array ? value / 255 : value));
  const rows = Array.from({ length: pixels.length / 12 }, (_, row) =>
    code(pixels.slice(12 * row, 12 * row + 12)),
  );
  return Float32Array.from(rows.flat());
}

const scoring = (bce: number, mse: number): Autoencoder => ({
  ...perfect,
  score: async (images) => ({
    bce: new Float32Array(images.length / 12).fill(bce),
    mse: new Float32Array(images.length / 12).fill(mse),
  }),
});

const coding = (code: (row: number[]) => number[]): Autoencoder => ({
  ...perfect,
  encode: async (images) => rowsOf(images, code),
});

async function warningsOf(
  model: Autoencoder,
  options: Parameters<typeof evaluate>[2] = {},
): Promise<readonly Warning[]> {
  const { measures } = await evaluateSound(model, test60, { train, ...options });
  expect(JSON.parse(JSON.stringify(measures))).toEqual(measures);
  return measures.warnings;
}

describe("warnings", () => {
  test("there are none where nothing is wrong", async () => {
    expect(await warningsOf(perfect)).toEqual([]);
    expect(await warningsOf(linear)).toEqual([]);
  });

  test("a denoiser is judged by what it is given in training", async () => {
    const corruption = { kind: "gaussian", level: 0.5 } as const;
    const denoises: Autoencoder = {
      ...scoring(0.9, 0.5),
      scoreCorrupted: (samples) => perfect.score(samples),
    };
    expect(await warningsOf(denoises, { objective: { corruption } })).toEqual([]);
    const learnsNothing: Autoencoder = {
      ...perfect,
      scoreCorrupted: (samples) => scoring(0.68, 0).score(samples),
    };
    const [warning] = await warningsOf(learnsNothing, { objective: { corruption }, rankBy: "bce" });
    expect(warning?.text).toContain("it rebuilds 60 test images, corrupted as in training, no better than");
  });

  test.each<[string, Autoencoder, "bce" | "mse", string]>([
    [
      "worse than the mean training image",
      scoring(0.68, 0),
      "bce",
      "it rebuilds 60 test images no better than the mean training image (0.6156) would: bce 0.68 (nats, mean over pixels); " +
        "train longer, or with a smaller learning rate",
    ],
    [
      "hardly better",
      scoring(0.612, 0),
      "bce",
      "it rebuilds 60 test images hardly better than the mean training image (0.6156) would: bce 0.612 (nats, mean over pixels); " +
        "train longer, or with a smaller learning rate",
    ],
    [
      "worse than grey",
      scoring(0, 0.2),
      "mse",
      "it rebuilds 60 test images no better than the mean training image (0.1022) or an image that is grey all over (0.1398) " +
        "would: mse 0.2 (mean over pixels); train longer, or with a smaller learning rate",
    ],
    [
      "absurd",
      scoring(7e9, 0),
      "bce",
      "it rebuilds 60 test images no better than the mean training image (0.6156) or an image that is grey all over (0.6931) " +
        "would: bce 7.000e+9 (nats, mean over pixels); the weights have run away: train again with a smaller learning rate",
    ],
  ])(
    "an error that is %s is told by the loss of training, with what it is compared with",
    async (_, model, rankBy, text) => {
      expect(await warningsOf(model, { rankBy })).toEqual([{ kind: "error", text }]);
    },
  );

  test("without training images the grey image alone is the measure", async () => {
    const { measures } = await evaluateSound(scoring(0.68, 0), test60);
    expect(measures.warnings).toEqual([]);
  });

  test("codes that are all the same, and the one image that they give", async () => {
    expect(await warningsOf(coding(() => [0.1, 0.7, -1 / 3, 0]))).toEqual([
      {
        kind: "code",
        text: "the codes of 60 test images are all the same, so they say nothing of the image; train again with a smaller learning rate",
      },
      {
        kind: "reconstructions",
        text: "the reconstructions of 60 test images are all alike (they do not vary): the model gives one image whatever it sees",
      },
    ]);
  });

  test("reconstructions that hardly vary, of codes that do", async () => {
    const flat = {
      ...perfect,
      decode: async (codes: Float32Array) => (await perfect.decode(codes)).map((x) => 0.5 + x / 1e4),
    };
    const [warning, ...others] = await warningsOf(flat);
    expect(others).toEqual([]);
    expect(warning?.text).toMatch(
      /^the reconstructions of 60 test images are all alike \(they vary by 3\.\d+e-9 of the variance of the images\): /,
    );
  });

  test("units of which nearly none varies", async () => {
    const wide = createLinearAutoencoder({
      imageSize: 12,
      imageShape: train,
      latentSize: 11,
      dead: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    });
    const { measures } = await evaluateSound({ ...wide, score: perfect.score }, test60);
    expect(measures.warnings).toEqual([
      { kind: "code", text: "10 of the 11 units of the code never vary over 60 test images" },
    ]);
  });

  test("a posterior that has collapsed", async () => {
    const bound = async () => {
      const values = new Float32Array(60).fill(-1);
      return { elbo: values, reconstruction: values, divergence: values };
    };
    const collapsed = {
      ...coding((row) => [row[0]! / 20, 0, 0, row[1]! / 20]),
      variational: { bound, logLikelihood: async () => new Float64Array(60) },
    };
    const [warning] = await warningsOf(collapsed);
    expect(warning).toEqual({
      kind: "code",
      text:
        "none of the 4 units of the code is active: over 60 test images no posterior mean has a variance above 0.01, so the " +
        "code says next to nothing of the image",
    });
  });

  test("a bound that is absurd where the error is not", async () => {
    const bound = async () => {
      const values = new Float32Array(60).fill(-7e9);
      return { elbo: values, reconstruction: values, divergence: values };
    };
    const far = { ...perfect, variational: { bound, logLikelihood: async () => new Float64Array(60) } };
    expect(await warningsOf(far)).toEqual([
      {
        kind: "error",
        text:
          "the evidence lower bound of 60 test images is -7.000e+9 nats an image, and that of a model which draws grey images " +
          "alone -8.318; the weights have run away: train again with a smaller learning rate",
      },
    ]);
  });

  test("test images that are all alike, or one alone, rightly have one code", async () => {
    for (const images of [
      { ...test60, images: new Uint8Array(720).fill(9) },
      { ...test60, count: 1, images: test60.images.subarray(0, 12), labels: Uint8Array.of(1) },
    ]) {
      expect((await evaluateSound(perfect, images)).measures.warnings).toEqual([]);
    }
  });

  test("weights that are no numbers", async () => {
    const weights = new Map(linear.weights);
    weights.set("encoder.code.kernel", new Float32Array(48).fill(Number.NaN, 3, 4));
    weights.set("decoder.output.bias", new Float32Array(12).fill(Number.POSITIVE_INFINITY));
    expect(await warningsOf({ ...perfect, weights })).toEqual([
      {
        kind: "weights",
        text:
          "the weights encoder.code.kernel and 1 other parameter hold values that are not finite numbers; train again with a " +
          "smaller learning rate",
      },
    ]);
  });
});

describe("a model that gives no numbers for some images", () => {
  const isBad = (row: readonly number[]): boolean => row[0]! > 0.8;
  const bad = Array.from({ length: 60 }, (_, image) => test60.images[12 * image]! / 255).filter(
    (pixel) => pixel > 0.8,
  ).length;
  const partly = coding((row) =>
    isBad(row) ? [Number.NaN, 0, 0, Number.POSITIVE_INFINITY] : row.slice(0, 4),
  );

  test("is measured on the others, which keep their places in the test set", async () => {
    expect(bad).toBeGreaterThan(3);
    const { measures, pictures } = await evaluateSound(partly, test60, { train });
    expect(JSON.parse(JSON.stringify(measures))).toEqual(measures);
    expect(measures).toMatchObject({ images: 60 - bad, leftOut: bad });
    const kept = Array.from({ length: 60 }, (_, image) => image).filter(
      (image) => test60.images[12 * image]! / 255 <= 0.8,
    );
    expect(measures.extremes.best.map(({ index }) => index)).toEqual(kept.slice(0, 4));
    for (const { index, label, original } of pictures.examples) {
      expect(kept).toContain(index);
      expect(label).toBe(test60.labels?.[index]);
      expect([...original]).toEqual([...test60.images.subarray(12 * index, 12 * index + 12)]);
    }
    expect(measures.brightestCell!.counts.flat().reduce((sum, count) => sum + count)).toBe(60 - bad);
    expect(measures.code.units[0]?.maximum).toBeLessThanOrEqual(0.8);
    const left = "and no figure counts these images";
    expect(measures.warnings.map(({ text }) => text)).toEqual([
      `the codes of ${bad} of 60 test images are not finite numbers, ${left}`,
      `the reconstructions of ${bad} of 60 test images are not finite numbers, ${left}`,
    ]);
  });

  test("has nothing but what is wrong where it gives them for none", async () => {
    const { measures, pictures } = await evaluate(
      coding(() => Array(4).fill(Number.NaN)),
      test60,
      { train },
    );
    expect(pictures).toBeUndefined();
    expect(measures).toEqual({
      ...{ format: 2, images: 0, leftOut: 60, imageSize: 12 },
      warnings: ["codes", "reconstructions"].map((what) => ({
        kind: "not finite",
        text: `the ${what} of 60 of 60 test images are not finite numbers, so there are no figures of them`,
      })),
    });
  });

  test("says first that the test images were trained on", async () => {
    const { measures } = await evaluate(perfect, test60, { train, testSeen: true });
    expect(measures.warnings).toEqual([
      {
        kind: "split",
        text:
          "the test images are among those that it was trained on (trainOn all): what is measured on them does not say " +
          "how it does on new images",
      },
    ]);
  });

  test("may have broken errors alone", async () => {
    const { measures } = await evaluate(scoring(Number.POSITIVE_INFINITY, 1), test60);
    expect(measures.warnings.map(({ text }) => text)).toEqual([
      "the errors of 60 of 60 test images are not finite numbers, so there are no figures of them",
    ]);
  });
});
