import { sliceImages } from "hourglass-core/internal/data/image-set.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import { representationOf } from "../../../../../test/support/representation.ts";
import type { Representation } from "../representation.ts";
import { interventions } from "./interventions.ts";

const counts = { train: 1200, test: 600 };
const images = randomImages({ count: counts.train + counts.test, height: 1, width: 3, classes: 4 });
const random = createRandom(3, "factors");
/** A class of four and two numbers, uniform over [-1, 1]. */
const table = Float32Array.from({ length: 3 * images.count }, (_, at) =>
  at % 3 === 0 ? random.below(4) : 2 * random.uniform() - 1,
);

type Code = (factors: readonly [number, number, number]) => readonly number[];

/** A model whose code is made of the true factors. */
async function representation(codeOf: Code, count = counts): Promise<Representation> {
  const splits = {
    train: sliceImages(images, 0, count.train),
    validation: sliceImages(images, 0, 0),
    test: sliceImages(images, counts.train, counts.train + count.test),
  };
  const latentSize = codeOf([0, 0, 0]).length;
  const autoencoder = {
    ...createLinearAutoencoder({ imageSize: 3, imageShape: images, latentSize }),
    encode: async (given: Uint8Array | Float32Array) => {
      const first = given.byteOffset / 3;
      const rows = Array.from({ length: given.length / 3 }, (_, row) => {
        const [a, b, c] = table.subarray(3 * (first + row), 3 * (first + row) + 3);
        return codeOf([a!, b!, c!]);
      });
      return Float32Array.from(rows.flat());
    },
  };
  return representationOf(autoencoder, splits, {
    names: ["class", "a", "b"],
    train: table.subarray(0, 3 * count.train),
    validation: new Float32Array(),
    test: table.subarray(3 * counts.train, 3 * (counts.train + count.test)),
  });
}

const measured = async (codeOf: Code): Promise<Readonly<Record<string, number>>> =>
  (await interventions.measure(await representation(codeOf), {})).figures;

test("a code of the factors themselves has all but the width of the bins", async () => {
  const figures = await measured((factors) => factors);
  expect(Object.keys(figures)).toEqual(Object.keys(interventions.figures));
  expect(figures["betaVae"]).toBe(1);
  expect(figures["factorVae"]).toBe(1);
  // A class stays where it is; a twentieth of a number's range is left to move in, half of that to each side.
  const weights = [1.5, 1, 1];
  const expected = (weights[0]! * 1 + 2 * 0.95) / (weights[0]! + 2);
  expect(Math.abs(figures["irs"]! - expected)).toBeLessThan(0.02);
});

test("units that never vary, or repeat others, change no score", async () => {
  const figures = await measured(([a, b, c]) => [7, a, b, c, -c, 0]);
  expect([figures["betaVae"], figures["factorVae"]]).toEqual([1, 1]);
});

test("of two factors that are turned by 45 degrees, one looks like the other", async () => {
  const figures = await measured(([a, b, c]) => [a, b + c, b - c]);
  // The class is told, the two numbers are guessed: 1/3 + 2/3 · 1/2.
  expect(figures["factorVae"]).toBeCloseTo(2 / 3, 1);
  expect(figures["betaVae"]).toBeCloseTo(2 / 3, 1);
});

test("noise tells nothing: chance, and units that move as far as they ever do", async () => {
  const noise = createRandom(9, "noise");
  const figures = await measured(() => [noise.uniform(), noise.uniform(), noise.uniform()]);
  expect(Math.abs(figures["betaVae"]! - 1 / 3)).toBeLessThan(0.05);
  expect(Math.abs(figures["factorVae"]! - 1 / 3)).toBeLessThan(0.05);
  // Of uniform numbers; the best of three factors is a little above 0.
  expect(figures["irs"]).toBeLessThan(0.15);
});

test("the same each time; progress rises to at most 1", async () => {
  const code: Code = ([a, b, c]) => [a + b, b, c * c];
  const shares: number[] = [];
  const { figures } = await interventions.measure(await representation(code), {
    onProgress: (share) => shares.push(share),
  });
  expect(await measured(code)).toEqual(figures);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBeGreaterThan(0.8);
});

test("what it needs is said", async () => {
  await expect(interventions.measure(await representation(() => [1, 2]), {})).rejects.toThrow(
    "the codes of the training images do not vary: all are one point",
  );
  const few = await representation((factors) => factors, { train: 1200, test: 2 });
  await expect(interventions.measure(few, {})).rejects.toThrow(
    /^it needs test images that have a factor in common, found no two with the same (class|a|b)$/,
  );
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(interventions.measure(await representation((factors) => factors), { signal })).rejects.toThrow(
    "enough",
  );
});
