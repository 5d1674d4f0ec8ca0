import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import {
  classesOf,
  loadImages,
  plain,
  plainPng,
  valuesOf,
  writeFiles,
} from "../../../../../test/support/own-files.ts";
import { encodeIdx } from "../formats/idx.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("a folder of IDX files", () => {
  const images = (count: number, first = 0): Uint8Array => encodeIdx([count, 2, 2], plain(count, first));
  const labels = (...values: number[]): Uint8Array => encodeIdx([values.length], Uint8Array.from(values));

  test("has its parts and labels under the names that MNIST gave them, gzipped or not", async () => {
    await writeFiles(join(folder, "my.data"), {
      "train-images-idx3-ubyte.gz": gzipSync(images(4)),
      "train-labels-idx1-ubyte": labels(3, 200, 3, 10),
      "t10k-images-idx3-ubyte": images(2, 100),
      "t10k-labels.idx1-ubyte": labels(200, 3),
    });
    const path = join(folder, "my.data");
    const dataset = await loadImages(path);
    expect(dataset).toEqual({
      name: "my.data",
      title: "my.data",
      source: path,
      licence: "own data",
      classNames: ["3", "10", "200"],
      splitSeed: 1,
      train: {
        count: 4,
        height: 2,
        width: 2,
        channels: 1,
        images: plain(4),
        labels: Uint8Array.of(0, 2, 0, 1),
      },
      test: {
        count: 2,
        height: 2,
        width: 2,
        channels: 1,
        images: plain(2, 100),
        labels: Uint8Array.of(2, 0),
      },
      checksums: {
        "train-images-idx3-ubyte": sha256(images(4)),
        "train-labels-idx1-ubyte": sha256(labels(3, 200, 3, 10)),
        "t10k-images-idx3-ubyte": sha256(images(2, 100)),
        "t10k-labels.idx1-ubyte": sha256(labels(200, 3)),
      },
      origins: { train: { places: Int32Array.of(0, 1, 2, 3) }, test: { places: Int32Array.of(0, 1) } },
    });
  });

  test("may have one file of images under any name, without labels, and other files", async () => {
    const notices: string[] = [];
    await writeFiles(folder, { "photos.idx": images(5), "read me.txt": "hello" });
    const dataset = await loadImages(folder, { onNotice: (text) => notices.push(text) });
    expect(classesOf(dataset)).toEqual([0, 1, 2, 3, 4].map((value) => [value, undefined]));
    expect(dataset.train.labels).toBeUndefined();
    expect(dataset.classNames).toEqual([]);
    expect(notices).toEqual([]);
  });

  test("may have a test part alone, which is then split; labels of nothing are not used", async () => {
    const notices: string[] = [];
    await writeFiles(folder, {
      "t10k-images-idx3-ubyte": images(4),
      "t10k-labels-idx1-ubyte": labels(0, 1, 1, 0),
      "train-labels-idx1-ubyte": labels(1),
    });
    const dataset = await loadImages(folder, { onNotice: (text) => notices.push(text) });
    expect(classesOf(dataset)).toEqual([
      [0, "0"],
      [1, "1"],
      [2, "1"],
      [3, "0"],
    ]);
    expect(notices).toEqual([`${folder}: not used: train-labels-idx1-ubyte`]);
  });

  test("may have the same files packed beside them, in folders as torchvision makes them", async () => {
    const notices: string[] = [];
    const files = { "train-images-idx3-ubyte": images(4), "train-labels-idx1-ubyte": labels(0, 1, 1, 0) };
    const packed = Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)] as const);
    await writeFiles(join(folder, "MNIST", "raw"), { ...files, ...Object.fromEntries(packed) });
    const expected = await loadImages(join(folder, "MNIST", "raw"));
    expect(Object.keys(expected.checksums)).toEqual(Object.keys(files));
    for (const path of [folder, join(folder, "MNIST")]) {
      const dataset = await loadImages(path, { onNotice: (text) => notices.push(text) });
      expect([dataset.train, dataset.test, dataset.checksums]).toEqual([
        ...[expected.train, expected.test, expected.checksums],
      ]);
    }
    expect(notices).toEqual([]);
    // Older versions of torchvision put their own files beside raw.
    await writeFiles(join(folder, "MNIST", "processed"), { "training.pt": "x" });
    expect((await loadImages(join(folder, "MNIST"))).train).toEqual(expected.train);
  });

  test("may have a part for validation, which is left out, and said", async () => {
    const notices: string[] = [];
    await writeFiles(folder, {
      "train-images.idx3": images(3),
      "val-images.idx3": images(2, 50),
      "val-labels.idx1": labels(0, 1),
      "test-images.idx3": images(1, 9),
    });
    const dataset = await loadImages(folder, { onNotice: (text) => notices.push(text) });
    expect([valuesOf(dataset.train), valuesOf(dataset.test)]).toEqual([[0, 1, 2], [9]]);
    expect(notices).toEqual([
      `${folder}: not used: val-images.idx3, val-labels.idx1; the validation set is held out of the training images (--validation)`,
    ]);
  });

  test("may be packed, but not by more than their headers say", async () => {
    const bomb = Buffer.concat([images(4), Buffer.alloc(100_000_000)]);
    await writeFiles(folder, { "a.idx3.gz": gzipSync(bomb) });
    await expect(loadImages(folder)).rejects.toThrow(
      "a.idx3.gz: expected at most 32 bytes of uncompressed content, found more",
    );
    await writeFiles(folder, { "a.idx3.gz": gzipSync(Buffer.alloc(100_000_000)) });
    await expect(loadImages(folder)).rejects.toThrow(
      "expected IDX values of type unsigned byte (8), found unknown (0)",
    );
  });

  test("has test in a name as a word, not as a part of one", async () => {
    await writeFiles(folder, { "latest.idx3": images(3), "test.idx3": images(1, 9) });
    const { train, test: rest } = await loadImages(folder);
    expect([valuesOf(train), valuesOf(rest)]).toEqual([[0, 1, 2], [9]]);
  });

  test.each<[string, Record<string, Uint8Array>, string]>([
    [
      "labels alone",
      { "train-labels-idx1-ubyte": labels(1) },
      "expected an IDX file of training images, such as train-images-idx3-ubyte, found train-labels-idx1-ubyte",
    ],
    [
      "two files of images that cannot be told apart",
      { "a.idx3": images(3), "b.idx3": images(3) },
      "expected one IDX file of training images, found 2: a.idx3, b.idx3",
    ],
    [
      "two files of labels",
      { "a.idx3": images(3), "a.idx1": labels(1), "b.idx1": labels(1) },
      "expected one IDX file of training labels, found 2: a.idx1, b.idx1",
    ],
    [
      "a packed file of other content beside it",
      { "a.idx3": images(3), "a.idx3.gz": gzipSync(images(4)) },
      "expected a.idx3 and a.idx3.gz to have the same content, found two; remove one of them",
    ],
    [
      "labels of another number",
      { "a.idx3": images(3), "a.idx1": labels(1, 2) },
      "a.idx1: expected 3 labels, found 2",
    ],
    [
      "an array that is no images",
      { "a.idx3": labels(1) },
      "a.idx3: expected an IDX array of 3 dimensions, found 1",
    ],
    ["no images", { "a.idx3": images(0) }, "a.idx3: expected images, found 0 x 2 x 2"],
    ["a file that is cut off", { "a.idx3": images(3).slice(0, -1) }, "(the file is cut off)"],
    [
      "PNG files beside them",
      { "a.idx3": images(3), "b.png": plainPng(1) },
      "expected IDX files or PNG files, found both: a.idx3 and b.png",
    ],
    [
      "a test part of another size",
      {
        "train-images.idx3-ubyte": images(3),
        "test-images.idx3-ubyte": encodeIdx([1, 1, 2], Uint8Array.of(1, 2)),
      },
      "expected test images like the training images, 2 x 2 (gray), found 1 x 2 (gray)",
    ],
    ["fewer images than can be split", { "a.idx3": images(2) }, "expected at least 3 images, found 2"],
    [
      "too few training images",
      { "train-idx3": images(1), "test-idx3": images(1) },
      "expected at least 2 training images, found 1",
    ],
  ])("with %s is refused", async (_, files, message) => {
    await writeFiles(folder, files);
    await expect(loadImages(folder)).rejects.toThrow(message);
  });
});
