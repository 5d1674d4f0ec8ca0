import { describe, expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import type { Numbers } from "../../../../../test/support/numbers.ts";
import type { ImageShape } from "../../data/samples/shape.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { noiseWords } from "../../inference/noise-words.ts";
import type { Noise } from "../../model/noise.ts";
import { binarize } from "../binarize.ts";
import { givenNoise } from "../noise-inputs.ts";
import { corrupt, corruptions, hiddenValues, hidesValues, usualCorruption } from "./corruptions.ts";

const batch = 200;
const pixels = 300;
const count = batch * pixels;

/** Of given images: one row of pixels, of those with many a picture. */
const shapeFor = (width: number): ImageShape =>
  width === pixels ? { height: 15, width: 20, channels: 1 } : { height: 1, width, channels: 1 };

/** Images of one intensity. */
const plain = (intensity: number): Numbers => ({
  shape: [batch, pixels],
  data: Array<number>(count).fill(Math.fround(intensity)),
});

/** What becomes of images with the noise of a step. */
async function withNoise(
  given: Numbers,
  build: (images: Value, noise: Noise) => Value,
  { seed = 1, step = 1 } = {},
  more: ReadonlyMap<Value, Numbers> = new Map(),
): Promise<readonly number[]> {
  const images = input("images", { dtype: "float32", shape: ["batch", given.shape[1] as number] });
  const { noise, inputs, requests } = givenNoise();
  const result = build(images, noise);
  const words = noiseWords(requests(), seed, `step ${step}`, given.shape[0] as number);
  const wordsOf = inputs().map(({ value }, index): [Value, Numbers] => {
    const { data, shape } = words[requests()[index]!.name]!;
    return [value, { shape, data: Array.from(data, Number) }];
  });
  const [values] = await evaluate([result], new Map([[images, given], ...wordsOf, ...more]));
  return values!.data;
}

function corrupted(
  given: Numbers,
  kind: string,
  level: number,
  occasion: { readonly seed?: number; readonly step?: number } = {},
): Promise<readonly number[]> {
  const imageShape = shapeFor(given.shape[1] as number);
  const strength = input("level", { dtype: "float32", shape: [] });
  return withNoise(
    given,
    (images, noise) =>
      corrupt(
        images,
        usualCorruption(corruptions.of(kind), level),
        { sampleShape: imageShape, noise },
        strength,
      ),
    occasion,
    new Map([[strength, { shape: [], data: [level] }]]),
  );
}

/** Within five standard deviations of a count. */
function expectShare(values: readonly number[], holds: (x: number) => boolean, p: number): void {
  const found = values.filter(holds).length;
  expect(Math.abs(found - values.length * p)).toBeLessThanOrEqual(5 * Math.sqrt(values.length * p * (1 - p)));
}

const grey = plain(0.4);
const isGrey = (x: number): boolean => x === Math.fround(0.4);

describe("gaussian noise", () => {
  test("has the standard deviation that it is given", async () => {
    const noise = (await corrupted(grey, "gaussian", 0.05)).map((x) => x - 0.4);
    const mean = noise.reduce((a, b) => a + b, 0) / count;
    const variance = noise.reduce((sum, x) => sum + x * x, 0) / count;
    expect(Math.abs(mean)).toBeLessThan((5 * 0.05) / Math.sqrt(count));
    expect(Math.abs(variance / 0.05 ** 2 - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(new Set(noise).size, "another number for every pixel").toBeGreaterThan(0.9 * count);
  });

  test("holds the result to [0, 1]", async () => {
    const result = await corrupted(grey, "gaussian", 1);
    expect(Math.min(...result.slice(0, 50_000))).toBe(0);
    expect(Math.max(...result.slice(0, 50_000))).toBe(1);
    // The shares of the standard normal distribution below -0.4 and above 0.6.
    expectShare(result, (x) => x === 0, 0.3445783);
    expectShare(result, (x) => x === 1, 0.2742531);
  });
});

test.each([0.001, 0.25, 0.5, 0.99])("masking with %d makes that share of the pixels black", async (level) => {
  const result = await corrupted(grey, "masking", level);
  expectShare(result, (x) => x === 0, level);
  expectShare(result, isGrey, 1 - level);
  expect(result.every((x) => x === 0 || isGrey(x))).toBe(true);
});

test.each([0.001, 0.25, 0.5, 0.99])(
  "salt and pepper with %d makes half of that share black, half white",
  async (level) => {
    const result = await corrupted(grey, "salt-pepper", level);
    expectShare(result, (x) => x === 0, level / 2);
    expectShare(result, (x) => x === 1, level / 2);
    expect(result.every((x) => x === 0 || x === 1 || isGrey(x))).toBe(true);
  },
);

describe.each(corruptions.kinds.map(({ name }) => name))("%s noise", (kind) => {
  // Every intensity that a byte can have.
  const ramp: Numbers = {
    shape: [2, 256],
    data: Array.from({ length: 512 }, (_, index) => Math.fround((index % 256) / 255)),
  };

  test("of level 0 leaves images as they are", async () => {
    expect(await corrupted(ramp, kind, 0)).toEqual(ramp.data);
  });

  test("stays within [0, 1]", async () => {
    const result = await corrupted(ramp, kind, 0.99);
    expect(result.every((x) => x >= 0 && x <= 1)).toBe(true);
    expect(result).not.toEqual(ramp.data);
  });

  test("is the same again for a seed and a step, another for another", async () => {
    // What moves pixels shows on an image whose pixels differ.
    const onGrey = await corrupted(grey, kind, 0.5);
    const given = onGrey.filter(isGrey).length > 0.6 * count ? ramp : grey;
    const first = await corrupted(given, kind, 0.5);
    expect(await corrupted(given, kind, 0.5)).toEqual(first);
    const same = (other: readonly number[]): number =>
      other.filter((x, index) => x === first[index]).length / count;
    // Two independent masks of half the pixels agree on half of them.
    expect(same(await corrupted(given, kind, 0.5, { step: 2 }))).toBeLessThan(0.52);
    expect(same(await corrupted(given, kind, 0.5, { seed: 2 }))).toBeLessThan(0.52);
  });

  test("tells which values it hides, where it leaves the others as they are", async () => {
    const corruption = usualCorruption(corruptions.of(kind), 0.5);
    const spoilt = await corrupted(plain(0.4), kind, 0.5);
    const others = spoilt.filter((x) => x !== 0 && !isGrey(x));
    // Of a grey image nothing is black or white by itself: what hides values leaves greys and zeros.
    expect(others.length === 0).toBe(hidesValues(corruption));
    if (!hidesValues(corruption)) return;
    const hidden = await withNoise(plain(0.4), (images, noise) =>
      hiddenValues(images, corruption, { sampleShape: shapeFor(pixels), noise }),
    );
    expect(hidden).toEqual(spoilt.map((x) => (x === 0 ? 1 : 0)));
  });

  test("is another for every image", async () => {
    const result = await corrupted(grey, kind, 0.5);
    const rows = Array.from({ length: batch }, (_, row) =>
      result.slice(row * pixels, (row + 1) * pixels).join(),
    );
    expect(new Set(rows).size).toBe(batch);
  });
});

describe("binarised images", () => {
  test.each([0.1, 0.5, 0.9])(
    "of intensity %d are white with that probability, else black",
    async (intensity) => {
      const result = await withNoise(plain(intensity), binarize);
      expectShare(result, (x) => x === 1, intensity);
      expect(result.every((x) => x === 0 || x === 1)).toBe(true);
    },
  );

  test("keep what is black, and what is white", async () => {
    expect(new Set(await withNoise(plain(0), binarize))).toEqual(new Set([0]));
    // White is lost once in some 2^25 pixels: the largest words become 1 in float32.
    expect(new Set(await withNoise(plain(1), binarize))).toEqual(new Set([1]));
  });

  test("are drawn afresh in every step", async () => {
    const [one, other] = [await withNoise(grey, binarize), await withNoise(grey, binarize, { step: 2 })];
    expectShare(
      one.map((x, index) => Math.abs(x - other[index]!)),
      (x) => x === 1,
      2 * 0.4 * 0.6,
    );
  });
});

test("patches of 2 x 2 pixels are masked as wholes, with all channels, also where they reach over the edge", async () => {
  const imageShape = { height: 3, width: 5, channels: 2 };
  const given: Numbers = { shape: [50, 30], data: Array<number>(1500).fill(1) };
  const corruption = { kind: "patches", size: 2, level: 0.5 } as const;
  const result = await withNoise(given, (images, noise) =>
    corrupt(images, corruption, { sampleShape: imageShape, noise }),
  );
  const patchesOf = (image: number): readonly string[] => {
    const found = new Map<string, Set<number>>();
    for (let pixel = 0; pixel < 30; pixel++) {
      const [row, column] = [Math.floor(pixel / 10), Math.floor((pixel % 10) / 2)];
      const patch = `${Math.floor(row / 2)} ${Math.floor(column / 2)}`;
      found.set(patch, (found.get(patch) ?? new Set()).add(result[30 * image + pixel]!));
    }
    return [...found.values()].map((values) => [...values].join());
  };
  const all = Array.from({ length: 50 }, (_, image) => patchesOf(image)).flat();
  expect(new Set(all)).toEqual(new Set(["0", "1"]));
  expect(all).toHaveLength(50 * 6);
  expectShare(all.map(Number), (x) => x === 0, 0.5);
});
