import { expect, test } from "vitest";
import { edges } from "./edges.ts";

const shape = { height: 8, width: 8, channels: 1 };

/** Of the four maps of an image, `[right, left, bottom, top]`, the sums. */
function strengths(image: Float32Array, of = shape): readonly number[] {
  const { columns, data } = edges(image, of);
  const size = columns / 4;
  return [0, 1, 2, 3].map((map) =>
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
  expect(edges(new Float32Array(3 * 70), odd)).toMatchObject({ rows: 3, columns: 4 * 3 * 4 * 2 });
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
