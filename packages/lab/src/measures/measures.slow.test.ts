import { type ImageSet, sliceImages } from "hourglass-core/internal/data/image-set.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { describe, expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { representationOf } from "../../../../test/support/representation.ts";
import type { MeasureResult } from "./measure.ts";
import { type MeasureName, measureNames, measures, takeMeasures } from "./measures.ts";
import { soundResult } from "./sound-result.ts";

const names = measureNames;
const images = randomImages({ count: 120, height: 3, width: 4 });
const autoencoder = createLinearAutoencoder({
  imageSize: 12,
  imageShape: images,
  latentSize: 3,
  signed: true,
});

function splitsOf(set: ImageSet): Splits {
  return {
    train: sliceImages(set, 0, 60),
    validation: sliceImages(set, 60, 80),
    test: sliceImages(set, 80, 120),
  };
}

const splits = splitsOf(images);
const { labels: _, ...unlabelled } = splits.test;

/** The same words of several measures. */
const all = (some: readonly string[], reason: string): Record<string, string> =>
  Object.fromEntries(some.map((name) => [name, reason]));

/** The reasons, by the names of the measures that are missing or have something missing. */
async function reasonsOf(
  model: Autoencoder,
  given: Splits,
  options?: Parameters<typeof takeMeasures>[2],
): Promise<Readonly<Record<string, string>>> {
  const results = await takeMeasures(names, await representationOf(model, given), options);
  expect(Object.keys(results)).toEqual(names);
  return Object.fromEntries(
    Object.entries(results).flatMap(([name, { notMeasured }]) =>
      notMeasured === undefined ? [] : [[name, notMeasured]],
    ),
  );
}

const ofClasses = ["probe", "few-labels", "restored", "neighbours", "clusters", "n2d"];
const ofCodes = ["probe", "few-labels", "neighbours", "clusters"];
const noFactors = all(
  ["factors", "interventions"],
  "it needs true factors, which only the built-in digits have",
);
const fewImages = { "few-labels": "with 100 and 1,000 labels: a class has too few training images" };

describe("what cannot be measured says why, and stops nothing else", () => {
  test("data that have all but true factors", async () => {
    expect(await reasonsOf(autoencoder, splits)).toEqual({ ...fewImages, ...noFactors });
  });

  test("no labels at all, or of one part", async () => {
    const needed = "it needs labels, which the";
    const none = {
      train: { ...unlabelled, ...sliceOf(0, 60) },
      validation: { ...unlabelled, ...sliceOf(60, 80) },
      test: unlabelled,
    };
    const lacking = (which: string): Record<string, string> => ({
      ...all(ofClasses, `${needed} ${which} do not have`),
      robustness: `the accuracies: ${needed} ${which} do not have`,
      ...noFactors,
    });
    expect(await reasonsOf(autoencoder, none)).toEqual(lacking("images"));
    expect(await reasonsOf(autoencoder, { ...splits, test: unlabelled })).toEqual(lacking("test images"));
    expect(await reasonsOf(autoencoder, { ...none, test: splits.test })).toEqual(
      lacking("training images and validation images"),
    );
  });

  test("one class in training", async () => {
    const train = { ...splits.train, labels: new Uint8Array(60).fill(2) };
    const reason = "the training images are all of one class (2), so there is nothing to tell apart";
    expect(await reasonsOf(autoencoder, { ...splits, train })).toEqual({
      ...all(ofClasses, reason),
      robustness: `the accuracies: ${reason}`,
      ...noFactors,
    });
  });

  test("few test images", async () => {
    const few = { ...splits, test: sliceImages(splits.test, 0, 10) };
    expect(await reasonsOf(autoencoder, few)).toEqual({
      neighbourhood: "it needs more than 10 test images for 5 neighbours each, found 10",
      map: "UMAP: it needs more than 15 test images, found 10",
      n2d: "it needs more than 20 test images for UMAP, found 10",
      ...fewImages,
      ...noFactors,
    });
    expect(await reasonsOf(autoencoder, { ...few, test: sliceImages(few.test, 0, 1) })).toEqual({
      neighbourhood: "it needs more than 10 test images for 5 neighbours each, found 1",
      rank: "it needs more than one test image, found 1",
      units: "dead and active units: it needs more than one test image, found 1",
      n2d: "it needs more than 20 test images for UMAP, found 1",
      map: "it needs more than one test image, found 1",
      ...fewImages,
      ...noFactors,
    });
  });

  test("no test images, or no training images", async () => {
    const none = sliceImages(images, 0, 0);
    expect(await reasonsOf(autoencoder, { ...splits, test: none })).toEqual(
      all(names, "there are no test images"),
    );
    const untrained = "there are no training images";
    expect(await reasonsOf(autoencoder, { ...splits, train: none })).toEqual({
      ...all(["pca", "amortization", ...ofClasses], untrained),
      robustness: `the accuracies: ${untrained}`,
      ...noFactors,
    });
  });

  test("codes that are no numbers, of one split or of all", async () => {
    const breaking = (isBroken: (count: number) => boolean): Autoencoder => ({
      ...autoencoder,
      encode: async (given) => {
        const codes = await autoencoder.encode(given);
        return isBroken(given.length / 12) ? codes.fill(Number.NaN, 4, 8) : codes;
      },
    });
    const ofTest = "2 of 40 codes of the test images are not finite numbers";
    const onTest = await reasonsOf(
      breaking((count) => count === 40),
      splits,
    );
    expect(onTest).toEqual({
      ...all(["amortization", ...ofCodes, "n2d", "neighbourhood", "rank", "units", "map"], ofTest),
      robustness: "2 of 40 codes of the test images are not finite numbers",
      ...noFactors,
    });
    const onTrain = await reasonsOf(
      breaking((count) => count === 60),
      splits,
    );
    expect(onTrain).toEqual({
      ...all(
        ["amortization", ...ofCodes, "robustness"],
        "2 of 60 codes of the training images are not finite numbers",
      ),
      ...noFactors,
    });
  });

  test("reconstructions and errors that are no numbers", async () => {
    const broken: Autoencoder = {
      ...autoencoder,
      reconstruct: async (given) =>
        (await autoencoder.reconstruct(given)).fill(Number.POSITIVE_INFINITY, 0, 1),
      score: async (given) => ({
        ...(await autoencoder.score(given)),
        mse: new Float32Array(40).fill(Number.NaN),
      }),
      scoreCorrupted: async (given, corruption) => {
        const scores = await autoencoder.scoreCorrupted(given, corruption);
        return corruption.kind === "masking"
          ? { ...scores, mse: new Float32Array(40).fill(Number.NaN) }
          : scores;
      },
    };
    const reason = "1 of 40 reconstructions of the test images are not finite numbers";
    expect(await reasonsOf(broken, splits)).toEqual({
      ...all(["quality", "restored"], reason),
      ...fewImages,
      identity:
        "no finite number came out for ratio, shuffled, images (codes or reconstructions may not be finite)",
      pca: "no finite number came out for model (codes or reconstructions may not be finite)",
      robustness:
        "no finite number came out for maskingMse, the curve masking.mse (codes or reconstructions may not be finite)",
      ...noFactors,
    });
  });

  test("codes too long for distances in float32", async () => {
    const vast: Autoencoder = {
      ...autoencoder,
      encode: async (given) => (await autoencoder.encode(given)).map((x) => x * 1e25),
    };
    const reasons = await reasonsOf(vast, splits);
    expect(Object.keys(reasons)).toEqual(["few-labels", "neighbours", "factors", "interventions"]);
    expect(reasons["neighbours"]).toMatch(
      /^codes are as long as [\d.]+e\+2\d: the distances between them exceed what float32 can hold$/,
    );
  });

  test("more memory than the limit", async () => {
    const reasons = await reasonsOf(autoencoder, splits, { memory: 20_000 });
    expect(reasons["neighbourhood"]).toMatch(
      /^it would take about \d\d KB of memory, and the limit is 20 KB$/,
    );
    expect(reasons).not.toHaveProperty("rank");
  });
});

function sliceOf(start: number, end: number): { count: number; images: Uint8Array } {
  return { count: end - start, images: images.images.subarray(12 * start, 12 * end) };
}

test("progress counts what is measured, and rises to 1", async () => {
  const fractions: number[] = [];
  await takeMeasures(
    ["probe", "rank", "factors"],
    await representationOf(autoencoder, { ...splits, test: unlabelled }),
    {
      onProgress: (fraction, title) => {
        expect(title).toBe("Effective rank");
        fractions.push(fraction);
      },
    },
  );
  expect(fractions[0]).toBe(0);
});

test("a stop and a defect end it", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(takeMeasures(names, await representationOf(autoencoder, splits), { signal })).rejects.toThrow(
    "enough",
  );
  const defect = { ...autoencoder, encode: () => Promise.reject(new TypeError("a defect")) };
  await expect(takeMeasures(["rank"], await representationOf(defect, splits))).rejects.toThrow(TypeError);
});

test("a result keeps what is finite, and names what is not", () => {
  const sound: MeasureResult = {
    figures: { a: 1 },
    curves: [{ name: "c", title: "C", x: "x", y: "y", points: [{ x: 0, y: 1 }] }],
    confusions: [{ name: "m", title: "M", counts: [[1]] }],
    maps: [{ name: "p", title: "P", images: [0], points: [{ x: 0, y: 0 }] }],
    choices: ["k = 1"],
  };
  expect(soundResult(sound)).toBe(sound);
  const broken: MeasureResult = {
    ...sound,
    figures: { a: 1, b: Number.NaN, c: Number.POSITIVE_INFINITY },
    confusions: [...sound.confusions!, { name: "n", title: "N", counts: [[Number.NaN]] }],
    maps: [{ name: "p", title: "P", images: [0], points: [{ x: 0, y: Number.NaN }] }],
    notMeasured: "d: there is none",
  };
  expect(soundResult(broken)).toEqual({
    ...sound,
    maps: [],
    notMeasured:
      "d: there is none; no finite number came out for b, c, the confusion matrix n, the map p " +
      "(codes or reconstructions may not be finite)",
  });
});

describe("memory", () => {
  // MNIST, with the splits of the built-in settings and a code of 32.
  const mnist = {
    train: 50_000,
    validation: 10_000,
    test: 10_000,
    imageSize: 784,
    latentSize: 32,
    classes: 10,
  };
  const large = { ...mnist, train: 54, validation: 6, test: 6, imageSize: 256 * 256 * 3 };

  test("of every measure of ordinary data is between a megabyte and a gigabyte", () => {
    for (const [name, { memory }] of Object.entries(measures)) {
      expect(memory(mnist), name).toBeGreaterThan(1e6);
      expect(memory(mnist), name).toBeLessThan(1e9);
    }
  });

  test("is what a measure really takes", async () => {
    const many = randomImages({ count: 2_000, height: 3, width: 4 });
    const representation = await representationOf(autoencoder, { train: many, validation: many, test: many });
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    await measures.neighbourhood.measure(representation, {
      onProgress: () => {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      },
    });
    const sizes = { train: 2_000, validation: 2_000, test: 2_000, imageSize: 12, latentSize: 3, classes: 3 };
    const ratio = most / measures.neighbourhood.memory(sizes);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test.each<[MeasureName, typeof mnist, number]>([
    // Three copies of 50,000 images of 784 float32 values are 470 MB.
    ["probe", mnist, 550e6],
    ["neighbours", mnist, 190e6],
    // Two tables of 2,000 by 2,000 distances are 64 MB.
    ["neighbourhood", mnist, 70e6],
    ["pca", mnist, 18e6],
    // Weights of 196,608 pixels and 256 classes are 403 MB in float64, of which a search among more than 512 images holds 28.
    ["probe", large, 180e6],
    ["probe", { ...large, classes: 256 }, 950e6],
    ["probe", { ...large, train: 600, classes: 256 }, 13.5e9],
    ["pca", large, 176e6],
    ["clusters", { ...mnist, classes: 256 }, 110e6],
  ])("%s takes about as much as a count by hand", (name, sizes, expected) => {
    const ratio = measures[name].memory(sizes) / expected;
    expect(ratio).toBeGreaterThan(1 / 1.5);
    expect(ratio).toBeLessThan(1.5);
  });
});
