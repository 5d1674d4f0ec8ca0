import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { npyFile, writeFiles } from "../../../../../test/support/own-files.ts";
import { loadOwnDataset } from "./load-own.ts";
import type { OwnDataOptions } from "./own-data.ts";
import { readImages } from "./read-images.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

async function load(
  file: Uint8Array,
  name = "set.npy",
  options: OwnDataOptions = {},
): Promise<Dataset<Samples>> {
  await writeFiles(folder, { [name]: file });
  return loadOwnDataset(join(folder, name), options);
}

/** Rows `[index, -index / 2, 1e6]`. */
const numbers = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => [index, -index / 2, 1e6]).flat();

describe("floats [N, D] are rows of numbers", () => {
  test.each([
    ["<f4", Float32Array.from(numbers(20))],
    ["<f8", Float64Array.from(numbers(20))],
  ])("of type %s, split as images are", async (descr, values) => {
    const dataset = await load(npyFile(descr, [20, 3], values));
    const { train, test: held, splitSeed, split } = dataset as Dataset<RowSet>;
    expect([train, held].map(({ kind, count, columns }) => [kind, count, columns])).toEqual([
      ["row", 18, 3],
      ["row", 2, 3],
    ]);
    expect([splitSeed, split]).toEqual([1, "2 of 20 rows held out for testing, drawn with seed 1"]);
    expect(Object.keys(dataset.checksums)).toEqual(["set.npy"]);
    const splits = splitDataset(dataset as Dataset<RowSet>, { validation: 4, train: 10 });
    const firsts = ({ values: of, count }: RowSet): number[] =>
      Array.from({ length: count }, (_, row) => of[3 * row] as number);
    const all = [splits.train, splits.validation, splits.test].map(firsts);
    expect(all.map(({ length }) => length)).toEqual([10, 4, 2]);
    expect(new Set(all.flat()).size).toBe(16);
    const [row = 0] = firsts(splits.train);
    expect([...splits.train.values.subarray(0, 3)]).toEqual([row, -row / 2, 1e6]);
  });

  test("and may have labels and a test part", async () => {
    const part = (count: number): Uint8Array => npyFile("<f4", [count, 3], Float32Array.from(numbers(count)));
    const labels = (...of: number[]): Uint8Array => npyFile("|u1", [of.length], Uint8Array.from(of));
    const files = { x_train: part(4), y_train: labels(7, 3, 7, 3), x_test: part(1), y_test: labels(3) };
    const zipped = zipSync(
      Object.fromEntries(Object.entries(files).map(([name, file]) => [`${name}.npy`, file])),
    );
    const { train, test: held, classNames } = await load(zipped, "set.npz");
    expect(classNames).toEqual(["3", "7"]);
    expect([train.labels, held.labels]).toEqual([Uint8Array.of(1, 0, 1, 0), Uint8Array.of(0)]);
  });

  test.each<[string, string, readonly number[], ArrayBufferView<ArrayBuffer>, string]>([
    [
      "NaN",
      "<f4",
      [3, 2],
      Float32Array.of(0, 1, 2, 3, 4, Number.NaN),
      "set.npy: expected finite numbers, found NaN in row 2, column 1 (the first is 0); leave out the rows",
    ],
    [
      "infinity",
      "<f8",
      [2, 3],
      Float64Array.of(0, 1, 2, Number.NEGATIVE_INFINITY, 4, 5),
      "set.npy: expected finite numbers, found -Infinity in row 1, column 0 (the first is 0); leave out",
    ],
    [
      "a number beyond float32",
      "<f8",
      [2, 1],
      Float64Array.of(0, 1e300),
      "found 1e+300 in row 1, column 0 (the first is 0); float32 does not hold it: scale the column",
    ],
    ["no columns", "<f4", [3, 0], new Float32Array(), "set.npy: expected rows, found none in shape [3, 0]"],
    ["too few rows", "<f4", [2, 1], Float32Array.of(1, 2), "expected at least 3 rows, found 2"],
  ])("but not with %s", async (_, descr, shape, data, message) => {
    await expect(load(npyFile(descr, shape, data))).rejects.toThrow(message);
  });

  test("nor beside a test part of another kind", async () => {
    const rows = npyFile("<f4", [3, 4], new Float32Array(12));
    const images = npyFile("|u1", [3, 2, 2], new Uint8Array(12));
    await expect(load(zipSync({ "x_train.npy": rows, "x_test.npy": images }), "set.npz")).rejects.toThrow(
      "expected test rows like the training rows, 4 columns, found images of 2 x 2 (gray)",
    );
  });

  test("and are refused where there must be images", async () => {
    const file = npyFile("<f4", [20, 3], Float32Array.from(numbers(20)));
    const words = "expected images, found rows of 3 columns";
    const imageSize = { height: 2, width: 2 };
    await expect(load(file, "set.npy", { imageSize })).rejects.toThrow(`set.npy: --image-size: ${words}`);
    const path = join(folder, "set.npy");
    const shape = { ...imageSize, channels: 1 };
    await expect(readImages(path, shape)).rejects.toThrow(
      `${path}: expected images of 2 x 2 (gray), which the model takes, found rows of 3 columns`,
    );
  });
});

describe("a kind that is asked for", () => {
  const series = Float32Array.from({ length: 24 }, (_, at) => at);

  test("makes series of three axes, and of two those of one channel", async () => {
    const { train } = await load(npyFile("<f4", [4, 3, 2], series), "set.npy", { samples: "series" });
    expect(train).toMatchObject({ kind: "series", steps: 3, channels: 2, count: 3 });
    const single = (await load(npyFile("<f4", [4, 6], series), "set.npy", { samples: "series" })).train;
    expect(single).toMatchObject({ kind: "series", steps: 6, channels: 1, count: 3 });
  });

  test("makes rows of integers", async () => {
    const file = npyFile("<i4", [4, 6], Int32Array.from(series));
    const { train } = await load(file, "set.npy", { samples: "row" });
    expect(train).toMatchObject({ kind: "row", columns: 6 });
    await expect(load(file)).rejects.toThrow("or asked for by --samples row");
  });

  test("is refused where the axes are others, by what it needs", async () => {
    await expect(load(npyFile("<f4", [4, 3, 2], series), "set.npy", { samples: "row" })).rejects.toThrow(
      "set.npy: expected rows of shape [N, columns], found shape [4, 3, 2]",
    );
    await expect(load(npyFile("<f4", [4, 3, 2], series))).rejects.toThrow(
      "series of numbers are asked for by --samples series",
    );
  });
});
