import { expect, test } from "vitest";
import { classMedians, spreadApart } from "./class-labels.ts";

test("a class stands at the median of its points, which an outlier does not move", () => {
  const points = Float32Array.of(0, 0, 1, 10, 900, 20, 5, 5, 7, 6);
  const medians = classMedians(points, Uint8Array.of(3, 3, 3, 0, 0));
  expect(medians.get(3)).toEqual([1, 10]);
  expect(medians.get(0)).toEqual([6, 5.5]);
  expect(medians.size).toBe(2);
});

test("words that lie on one another are moved apart, others stay, and none leaves the box", () => {
  const box = { left: 0, top: 0, width: 100, height: 100 };
  const word = (name: string, x: number, y: number) => ({ name, x, y, width: 20 });
  const placed = spreadApart(
    [word("a", 50, 50), word("b", 55, 52), word("c", 10, 51), word("d", 99, 98)],
    15,
    box,
  );
  const at = (name: string): readonly number[] => {
    const { x = 0, y = 0 } = placed.find((one) => one.name === name) ?? {};
    return [x, y];
  };
  expect(at("a")).toEqual([50, 50]);
  expect(at("b")).toEqual([55, 67]);
  expect(at("c")).toEqual([10, 51]);
  expect(at("d")).toEqual([90, 92.5]);
});
