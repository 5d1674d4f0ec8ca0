import { expect, test } from "vitest";
import { edges } from "./edges.ts";

const shape = { height: 8, width: 8, channels: 1 };

/** Of the maps of an image whose directions are along its sides, `[right, left, bottom, top]`, the sums. */
function strengths(image: Float32Array, of = shape): readonly number[] {
  const { columns, data } = edges(image, of);
  const size = columns / 8;
  return [0, 4, 2, 6].map((map) =>
    data.subarray(map * size, (map + 1) * size).reduce((sum, value) => sum + value, 0),
  );
}

test("a bright half rises to its own side", () => {
  const odd = { height: 9, width: 9, channels: 1 };
  const right = Float32Array.from({ length: 81 }, (_, at) => Number(at % 9 > 4));
  const [toRight, toLeft, toBottom, toTop] = strengths(right, odd);
  expect(toRight).toBeGreaterThan(1);
  // The smoothed image fades at the black around it: a little to the left, and as much at the bottom as at the top.
  expect(toLeft).toBeLessThan(toRight! / 4);
  expect(toBottom).toBeCloseTo(toTop!, 6);
  expect(strengths(right.toReversed(), odd)[1]).toBeCloseTo(toRight!, 6);
});

test("a map has every second row and column", () => {
  const odd = { height: 5, width: 7, channels: 2 };
  expect(edges(new Float32Array(3 * 70), odd)).toMatchObject({ rows: 3, columns: 8 * 3 * 4 * 2 });
});

test("images and channels do not mix", () => {
  const two = { ...shape, channels: 2 };
  const images = new Float32Array(2 * 128);
  // Only the second channel of the second image is not black.
  for (let at = 0; at < 64; at++) images[128 + 2 * at + 1] = Number(at % 8 >= 4);
  const { columns, data } = edges(images, two);
  expect(data.subarray(0, columns).every((value) => value === 0)).toBe(true);
  const second = data.subarray(columns);
  expect(second.some((value, at) => value > 0 && at % 2 === 0)).toBe(false);
  const alone = edges(
    images.subarray(128).filter((_, at) => at % 2 === 1),
    shape,
  );
  expect([...second.filter((_, at) => at % 2 === 1)]).toEqual([...alone.data]);
});

test("an image of two pixels has no edges", () => {
  expect(strengths(Float32Array.of(0, 1, 1, 0), { height: 2, width: 2, channels: 1 })).toEqual([0, 0, 0, 0]);
});

test("a slope is shared out to the two nearest directions, and to none that is 45 degrees away", () => {
  const large = { height: 21, width: 21, channels: 1 };
  const slope = (degrees: number): readonly number[] => {
    const angle = (degrees * Math.PI) / 180;
    const image = Float32Array.from(
      { length: 441 },
      (_, at) =>
        0.5 + 0.02 * ((at % 21) - 10) * Math.cos(angle) + 0.02 * (Math.floor(at / 21) - 10) * Math.sin(angle),
    );
    const { columns, data } = edges(image, large);
    // The middle, where the black around it does not reach.
    return Array.from({ length: 8 }, (_, map) => data[(map * columns) / 8 + 5 * 11 + 5]!);
  };
  for (const degrees of [0, 20, 45, 100, 200, 359]) {
    const rise = 0.04;
    const expected = Array.from({ length: 8 }, (_, map) => {
      const between = Math.cos(((degrees - 45 * map) * Math.PI) / 180);
      return Math.max(0, rise * (between - Math.SQRT1_2));
    });
    slope(degrees).forEach((found, map) => void expect(found).toBeCloseTo(expected[map]!, 5));
  }
});
