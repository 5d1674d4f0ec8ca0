import { createHash } from "node:crypto";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Digits, digitFactors, digitsSeed, generateDigits } from "./generate.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const count = 3000;
const sample: Promise<Digits> = generateDigits({ seed: digitsSeed, trainCount: count, testCount: 10 });
const factorCount = 7;

function factor(digits: Digits, name: string): number[] {
  const column = digits.factorNames.indexOf(name);
  return Array.from({ length: digits.train.count }, (_, i) => digits.trainFactors[i * factorCount + column]!);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const meanA = mean(a);
  const meanB = mean(b);
  const product = mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB)));
  const variance = (values: readonly number[], middle: number): number =>
    mean(values.map((value) => (value - middle) ** 2));
  return product / Math.sqrt(variance(a, meanA) * variance(b, meanB));
}

/** What can be seen of an image: its ink, centre of mass, shear and the longer side of its box, in pixels. */
interface Seen {
  readonly ink: number;
  readonly x: number;
  readonly y: number;
  readonly shear: number;
  readonly side: number;
}

async function seen(): Promise<Seen[]> {
  const { train } = await sample;
  return Array.from({ length: train.count }, (_, i) => {
    const image = train.images.subarray(i * 784, (i + 1) * 784);
    let [ink, x, y] = [0, 0, 0];
    let [left, right, top, bottom] = [28, 0, 28, 0];
    for (const [pixel, value] of image.entries()) {
      const column = pixel % 28;
      const row = (pixel - column) / 28;
      ink += value;
      x += value * (column + 0.5);
      y += value * (row + 0.5);
      if (value < 128) continue;
      [left, right] = [Math.min(left, column), Math.max(right, column + 1)];
      [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
    }
    x /= ink;
    y /= ink;
    let [across, down] = [0, 0];
    for (const [pixel, value] of image.entries()) {
      const fromY = Math.floor(pixel / 28) + 0.5 - y;
      across += value * ((pixel % 28) + 0.5 - x) * fromY;
      down += value * fromY * fromY;
    }
    const side = Math.max(right - left, bottom - top);
    return { ink: ink / 255, x, y, shear: -across / down, side };
  });
}

describe("the bytes", () => {
  const hash = (...parts: readonly Uint8Array[]): string => {
    const sha256 = createHash("sha256");
    for (const part of parts) sha256.update(part);
    return sha256.digest("hex");
  };

  test("the first 500 digits of the published set are as recorded", async () => {
    const { train, trainFactors } = await generateDigits({ seed: digitsSeed, trainCount: 500, testCount: 0 });
    expect(hash(train.images, train.labels!)).toBe(
      "0ea79f2373832e7303bb41765d99e6e0c4024a633ce6814bbe6ae2e2858aff5e",
    );
    expect(hash(new Uint8Array(trainFactors.buffer))).toBe(
      "ba69a9890b830382d534dd5bb370137fa37d7aa558a6ed5be35156f019f333b5",
    );
  });

  test("an image depends on seed, part and index alone, not on the counts", async () => {
    const few = await generateDigits({ seed: 7, trainCount: 12, testCount: 5 });
    const many = await generateDigits({ seed: 7, trainCount: 30, testCount: 9 });
    expect(many.train.images.subarray(0, 12 * 784)).toEqual(few.train.images);
    expect(many.train.labels!.subarray(0, 12)).toEqual(few.train.labels);
    expect(many.trainFactors.subarray(0, 12 * factorCount)).toEqual(few.trainFactors);
    expect(many.test.images.subarray(0, 5 * 784)).toEqual(few.test.images);
    expect(many.testFactors.subarray(0, 5 * factorCount)).toEqual(few.testFactors);
    expect(many.train.images.subarray(0, 5 * 784)).not.toEqual(few.test.images);
  });

  test("the factors are the same without drawing the images", async () => {
    const { trainFactors, testFactors } = await generateDigits({ seed: 7, trainCount: 12, testCount: 5 });
    expect(digitFactors(7, "train", 12)).toEqual(trainFactors);
    expect(digitFactors(7, "test", 5)).toEqual(testFactors);
  });

  test("another seed draws other digits", async () => {
    const a = await generateDigits({ seed: 1, trainCount: 20, testCount: 0 });
    const b = await generateDigits({ seed: 2, trainCount: 20, testCount: 0 });
    expect(a.train.images).not.toEqual(b.train.images);
    expect(a.train.labels).not.toEqual(b.train.labels);
  });

  test("no operation is used whose last bits differ between engines", async () => {
    const inexact = ["sin", "cos", "tan", "atan", "atan2", "exp", "log", "pow", "hypot", "cbrt"] as const;
    const spies = inexact.map((name) => vi.spyOn(Math, name));
    await generateDigits({ seed: 3, trainCount: 50, testCount: 50 });
    for (const [i, spy] of spies.entries()) expect(spy, inexact[i]!).not.toHaveBeenCalled();
  });
});

describe("the factors", () => {
  test("label and class agree, and every class is as likely as the others", async () => {
    const digits = await sample;
    expect(Array.from(digits.train.labels!)).toEqual(factor(digits, "class"));
    for (let digit = 0; digit < 10; digit++) {
      const share = digits.train.labels!.filter((label) => label === digit).length;
      // 300 expected with a standard deviation of 16.4.
      expect(Math.abs(share - count / 10)).toBeLessThan(5 * 16.4);
    }
  });

  test.each([
    ["slant", 0.18, 0.25],
    ["thickness", 2.58, 0.6],
    ["rotation", 0, 0.08],
    ["scale", 0.97, 0.04],
    ["shift x", 0, 0.45],
    ["shift y", 0, 0.45],
  ])("%s is %f ± %f and bounded", async (name, middle, deviation) => {
    const values = factor(await sample, name);
    expect(Math.abs(mean(values) - middle)).toBeLessThan((5 * deviation) / Math.sqrt(count));
    const spread = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
    expect(spread / deviation).toBeGreaterThan(0.93);
    expect(spread / deviation).toBeLessThan(1.07);
    for (const value of values) expect(Math.abs(value - middle)).toBeLessThan(4.2 * deviation);
  });

  test("are independent of each other", async () => {
    const digits = await sample;
    const columns = digits.factorNames.map((name) => factor(digits, name));
    for (const [i, a] of columns.entries()) {
      for (const b of columns.slice(0, i)) expect(Math.abs(correlation(a, b))).toBeLessThan(0.09);
    }
  });

  test("show in the images", async () => {
    const digits = await sample;
    const images = await seen();
    const scale = factor(digits, "scale");
    for (const [i, { side }] of images.entries()) expect(Math.abs(side - 20 * scale[i]!)).toBeLessThan(2.5);

    const shown = (name: string, measure: (image: Seen) => number, only?: number): number => {
      const chosen = images
        .map((_, i) => i)
        .filter((i) => only === undefined || digits.train.labels![i] === only);
      const values = factor(digits, name);
      return correlation(
        chosen.map((i) => values[i]!),
        chosen.map((i) => measure(images[i]!)),
      );
    };
    expect(shown("shift x", ({ x }) => x)).toBeGreaterThan(0.75);
    expect(shown("shift y", ({ y }) => y)).toBeGreaterThan(0.75);
    // Where the style of writing has the least to say: in ones. They are few, so that chance moves these two by 0.05.
    expect(shown("thickness", ({ ink }) => ink, 1)).toBeGreaterThan(0.6);
    expect(shown("slant", ({ shear }) => shear, 1)).toBeGreaterThan(0.6);
  });
});

test("brightness and edges are like MNIST's", async () => {
  const pixels = (await sample).train.images;
  const share = (test: (value: number) => boolean): number => pixels.filter(test).length / pixels.length;
  expect(pixels.reduce((sum, value) => sum + value, 0) / pixels.length / 255).toBeCloseTo(0.1307, 2);
  // MNIST: 0.19 and 0.074.
  expect(Math.abs(share((value) => value > 0) - 0.186)).toBeLessThan(0.01);
  expect(Math.abs(share((value) => value >= 250) - 0.077)).toBeLessThan(0.01);
});

describe("the work", () => {
  test("reports its progress up to the end", async () => {
    const reports: [number, number][] = [];
    const onProgress = (done: number, total: number): void => {
      reports.push([done, total]);
    };
    await generateDigits({ seed: 1, trainCount: 1500, testCount: 20, onProgress });
    expect(reports).toEqual([
      [1000, 1520],
      [1500, 1520],
      [1520, 1520],
    ]);
  });

  test("stops when it is aborted, before and during", async () => {
    const reason = new Error("enough");
    await expect(
      generateDigits({ seed: 1, trainCount: 10, testCount: 10, signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    const controller = new AbortController();
    let reports = 0;
    const onProgress = (): void => {
      reports++;
      controller.abort(reason);
    };
    await expect(
      generateDigits({ seed: 1, trainCount: 3000, testCount: 10, onProgress, signal: controller.signal }),
    ).rejects.toBe(reason);
    expect(reports).toBe(1);
  });

  test("gives empty parts for counts of 0", async () => {
    const { train, test: held } = await generateDigits({ seed: 1, trainCount: 0, testCount: 0 });
    expect([train.count, train.images.length, held.count, held.labels?.length]).toEqual([0, 0, 0, 0]);
  });

  test.each([
    [
      { seed: -1, trainCount: 1, testCount: 1 },
      /^generateDigits: options.seed: expected a whole number from 0 to 4294967295, found -1$/,
    ],
    [{ seed: 1.5, trainCount: 1, testCount: 1 }, /seed/],
    [{ seed: 1, trainCount: Number.NaN, testCount: 1 }, /trainCount/],
    [{ seed: 1, trainCount: 1, testCount: 1e12 }, /testCount/],
  ])("refuses %o", async (options, message) => {
    await expect(generateDigits(options)).rejects.toThrow(message);
    await expect(generateDigits(options)).rejects.toBeInstanceOf(UsageError);
  });
});
