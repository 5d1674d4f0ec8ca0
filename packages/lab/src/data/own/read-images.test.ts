import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { beforeEach, describe, expect, test } from "vitest";
import { npyFile, plainPng, pngFile, writeFiles } from "../../../../../test/support/own-files.ts";
import { encodeIdx } from "../formats/idx.ts";
import { readImages } from "./read-images.ts";

const gray = { height: 2, width: 2, channels: 1 };
const rgb = { height: 2, width: 2, channels: 3 };
const bytes = Uint8Array.of(1, 1, 1, 1, 2, 2, 2, 2);
const colours = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

/** Writes a file and gives its path. */
async function file(name: string, content: Uint8Array | string): Promise<string> {
  await writeFiles(folder, { [name]: content });
  return join(folder, name);
}

test("images are read from every kind of file that may have them", async () => {
  const both = { ...gray, count: 2, images: bytes, names: ["0", "1"], areFiles: false };
  const npy = npyFile("|u1", [2, 2, 2], bytes);
  expect(await readImages(await file("a.npy", npy), gray)).toEqual(both);
  expect(await readImages(await file("a.npz", zipSync({ "any.npy": npy })), gray)).toEqual(both);
  const more = zipSync({ "images.npy": npy, "labels.npy": npyFile("|u1", [2], Uint8Array.of(1, 2)) });
  expect(await readImages(await file("b.npz", more), gray)).toEqual({ ...both, classes: ["1", "2"] });
  expect(await readImages(await file("a.idx3-ubyte", encodeIdx([2, 2, 2], bytes)), gray)).toEqual(both);
  const one = { ...gray, count: 1, images: bytes.slice(4), names: ["7.png"], areFiles: true };
  expect(await readImages(await file("7.png", plainPng(2)), gray)).toEqual(one);
});

test("a folder of PNG files may have subfolders; the names say so", async () => {
  await writeFiles(folder, { "a/10.png": plainPng(2), "a/9.png": plainPng(1) });
  expect(await readImages(folder, gray)).toEqual({
    ...gray,
    count: 2,
    images: bytes,
    names: ["a/9.png", "a/10.png"],
    areFiles: true,
    classes: ["a", "a"],
  });
  expect((await readImages(join(folder, "a"), gray)).names).toEqual(["9.png", "10.png"]);
});

describe("of data with parts", () => {
  const train = Uint8Array.of(...bytes, 3, 3, 3, 3);
  const numbered = { ...gray, areFiles: false };
  const test3 = { ...numbered, names: ["0", "1"], count: 2, images: bytes, part: "test" };
  const train3 = { ...numbered, names: ["0", "1", "2"], count: 3, images: train, part: "train" };
  const [trainNpy, testNpy] = [npyFile("|u1", [3, 2, 2], train), npyFile("|u1", [2, 2, 2], bytes)];
  const [trainIdx, testIdx] = [encodeIdx([3, 2, 2], train), encodeIdx([2, 2, 2], bytes)];

  test.each<[string, string, Record<string, Uint8Array>]>([
    ["Keras's .npz file", "a.npz", { "a.npz": zipSync({ "x_train.npy": trainNpy, "x_test.npy": testNpy }) }],
    [
      "MedMNIST's .npz file",
      "a.npz",
      {
        "a.npz": zipSync({
          "train_images.npy": trainNpy,
          "test_images.npy": testNpy,
          "val_images.npy": testNpy,
        }),
      },
    ],
    ["a folder of IDX files", "", { "train-images-idx3-ubyte": trainIdx, "t10k-images-idx3-ubyte": testIdx }],
    [
      "torchvision's folder",
      "",
      {
        "MNIST/raw/train-images-idx3-ubyte": trainIdx,
        "MNIST/raw/train-images-idx3-ubyte.gz": gzipSync(trainIdx),
        "MNIST/raw/t10k-images-idx3-ubyte": testIdx,
        "MNIST/raw/t10k-images-idx3-ubyte.gz": gzipSync(testIdx),
      },
    ],
  ])("%s, the test part is taken unless the other is asked for", async (_, path, files) => {
    await writeFiles(folder, files);
    expect(await readImages(join(folder, path), gray)).toEqual(test3);
    expect(await readImages(join(folder, path), gray, { part: "test" })).toEqual(test3);
    expect(await readImages(join(folder, path), gray, { part: "train" })).toEqual(train3);
  });

  test("a folder of pictures keeps the names, and reads no other part", async () => {
    await writeFiles(folder, {
      "train/a/1.png": "no picture",
      "test/a/1.png": plainPng(1),
      "test/b/1.png": plainPng(2),
    });
    const found = await readImages(folder, gray);
    expect(found).toEqual({
      ...{ ...gray, count: 2, images: bytes, names: ["test/a/1.png", "test/b/1.png"] },
      ...{ areFiles: true, classes: ["a", "b"], part: "test" },
    });
    await expect(readImages(folder, gray, { part: "train" })).rejects.toThrow(
      "train/a/1.png: expected a PNG file",
    );
  });

  test("a part that there is not is refused", async () => {
    const path = await file("a.npy", testNpy);
    await expect(readImages(path, gray, { part: "test" })).rejects.toThrow(
      `--part: ${path} has one part alone: leave --part out`,
    );
  });
});

test("gray images become RGB for a model of RGB", async () => {
  const threefold = [...new Array<number>(12).fill(1), ...new Array<number>(12).fill(2)];
  const fromArray = await readImages(await file("a.npy", npyFile("|u1", [2, 2, 2], bytes)), rgb);
  expect([fromArray.channels, [...fromArray.images]]).toEqual([3, threefold]);
  await writeFiles(folder, { "set/1.png": plainPng(1), "set/2.png": pngFile(2, 2, 3, colours) });
  expect([...(await readImages(join(folder, "set"), rgb)).images]).toEqual([
    ...new Array<number>(12).fill(1),
    ...colours,
  ]);
});

test("images of another size are scaled where that is wanted, and else refused", async () => {
  const large = npyFile("|u1", [1, 4, 4], new Uint8Array(16).fill(9));
  const path = await file("a.npy", large);
  await expect(readImages(path, gray)).rejects.toThrow(
    `${path}: expected images of 2 x 2 (gray), which the model takes, found 4 x 4 (gray); scale them with --resize`,
  );
  expect(await readImages(path, gray, { resize: true })).toMatchObject({
    ...gray,
    images: new Uint8Array(4).fill(9),
  });
  await writeFiles(folder, { "set/1.png": plainPng(1), "set/2.png": plainPng(2, 2, 5) });
  await expect(readImages(join(folder, "set"), gray)).rejects.toThrow(
    `${join(folder, "set", "2.png")}: expected 2 x 2 pixels, found 2 x 5; scale them with --resize`,
  );
  expect((await readImages(join(folder, "set"), gray, { resize: true })).images).toEqual(bytes);
});

test.each<[string, Uint8Array | string, string]>([
  [
    "a.png",
    pngFile(2, 2, 3, colours),
    "expected images of 2 x 2 (gray), which the model takes, found 2 x 2 (RGB); convert the images to gray",
  ],
  ["a.png", "a text", "a.png: expected a PNG file"],
  [
    "a.txt",
    "a text",
    "a.txt: expected a folder of IDX or PNG files, or a single IDX, PNG, .npy, .npz, .csv, .tsv or .parquet file, found another file",
  ],
  [
    "a.npz",
    zipSync({ "a.npy": bytes, "b.npy": bytes }),
    "or images (with labels), or one array alone, found a, b",
  ],
  ["a.npz", zipSync({}), "found no array"],
  ["a.idx3", encodeIdx([2], Uint8Array.of(1, 2)), "expected an IDX array of 3 dimensions, found 1"],
])("%s is refused (case %#)", async (name, content, message) => {
  await expect(readImages(await file(name, content), gray)).rejects.toThrow(message);
});

test("a path to nothing, and an empty folder, are refused", async () => {
  await expect(readImages(join(folder, "a.png"), gray)).rejects.toThrow(/a\.png: expected .*, found nothing/);
  await expect(readImages(folder, gray)).rejects.toThrow(
    "expected IDX files or PNG files, or a folder of them for each class, found nothing",
  );
});

test("an aborted signal stops it", async () => {
  await writeFiles(folder, { "1.png": plainPng(1) });
  await expect(readImages(folder, gray, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
});
