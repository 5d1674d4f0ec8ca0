import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeEach, describe, expect, test } from "vitest";
import { npyFile, plain, plainPng, writeFiles } from "../../../../../test/support/own-files.ts";
import { encodeIdx } from "../formats/idx.ts";
import { loadDataset } from "../load.ts";
import type { Format, FoundData } from "./format.ts";
import { formatOfFile, formats, readable } from "./formats.ts";
import { isDataPath } from "./load-own.ts";
import { numbered } from "./own-data.ts";
import { readImages } from "./read-images.ts";

const shape = { height: 2, width: 2, channels: 1 };
const bytes = plain(5);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

const table = (delimiter: string): Uint8Array =>
  new TextEncoder().encode(
    ["x,w", "4,a", "2,b", "7,a", "1,b", "1,a", ""].join("\n").replaceAll(",", delimiter),
  );

/** Five samples of each format: the files of a folder, the first of which is enough by itself where one is. */
const examples: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>> = {
  idx: { "five.idx3-ubyte": encodeIdx([5, 2, 2], bytes) },
  png: Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`${index}.png`, plainPng(index)])),
  npy: { "five.npy": npyFile("|u1", [5, 2, 2], bytes) },
  csv: { "five.csv": table(",") },
  tsv: { "five.tsv": table("\t") },
  parquet: {
    "five.parquet": new Uint8Array(
      parquetWriteBuffer({ columnData: [{ name: "x", data: [4, 2, 7, 1, 1], type: "INT32" }] }),
    ),
  },
  npz: { "five.npz": zipSync({ "images.npy": npyFile("|u1", [5, 2, 2], bytes) }) },
};

describe.each(formats.kinds.map((format) => [format.name, format] as const))("%s", (name, format) => {
  const files = examples[name] ?? {};
  const [first = ""] = Object.keys(files);

  test("says what it is", () => {
    expect(formatOfFile(first, "images")).toBe(format);
    expect(formatOfFile(first, "data set")).toBe(format.single === "data set" ? format : undefined);
    expect(readable("images")).toContain(format.title);
    expect(format.about).not.toBe("");
  });

  test.each(["README.md", "docs/api.md"])("is named in %s", async (page) => {
    expect(await readFile(page, "utf8")).toContain(format.title);
  });

  test("is read from one file", async () => {
    await writeFiles(folder, files);
    if (!format.isTable) {
      const { images, count } = await readImages(join(folder, first), shape);
      expect([...images]).toEqual([...bytes.subarray(0, 4 * count)]);
    }
    const loading = loadDataset(join(folder, first));
    if (format.single === "images") await expect(loading).rejects.toThrow("found another file");
    else expect([(await loading).train.count, (await loading).test.count]).toEqual([4, 1]);
  });

  test("is read from a folder, or refused there", async () => {
    await writeFiles(folder, files);
    if (format.inFolder === undefined) {
      await expect(loadDataset(folder)).rejects.toThrow(`or a folder of them for each class, found ${first}`);
      return;
    }
    const dataset = await loadDataset(folder);
    expect([dataset.train.count, dataset.test.count]).toEqual([4, 1]);
    expect([...(await readImages(folder, shape)).images]).toEqual([...bytes]);
  });
});

test("what can be read is said by the table", () => {
  expect([readable("data set"), readable("images")]).toEqual([
    "a folder of IDX or PNG files, or a single .npy, .npz, .csv, .tsv or .parquet file",
    "a folder of IDX or PNG files, or a single IDX, PNG, .npy, .npz, .csv, .tsv or .parquet file",
  ]);
});

test("a format of one's own is read as those are, until it is taken away", async () => {
  const raw: Format = {
    ...{ name: "raw", title: ".raw", about: "bytes of 2 x 2 images", fields: {}, single: "data set" },
    isFile: (name) => name.endsWith(".raw"),
    openFile: async (source, name): Promise<FoundData> => {
      const content = await source.read(name, { maximumBytes: 100 });
      const samples = { ...shape, count: content.bytes.length / 4, images: content.bytes };
      return {
        readAll: async () => ({ train: { samples }, checksums: { [name]: content.sha256 } }),
        train: async () => numbered(samples),
      };
    },
    inFolder: {
      words: "a .raw file",
      open: async (source, options) => {
        const name = (await source.list("")).files.find(raw.isFile);
        return name === undefined ? undefined : raw.openFile(source, name, options);
      },
    },
  };
  await writeFiles(folder, { "five.raw": bytes });
  const path = join(folder, "five.raw");
  const remove = formats.register(raw);
  try {
    expect(await isDataPath("five.raw")).toBe(true);
    expect(readable("data set")).toBe(
      "a folder of IDX, PNG or .raw files, or a single .npy, .npz, .csv, .tsv, .parquet or .raw file",
    );
    for (const place of [path, folder]) {
      expect((await loadDataset(place)).train.count).toBe(4);
      expect((await readImages(place, shape)).images).toEqual(bytes);
    }
  } finally {
    remove();
  }
  await expect(loadDataset(path)).rejects.toThrow("found another file");
  await expect(loadDataset(folder)).rejects.toThrow("found five.raw");
});
