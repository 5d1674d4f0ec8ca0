import type { ImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { seenProgram } from "../seen-program.ts";
import { edges, smoothedTwice } from "./edges.ts";

const shape: ImageShape = { height: 8, width: 8, channels: 1 };

/** What is made of images `[N, height, width, channels]`: a row an image. */
async function rowsOf(
  make: (seen: Value, shape: ImageShape) => Value,
  images: Float32Array,
  of: ImageShape,
): Promise<readonly (readonly number[])[]> {
  const { inputs, outputs } = seenProgram(of, (seen) => new Map([["made", make(seen, of)]]));
  const size = of.height * of.width * of.channels;
  const given = { shape: [images.length / size, size], data: [...images] };
  const [made] = await evaluate([outputs[0]!.value], new Map([[inputs[0]!.value, given]]));
  const { shape: found, data } = made!;
  const [rows, columns] = found as readonly [number, number];
  return Array.from({ length: rows }, (_, row) => data.slice(row * columns, (row + 1) * columns));
}

/** Of the maps of an image whose directions are along its sides, `[right, left, bottom, top]`, the sums. */
async function strengths(image: Float32Array, of = shape): Promise<readonly number[]> {
  const [row] = await rowsOf(edges, image, of);
  const size = row!.length / 8;
  return [0, 4, 2, 6].map((map) =>
    row!.slice(map * size, (map + 1) * size).reduce((sum, value) => sum + value, 0),
  );
}

test("a bright half rises to its own side", async () => {
  const odd = { height: 9, width: 9, channels: 1 };
  const right = Float32Array.from({ length: 81 }, (_, at) => Number(at % 9 > 4));
  const [toRight, toLeft, toBottom, toTop] = await strengths(right, odd);
  expect(toRight).toBeGreaterThan(1);
  // The smoothed image fades at the black around it: a little to the left, and as much at the bottom as at the top.
  expect(toLeft).toBeLessThan(toRight! / 4);
  expect(toBottom).toBeCloseTo(toTop!, 6);
  expect((await strengths(right.toReversed(), odd))[1]).toBeCloseTo(toRight!, 6);
});

test.each([
  { sizes: { height: 5, width: 7, channels: 2 }, kept: 3 * 4 },
  { sizes: { height: 4, width: 6, channels: 3 }, kept: 2 * 3 },
  { sizes: { height: 1, width: 2, channels: 1 }, kept: 1 },
])("of $sizes a map has every second row and column", async ({ sizes, kept }) => {
  const size = sizes.height * sizes.width * sizes.channels;
  const rows = await rowsOf(edges, new Float32Array(3 * size), sizes);
  expect(rows.map(({ length }) => length)).toEqual(new Array(3).fill(8 * kept * sizes.channels));
});

test("images and channels do not mix", async () => {
  const two = { ...shape, channels: 2 };
  const images = new Float32Array(2 * 128);
  // Only the second channel of the second image is not black.
  for (let at = 0; at < 64; at++) images[128 + 2 * at + 1] = Number(at % 8 >= 4);
  const [first, second] = await rowsOf(edges, images, two);
  expect(first!.every((value) => value === 0)).toBe(true);
  // Direction by direction, and of each the first channel before the second.
  const isSecond = (at: number): boolean => Math.floor(at / 16) % 2 === 1;
  expect(second!.some((value, at) => value > 0 && !isSecond(at))).toBe(false);
  const [alone] = await rowsOf(
    edges,
    images.subarray(128).filter((_, at) => at % 2 === 1),
    shape,
  );
  expect(alone!.some((value) => value > 0)).toBe(true);
  expect(second!.filter((_, at) => isSecond(at))).toEqual(alone);
});

test("an image of two pixels has no edges", async () => {
  const small = { height: 2, width: 2, channels: 1 };
  expect(await strengths(Float32Array.of(0, 1, 1, 0), small)).toEqual([0, 0, 0, 0]);
});

test("a slope is shared out to the two nearest directions, and to none that is 45 degrees away", async () => {
  const large = { height: 21, width: 21, channels: 1 };
  const slope = async (degrees: number): Promise<readonly number[]> => {
    const angle = (degrees * Math.PI) / 180;
    const image = Float32Array.from(
      { length: 441 },
      (_, at) =>
        0.5 + 0.02 * ((at % 21) - 10) * Math.cos(angle) + 0.02 * (Math.floor(at / 21) - 10) * Math.sin(angle),
    );
    const [row] = await rowsOf(edges, image, large);
    // The middle, where the black around it does not reach.
    return Array.from({ length: 8 }, (_, map) => row![(map * row!.length) / 8 + 5 * 11 + 5]!);
  };
  for (const degrees of [0, 20, 45, 100, 200, 359]) {
    const rise = 0.04;
    const expected = Array.from({ length: 8 }, (_, map) => {
      const between = Math.cos(((degrees - 45 * map) * Math.PI) / 180);
      return Math.max(0, rise * (between - Math.SQRT1_2));
    });
    (await slope(degrees)).forEach((found, map) => void expect(found).toBeCloseTo(expected[map]!, 5));
  }
});

test("a bright pixel spreads as the binomial filter says, twice, and not over the edge", async () => {
  const small = { height: 3, width: 4, channels: 1 };
  // Of (0, 1, 0) and (0, 1, 0, 0), four times each, (4, 6, 4) and (4, 6, 4, 1).
  const image = new Float32Array(12);
  image[5] = 256;
  expect(await rowsOf(smoothedTwice, image, small)).toEqual([[16, 24, 16, 4, 24, 36, 24, 6, 16, 24, 16, 4]]);
  // Of (0, 0, 1) and (0, 0, 0, 1) likewise (1, 4, 5) and (0, 1, 4, 5): what has left the image does not come back.
  const corner = new Float32Array(12);
  corner[11] = 256;
  expect(await rowsOf(smoothedTwice, corner, small)).toEqual([[0, 1, 4, 5, 0, 4, 16, 20, 0, 5, 20, 25]]);
});

test("smoothed images and their channels do not mix", async () => {
  const two = { height: 1, width: 2, channels: 2 };
  const images = Float32Array.of(4, 0, 0, 8, 0, 0, 0, 0);
  // The first channel, then the second.
  expect(await rowsOf(smoothedTwice, images, two)).toEqual([
    [0.3125, 0.25, 0.5, 0.625],
    [0, 0, 0, 0],
  ]);
});
