import { expect, test } from "vitest";
import { chooseExamples } from "./examples.ts";

test("takes the first image of each class, then the second of each", () => {
  const labels = Uint8Array.of(2, 2, 0, 1, 2, 1, 0);
  expect(chooseExamples({ count: 7, labels }, 3)).toEqual([2, 3, 0]);
  expect(chooseExamples({ count: 7, labels }, 5)).toEqual([2, 3, 0, 6, 5]);
});

test("takes what there is, and the first images where there are no labels", () => {
  expect(chooseExamples({ count: 2, labels: Uint8Array.of(1, 0) }, 10)).toEqual([1, 0]);
  expect(chooseExamples({ count: 20 }, 3)).toEqual([0, 1, 2]);
});
