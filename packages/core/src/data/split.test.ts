import { expect, test } from "vitest";
import { tinyDataset } from "../../../../test/support/tiny-dataset.ts";
import type { Dataset } from "./image-set.ts";
import { splitDataset } from "./split.ts";

const { entry, train, test: testSet } = tinyDataset([]);
const dataset: Dataset = { ...entry, train, test: testSet, checksums: {} };

test("the last training images are the validation set, as views", () => {
  const splits = splitDataset(dataset, { validation: 2 });
  expect([splits.train.count, splits.validation.count, splits.test]).toEqual([4, 2, dataset.test]);
  expect(splits.train.images).toEqual(train.images.subarray(0, 64));
  expect(splits.validation.images).toEqual(train.images.subarray(64));
  expect([...(splits.validation.labels ?? [])]).toEqual([1, 2]);
  expect(splits.validation.images.buffer).toBe(train.images.buffer);
});

test("none may be held out, and all but one", () => {
  expect(splitDataset(dataset, { validation: 0 }).validation.count).toBe(0);
  expect(splitDataset(dataset, { validation: 0 }).train.count).toBe(6);
  expect(splitDataset(dataset, { validation: 5 }).train.count).toBe(1);
});

test.each([6, 7, -1, 1.5, Number.NaN])("%d is refused", (count) => {
  expect(() => splitDataset(dataset, { validation: count })).toThrow(/from 0 to 5 .*found/);
});

test("where the order is not as published, the validation set is drawn by seed, with its labels", () => {
  const images = Uint8Array.from({ length: 100 }, (_, index) => index);
  const sorted = { count: 100, height: 1, width: 1, channels: 1, images, labels: images.map((i) => i >> 4) };
  const own = { ...dataset, train: sorted, splitSeed: 1 };
  const { validation, train: rest, test: published } = splitDataset(own, { validation: 10 });
  expect([...validation.images]).toEqual([8, 21, 24, 25, 27, 28, 59, 77, 79, 82]);
  expect(validation.labels).toEqual(validation.images.map((i) => i >> 4));
  expect([...rest.images]).toEqual([...images].filter((index) => !validation.images.includes(index)));
  expect(published).toBe(testSet);
  expect(splitDataset(own, { validation: 10 })).toEqual(splitDataset(own, { validation: 10 }));
  expect(splitDataset({ ...own, splitSeed: 2 }, { validation: 10 }).validation).not.toEqual(validation);
  expect(splitDataset(own, { validation: 0 }).train.images).toEqual(images);
});

test("the first images that are not held out can be all that is trained on", () => {
  const { train: kept, validation, test: published } = splitDataset(dataset, { validation: 2, train: 3 });
  expect(kept.images).toEqual(train.images.subarray(0, 48));
  expect(validation.images).toEqual(train.images.subarray(64));
  expect(published).toBe(testSet);
  expect(splitDataset(dataset, { validation: 2, train: 4 })).toEqual(
    splitDataset(dataset, { validation: 2 }),
  );
});

test.each([0, 5, 1.5])("%d images to train on are refused where 4 are left", (count) => {
  expect(() => splitDataset(dataset, { validation: 2, train: count })).toThrow(
    /^trainingImages: expected a whole number from 1 to 4 \(.* 6 training images, of which 2 are held out\), found/,
  );
});

test("where the order is not as published, the images to train on are drawn by seed, the validation set unchanged", () => {
  const images = Uint8Array.from({ length: 100 }, (_, index) => index);
  const sorted = { count: 100, height: 1, width: 1, channels: 1, images, labels: images.map((i) => i >> 4) };
  const own = { ...dataset, train: sorted, splitSeed: 1 };
  const { validation, train: kept } = splitDataset(own, { validation: 10, train: 30 });
  expect(validation).toEqual(splitDataset(own, { validation: 10 }).validation);
  expect(kept.count).toBe(30);
  expect(new Set(kept.labels).size).toBeGreaterThan(4);
  expect([...kept.images].filter((index) => validation.images.includes(index))).toEqual([]);
});
