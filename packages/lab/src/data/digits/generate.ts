import {
  callback,
  checkArgument,
  optionalSignal,
  recordSchema,
  seedSchema,
  whole,
} from "hourglass-core/internal/arguments.ts";
import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { createRandom, type Random } from "hourglass-core/internal/random/random.ts";
import * as z from "zod";
import { drawFactors, factorNames, storeFactors } from "./factors.ts";
import { createHand, writeDigit } from "./hand.ts";
import { skewedBell } from "./noise.ts";
import { createPath } from "./path.ts";
import { imageSide, placeDigit } from "./place.ts";
import { rasterise } from "./rasterise.ts";
import { type Style, skeletons } from "./skeletons.ts";

/** The seed of the published set: the year in which MNIST was published (LeCun, Bottou, Bengio and Haffner). */
export const digitsSeed = 1998;

/** Images between two looks at the event loop: some 80 milliseconds. */
const pauseEvery = 1000;

export interface DigitsOptions {
  /** A whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  readonly trainCount: number;
  readonly testCount: number;
  /** Called now and then with the number of images that are drawn, of both parts together, and their total. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** A typed array of V8 holds no more of these images than some 5 million. */
const countSchema = whole(0, 2_500_000);

const optionsSchema = recordSchema<DigitsOptions>({
  seed: seedSchema,
  trainCount: countSchema,
  testCount: countSchema,
  onProgress: callback(),
  signal: optionalSignal,
});

export interface Digits {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** Row-major `[trainCount, factorNames.length]`. */
  readonly trainFactors: Float32Array;
  /** Row-major `[testCount, factorNames.length]`. */
  readonly testFactors: Float32Array;
  readonly factorNames: readonly string[];
}

/**
 * Draws handwritten-looking digits, 28 x 28 x 1 bytes with ink as 255, with their labels and true factors:
 *
 * | factor | unit |
 * | --- | --- |
 * | class | 0 to 9, each equally likely |
 * | slant | shear to the right, run per unit of height |
 * | thickness | nominal diameter of the pen, pixels |
 * | rotation | radians, clockwise as seen |
 * | scale | longer side of the digit's bounding box, in units of 20 pixels |
 * | shift x, shift y | centre of mass of the strokes from the image's centre, pixels right and down |
 *
 * What else varies (the style of writing, the wobble of the hand, its pressure, the width) is in no factor.
 * An image depends on the seed, its part and its index alone: greater counts add images and change none. All
 * arithmetic is of operations that round in one way only, so that every engine draws the same bytes.
 *
 * @throws UsageError for a seed or count out of range
 * @throws the signal's reason when it is aborted
 */
export async function generateDigits(options: DigitsOptions): Promise<Digits> {
  checkArgument(optionsSchema, options, "generateDigits", "options");
  const { seed, trainCount, testCount } = options;
  const total = trainCount + testCount;
  const pause = async (done: number): Promise<void> => {
    options.onProgress?.(done, total);
    await new Promise((resolve) => setTimeout(resolve, 0));
    options.signal?.throwIfAborted();
  };
  options.signal?.throwIfAborted();
  const train = await drawPart({ seed, part: "train", from: 0, count: trainCount }, pause);
  const test = await drawPart({ seed, part: "test", from: 0, count: testCount }, (done) =>
    pause(trainCount + done),
  );
  return {
    train: train.set,
    test: test.set,
    trainFactors: train.factors,
    testFactors: test.factors,
    factorNames,
  };
}

/**
 * The true factors of the first `count` images of a part, without drawing them: row-major
 * `[count, factorNames.length]`, units as in {@link generateDigits}.
 * @throws UsageError for a seed or count out of range, and for another part
 */
export function digitFactors(seed: number, part: "train" | "test", count: number): Float32Array {
  checkArgument(seedSchema, seed, "digitFactors", "seed");
  checkArgument(z.enum(["train", "test"]), part, "digitFactors", "part");
  checkArgument(countSchema, count, "digitFactors", "count");
  const table = new Float32Array(count * factorNames.length);
  for (let index = 0; index < count; index++) {
    storeFactors(table, index, drawFactors(randomOfImage(seed, part, index)));
  }
  return table;
}

/** Every image has a sequence of its own; the factors are its first numbers. */
function randomOfImage(seed: number, part: "train" | "test", index: number): Random {
  return createRandom(seed, `digits/${part}/${index}`);
}

/** Some of the images that {@link generateDigits} draws. */
export interface DigitsPart {
  readonly seed: number;
  readonly part: "train" | "test";
  /** The first of them. */
  readonly from: number;
  readonly count: number;
}

/**
 * Draws images of one part, so that several can be at work.
 * @param pause is awaited after every {@link pauseEvery} images and after the last
 * @returns the images, and their true factors, row-major `[count, factorNames.length]`
 */
export async function drawPart(
  { seed, part, from, count }: DigitsPart,
  pause?: (done: number) => Promise<void>,
): Promise<{ readonly set: ImageSet; readonly factors: Float32Array }> {
  const size = imageSide * imageSide;
  const images = new Uint8Array(count * size);
  const labels = new Uint8Array(count);
  const factorTable = new Float32Array(count * factorNames.length);
  const hand = createHand();
  const path = createPath();
  const scratch = new Float64Array(size);
  for (let index = 0; index < count; index++) {
    const random = randomOfImage(seed, part, from + index);
    const factors = drawFactors(random);
    const aspect = skewedBell(random, 1.04, 0.17);
    writeDigit(path, chooseStyle(skeletons[factors.digit]!, random), hand, random);
    placeDigit(path, factors, aspect);
    rasterise(path, factors.thickness, random, scratch, images.subarray(index * size, (index + 1) * size));
    labels[index] = factors.digit;
    storeFactors(factorTable, index, factors);
    if ((index + 1) % pauseEvery === 0 || index + 1 === count) await pause?.(index + 1);
  }
  const set = { count, height: imageSide, width: imageSide, channels: 1, images, labels };
  return { set, factors: factorTable };
}

/** One of the styles, each as often as its weight says. */
function chooseStyle(styles: readonly Style[], random: Random): Style {
  let left = random.uniform() * styles.reduce((sum, style) => sum + style.weight, 0);
  for (const style of styles) {
    left -= style.weight;
    if (left < 0) return style;
  }
  return styles.at(-1)!;
}
