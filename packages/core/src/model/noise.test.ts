import { describe, expect, test } from "vitest";
import { evaluate, type Feeds } from "../../../../test/support/evaluate.ts";
import type { Numbers } from "../../../../test/support/numbers.ts";
import { input, scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { createRandom } from "../random/random.ts";
import { bernoulli, type Noise, normal, spreadNoise, toUniform } from "./noise.ts";

const words = (count: number, stream: string): Numbers => {
  const random = createRandom(1, stream);
  return { shape: [count], data: Array.from({ length: count }, () => random.uint32() | 0) };
};

/** Noise for `batch` rows, and what its inputs are given. */
function sampleNoise(batch: number): { readonly noise: Noise; readonly feeds: () => Feeds } {
  const rows = input("rows", { dtype: "int32", shape: ["batch"] });
  const inputs = new Map<string, Value>();
  const ask = (source: string, count: number): Value => {
    const value = input(source, { dtype: "int32", shape: [count] });
    inputs.set(source, value);
    return value;
  };
  return {
    noise: spreadNoise(ask, rows),
    feeds: () =>
      new Map([
        [rows, words(batch, "rows")],
        ...[...inputs].map(([source, value]) => [value, words(value.shape[0] as number, source)] as const),
      ]),
  };
}

async function sample(
  batch: number,
  build: (noise: Noise) => Value,
): Promise<{ readonly shape: readonly number[]; readonly data: readonly number[] }> {
  const { noise, feeds } = sampleNoise(batch);
  const [result] = await evaluate([build(noise)], feeds());
  return result as Numbers;
}

const sampleBits = async (batch: number, width: number): Promise<Numbers> =>
  sample(batch, (noise) => noise.bits("test", width));

/** The first `count` bits of a word, as a whole number. */
const topBits = (word: number, count: number): number => word >>> (32 - count);

/** Five standard deviations: uniform numbers leave these limits once in a million times. */
function expectUniform(cells: readonly number[], cellCount: number): void {
  const counts = new Float64Array(cellCount);
  for (const cell of cells) counts[cell]!++;
  const expected = cells.length / cellCount;
  expect(expected, "enough for the approximation").toBeGreaterThan(20);
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = cellCount - 1;
  expect(Math.abs(chiSquare - freedom), `chi-square ${chiSquare}`).toBeLessThan(5 * Math.sqrt(2 * freedom));
}

describe("bits", () => {
  test("are a_j r_i + b_j modulo 2^32", async () => {
    const { shape, data } = await sampleBits(3, 5);
    const [rows, both] = [words(3, "rows").data, words(10, "test").data];
    expect(shape).toEqual([3, 5]);
    expect(data).toEqual(
      rows.flatMap((row) => both.slice(0, 5).map((a, j) => (Math.imul(a, row) + both[5 + j]!) | 0)),
    );
  });

  test("are uniform within a row", async () => {
    const { data } = await sampleBits(1, 16_384);
    expectUniform(
      data.map((word) => topBits(word, 8)),
      256,
    );
  });

  test("are uniform within a column", async () => {
    const { data } = await sampleBits(16_384, 3);
    for (const column of [0, 1, 2]) {
      const words = data.filter((_, index) => index % 3 === column);
      expectUniform(
        words.map((word) => topBits(word, 8)),
        256,
      );
    }
  });

  test.each([
    ["neighbours in a row", 1, 32_768, (index: number) => [2 * index, 2 * index + 1]],
    ["one pixel of two images", 2, 16_384, (index: number) => [index, 16_384 + index]],
    ["one pixel of neighbouring images", 32_768, 1, (index: number) => [2 * index, 2 * index + 1]],
    ["two pixels over all images", 16_384, 2, (index: number) => [2 * index, 2 * index + 1]],
  ])("of %s are pairs without a pattern", async (_, batch, width, places) => {
    const { data } = await sampleBits(batch, width);
    const pairs = Array.from({ length: 16_384 }, (_, index) => {
      const [first = 0, second = 0] = places(index);
      return 16 * topBits(data[first]!, 4) + topBits(data[second]!, 4);
    });
    expectUniform(pairs, 256);
  });

  test("of two sources differ", async () => {
    const { noise, feeds } = sampleNoise(4);
    const both = [noise.bits("one", 6), noise.bits("other", 6)];
    const [one, other] = await evaluate(both, feeds());
    expect(one!.data.filter((word, index) => word === other!.data[index])).toEqual([]);
  });
});

/** The numbers of single words. */
async function ofWords(data: readonly number[], build: (bits: Value) => Value): Promise<readonly number[]> {
  const bits = input("bits", { dtype: "int32", shape: ["batch", 1] });
  const [result] = await evaluate([build(bits)], new Map([[bits, { shape: [data.length, 1], data }]]));
  return result!.data;
}

const smallest = -(2 ** 31);
const largest = 2 ** 31 - 1;
const extremes = [smallest, smallest + 1, -1, 0, 1, largest];

describe("uniform numbers", () => {
  test("are the words in their order, over [0, 1]", async () => {
    const numbers = await ofWords(extremes, toUniform);
    // To 24 bits: the first two words are one number.
    expect(numbers).toEqual([0, 0, 0.5, 0.5, 0.5, 1]);
    expect(await ofWords([smallest / 2, -smallest / 2], toUniform)).toEqual([0.25, 0.75]);
  });

  test("have every tenth of the interval alike", async () => {
    const { data } = await sample(100, (noise) => toUniform(noise.bits("test", 200)));
    expectUniform(
      data.map((x) => Math.min(9, Math.floor(10 * x))),
      10,
    );
  });
});

describe("a coin", () => {
  test.each([0, 0.001, 0.1, 0.3, 0.5, 0.9, 0.99])("with probability %d falls so", async (p) => {
    const { data } = await sample(200, (noise) => bernoulli(noise.bits("test", 500), scalar(p)));
    const heads = data.reduce((a, b) => a + b, 0);
    const deviation = Math.sqrt(data.length * p * (1 - p));
    expect(Math.abs(heads - data.length * p)).toBeLessThanOrEqual(5 * deviation);
  });

  test("is right for the extreme words", async () => {
    const fall = (p: number): Promise<readonly number[]> =>
      ofWords(extremes, (bits) => bernoulli(bits, scalar(p)));
    expect(await fall(0)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await fall(0.5)).toEqual([1, 1, 1, 0, 0, 0]);
    expect(await fall(0.99)).toEqual([1, 1, 1, 1, 1, 0]);
  });

  test("that is likelier falls wherever one that is less likely does", async () => {
    const { noise, feeds } = sampleNoise(20);
    const bits = noise.bits("test", 50);
    const [rare, frequent] = await evaluate(
      [bernoulli(bits, scalar(0.2)), bernoulli(bits, scalar(0.4))],
      feeds(),
    );
    rare!.data.forEach((fell, index) => {
      expect(frequent!.data[index]).toBeGreaterThanOrEqual(fell);
    });
  });
});

describe("normal numbers", () => {
  const batch = 400;
  const width = 500;
  const count = batch * width;
  const numbers = sample(batch, (noise) => normal(noise, "test", width));
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

  test("have the moments of the standard normal distribution", async () => {
    const { shape, data } = await numbers;
    expect(shape).toEqual([batch, width]);
    // Standard errors of the moments: 1, 2, 15 and 96 over the count, under the root.
    const moments: readonly (readonly [number, number, number])[] = [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ];
    for (const [power, expected, variance] of moments) {
      const moment = mean(data.map((x) => x ** power));
      expect(Math.abs(moment - expected), `moment ${power}: ${moment}`).toBeLessThan(
        5 * Math.sqrt(variance / count),
      );
    }
  });

  test.each([
    [1, 0.3173105],
    [2, 0.0455003],
    [3, 0.0026998],
    [4, 0.0000633],
  ])("are beyond %d deviations as often as they should", async (limit, share) => {
    const { data } = await numbers;
    const beyond = data.filter((x) => Math.abs(x) > limit).length;
    expect(Math.abs(beyond - count * share)).toBeLessThan(5 * Math.sqrt(count * share));
  });

  test("of one radius are independent of each other, and so are their squares", async () => {
    const { data } = await numbers;
    const half = width / 2;
    const pairs = data.flatMap((x, index) =>
      index % width < half ? [[x, data[index + half] as number] as const] : [],
    );
    const limit = 5 / Math.sqrt(pairs.length);
    expect(Math.abs(mean(pairs.map(([x, y]) => x * y)))).toBeLessThan(limit);
    // The variance of x^2 is 2.
    expect(Math.abs(mean(pairs.map(([x, y]) => (x ** 2 - 1) * (y ** 2 - 1))) / 2)).toBeLessThan(limit);
  });

  test("of neighbours and of neighbouring images are not correlated", async () => {
    const { data } = await numbers;
    for (const distance of [1, width]) {
      const products = data.slice(distance).map((x, index) => x * (data[index] as number));
      expect(Math.abs(mean(products))).toBeLessThan(5 / Math.sqrt(products.length));
    }
  });

  test("come in odd numbers as well", async () => {
    expect((await sample(3, (noise) => normal(noise, "test", 7))).shape).toEqual([3, 7]);
    expect((await sample(3, (noise) => normal(noise, "test", 1))).shape).toEqual([3, 1]);
  });

  test("are finite for the extreme words, and right there", async () => {
    const radius = input("radius", { dtype: "int32", shape: ["batch", 1] });
    const angle = input("angle", { dtype: "int32", shape: ["batch", 1] });
    const noise: Noise = { bits: (source) => (source === "test.radius" ? radius : angle) };
    const pairs = extremes.flatMap((r) => extremes.map((a) => [r, a] as const));
    const shape = [pairs.length, 1];
    const [result] = await evaluate(
      [normal(noise, "test", 2)],
      new Map([
        [radius, { shape, data: pairs.map(([r]) => r) }],
        [angle, { shape, data: pairs.map(([, a]) => a) }],
      ]),
    );
    pairs.forEach(([r, a], index) => {
      const length = Math.sqrt(-2 * Math.log(Math.fround(Math.abs(Math.fround(r)) * 2 ** -31 + 2 ** -33)));
      const [x, y] = result!.data.slice(2 * index, 2 * index + 2) as [number, number];
      expect(Math.abs(x - length * Math.cos(a * Math.PI * 2 ** -31)), `x of ${r}, ${a}`).toBeLessThan(1e-5);
      expect(Math.abs(y - length * Math.sin(a * Math.PI * 2 ** -31)), `y of ${r}, ${a}`).toBeLessThan(1e-5);
    });
  });
});
