import { expect, test } from "vitest";
import { goldenSplits } from "../../../../../test/support/golden-digits.ts";
import { accuracyOf, classCount, confusionCounts } from "./classification.ts";

const labels = Uint8Array.of(0, 0, 1, 2);
const found = Uint8Array.of(0, 2, 1, 1);

test("accuracy is the share of classes that were found", () => expect(accuracyOf(found, labels)).toBe(0.5));

test("rows of the confusion are classes, columns what was found", () => {
  expect(confusionCounts(found, labels, 3)).toEqual([
    [1, 0, 1],
    [0, 1, 0],
    [0, 1, 0],
  ]);
});

test("classes are counted over all splits", () => {
  const splits = goldenSplits(100);
  expect(classCount(splits)).toBe(10);
  const test = { ...splits.test, labels: splits.test.labels!.with(3, 12) };
  expect(classCount({ ...splits, test })).toBe(13);
});
