import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { describe, expect, test } from "vitest";
import { describeActivations } from "./activations.ts";
import {
  createSparseCodeCounter,
  hoyerSparseness,
  isSparseCode,
  lifetimeSparseness,
  type SparseCode,
} from "./sparse-code.ts";

describe("Hoyer's sparseness", () => {
  test("is 1 for one value alone, 0 for equal values, and does not depend on scale or sign", () => {
    expect(hoyerSparseness(Float32Array.of(0, 7, 0, 0))).toBeCloseTo(1, 12);
    expect(hoyerSparseness(Float32Array.of(2, -2, 2, 2))).toBeCloseTo(0, 12);
    // (2 - 2 / sqrt 2) / (2 - 1)
    expect(hoyerSparseness(Float32Array.of(3, 0, 3, 0))).toBeCloseTo(2 - Math.SQRT2, 12);
  });

  test("is undefined for zeros and for a code of one value", () => {
    expect(hoyerSparseness(new Float32Array(4))).toBeUndefined();
    expect(hoyerSparseness(Float32Array.of(3))).toBeUndefined();
  });
});

describe("lifetime sparseness", () => {
  const of = (...values: number[]): number => {
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return lifetimeSparseness({ mean, standardDeviation: Math.sqrt(variance) }, values.length);
  };

  test("is 1 for a unit that answers to one image, 0 for one that answers to all alike", () => {
    expect(of(0, 0, 5, 0)).toBeCloseTo(1, 12);
    expect(of(3, 3, 3, 3)).toBeCloseTo(0, 12);
    // (1 - (6 / 4)^2 / (18 / 4)) / (1 - 1 / 4)
    expect(of(3, 0, 3, 0)).toBeCloseTo(2 / 3, 12);
  });

  test("is 0 where nothing can be said: for a dead unit, for a single image", () => {
    expect(of(0, 0)).toBe(0);
    expect(of(2)).toBe(0);
  });
});

test("a code is sparse by its penalty, by selection, or as a large one that is never negative", () => {
  const imageShape = { height: 4, width: 4, channels: 1 };
  const plain = buildModel("vanilla", { sampleShape: imageShape });
  const selecting = buildModel("sparse", { sampleShape: imageShape, penalty: "topk:3" });
  const code = {
    latentSize: 32,
    nonNegative: true,
    range: [0, 1],
    activeValues: plain,
    dead: [],
    units: [],
  } as never;
  const large = { latentSize: 65, nonNegative: true } as never;
  const signed = { latentSize: 65, nonNegative: false } as never;
  expect(isSparseCode(plain, code, undefined)).toBe(false);
  expect(isSparseCode(plain, code, { kind: "l1", weight: 1 })).toBe(true);
  expect(isSparseCode(selecting, code, undefined)).toBe(true);
  expect(isSparseCode(plain, large, undefined)).toBe(true);
  expect(isSparseCode(plain, signed, undefined)).toBe(false);
});

/** What is measured of codes, on images whose only byte is their number. */
async function sparseCodeOf(codes: readonly (readonly number[])[]): Promise<SparseCode> {
  const flat = Float32Array.from(codes.flat());
  const latentSize = codes[0]?.length ?? 0;
  const statistics = await describeActivations(async function* () {
    yield flat;
  }, latentSize);
  const test: ImageSet = {
    count: codes.length,
    height: 1,
    width: 1,
    channels: 1,
    images: Uint8Array.from(codes.keys()),
    labels: Uint8Array.from(codes.keys(), (index) => index % 3),
  };
  const counter = createSparseCodeCounter(latentSize);
  const half = latentSize * Math.floor(codes.length / 2);
  counter.add(flat.subarray(0, half));
  counter.add(flat.subarray(half));
  return counter.result(statistics, test, Int32Array.from(codes.keys()), { kind: "l1", weight: 0.5 });
}

describe("measures of sparse codes", () => {
  test("count what is not 0, negative values included, and leave codes of zeros out of the sparseness", async () => {
    const { measures } = await sparseCodeOf([
      [1, 0, -1, 0],
      [0, 0, 0, 0],
      [0, 0, 4, 0],
    ]);
    expect(measures.l0.mean).toBeCloseTo(1, 12);
    expect(measures.hoyer?.mean).toBeCloseTo((1 + 2 - Math.SQRT2) / 2, 12);
    expect(measures.sparsity).toEqual({ kind: "l1", weight: 0.5 });
    expect(measures.meanActivity.counts.reduce((sum, count) => sum + count)).toBe(4);
    expect(measures.meanActivity).toMatchObject({ minimum: 0, maximum: 1 });
  });

  test("have no sparseness where every code is 0", async () => {
    const { measures, units } = await sparseCodeOf([
      [0, 0],
      [0, 0],
    ]);
    expect(measures).not.toHaveProperty("hoyer");
    expect(units).toEqual([]);
  });

  test("show the most selective units first, with their strongest images, and no unit with too few", async () => {
    // Unit 0 answers to all, unit 1 to half of the images, unit 2 to four, too few to fill a row.
    const codes = Array.from({ length: 20 }, (_, index) => [
      5,
      index % 2 === 0 ? index + 1 : 0,
      index < 4 ? 1 : 0,
    ]);
    const { units } = await sparseCodeOf(codes);
    expect(units.map(({ unit }) => unit)).toEqual([1, 0]);
    const [selective] = units;
    expect(selective?.activeFraction).toBe(0.5);
    expect(selective?.images[0]).toEqual({ index: 18, value: 19, label: 0, original: Uint8Array.of(18) });
    expect(selective?.images.map(({ index }) => index)).toEqual([18, 16, 14, 12, 10, 8, 6, 4]);
  });

  test("of many units show six of both ends", async () => {
    const codes = Array.from({ length: 40 }, (_, index) =>
      Array.from({ length: 30 }, (_, unit) => (index <= unit + 8 ? 1 : 0)),
    );
    const { units } = await sparseCodeOf(codes);
    expect(units.map(({ unit }) => unit)).toEqual([0, 1, 2, 3, 4, 5, 24, 25, 26, 27, 28, 29]);
  });
});
