import { expect, test } from "vitest";
import { tinyDataset } from "../../test/support/tiny-dataset.ts";
import type { Dataset } from "./image-set.ts";
import { splitDataset } from "./split.ts";

const { entry, train, test: testSet } = tinyDataset([]);
const dataset: Dataset = { ...entry, train, test: testSet, checksums: {} };

test("the last training images are the validation set, as views", () => {
  const splits = splitDataset(dataset, 2);
  expect([splits.train.count, splits.validation.count, splits.test]).toEqual([4, 2, dataset.test]);
  expect(splits.train.images).toEqual(train.images.subarray(0, 64));
  expect(splits.validation.images).toEqual(train.images.subarray(64));
  expect([...(splits.validation.labels ?? [])]).toEqual([1, 2]);
  expect(splits.validation.images.buffer).toBe(train.images.buffer);
});

test("none may be held out, and all but one", () => {
  expect(splitDataset(dataset, 0).validation.count).toBe(0);
  expect(splitDataset(dataset, 0).train.count).toBe(6);
  expect(splitDataset(dataset, 5).train.count).toBe(1);
});

test.each([6, 7, -1, 1.5, Number.NaN])("%d is refused", (count) => {
  expect(() => splitDataset(dataset, count)).toThrow(/from 0 to 5 .*found/);
});
