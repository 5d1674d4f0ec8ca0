import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { describe, expect, test } from "vitest";
import { tinyModel } from "../../../../../test/support/programs.ts";
import { sampleImages } from "../../../../../test/support/sample-images.ts";
import { type KnownData, requireSameData, sha256OfDataset } from "./data-identity.ts";

const model = tinyModel();
const train = { ...sampleImages(model, 20, 1), labels: new Uint8Array(20).fill(1) };
const test_ = { ...sampleImages(model, 6, 2), labels: new Uint8Array(6) };
const dataset: Dataset = {
  ...{ name: "bars", title: "bars", source: "/data/bars", licence: "own data", classNames: ["a", "b"] },
  ...{ train, test: test_, splitSeed: 1 },
  checksums: { "train-idx3": "a".repeat(64), "test-idx3": "b".repeat(64) },
};
const image = { height: train.height, width: train.width, channels: train.channels };
const splits = { train: 15, validation: 5, test: 6 };
const recorded: KnownData = {
  ...{ name: "bars", image, splits, checksums: dataset.checksums },
  sha256: sha256OfDataset(dataset),
};
const { sha256: _, ...unrecorded } = recorded;

const changedPixel = (): Uint8Array => {
  const images = train.images.slice();
  images[7] = (images[7] as number) ^ 1;
  return images;
};

describe("the checksum of a data set", () => {
  test("does not depend on what it and its files are called", () => {
    const moved = { ...dataset, name: "x", title: "x", source: "/y", checksums: { other: "c".repeat(64) } };
    expect(sha256OfDataset(moved)).toBe(sha256OfDataset(dataset));
  });

  test.each<[string, Partial<Dataset>]>([
    ["a pixel", { train: { ...train, images: changedPixel() } }],
    ["a label", { train: { ...train, labels: new Uint8Array(20) } }],
    ["the lack of labels", { train: sampleImages(model, 20, 1) }],
    ["the shape of images", { train: { ...train, height: 1, width: 25 } }],
    ["the name of a class", { classNames: ["a", "c"] }],
    ["the seed of the splits", { splitSeed: 2 }],
    ["which part is which", { train: test_, test: train }],
  ])("depends on %s", (_, changed) => {
    expect(sha256OfDataset({ ...dataset, ...changed })).not.toBe(sha256OfDataset(dataset));
  });
});

describe("data that are not those from before are refused", () => {
  test.each([
    ["recorded", recorded],
    ["known by their files alone", unrecorded],
  ])("%s, not where they are the same", (_, before) => {
    requireSameData(dataset, before);
    const renamed = { ...dataset, checksums: { moved: "a".repeat(64), other: "b".repeat(64) } };
    requireSameData(renamed, before);
  });

  const files = { ...dataset.checksums, "t10k-idx3": "c".repeat(64) };
  test.each<[string, KnownData, Dataset, string]>([
    [
      "a file of other content",
      unrecorded,
      { ...dataset, checksums: { ...dataset.checksums, "test-idx3": "d".repeat(64) } },
      `test-idx3: expected SHA-256 ${"b".repeat(64)}, found ${"d".repeat(64)}`,
    ],
    [
      "a file that is missing",
      unrecorded,
      { ...dataset, checksums: { "train-idx3": "a".repeat(64) } },
      "test-idx3 is missing",
    ],
    ["a file that was added", unrecorded, { ...dataset, checksums: files }, "t10k-idx3 was not among them"],
    [
      "a file that was added, by content",
      recorded,
      { ...dataset, checksums: files, test: train },
      "t10k-idx3 was not among them; expected 6 test images, found 20",
    ],
    [
      "other sizes",
      unrecorded,
      { ...dataset, train: { ...train, height: 1, width: 25 } },
      "expected images of 5 x 5 (gray), found images of 1 x 25 (gray)",
    ],
    [
      "a pixel, with the checksums of files as they were",
      recorded,
      { ...dataset, train: { ...train, images: changedPixel() } },
      `expected content with SHA-256 ${recorded.sha256}, found `,
    ],
  ])("%s", (_, before, now, message) => {
    const check = (): void => requireSameData(now, before);
    expect(check).toThrow(`bars: the data are not those that this run was trained on: ${message}`);
    expect(check).toThrow("Name the data as they were with --dataset PATH, or begin anew");
  });
});
