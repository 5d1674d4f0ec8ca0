import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { samplesOfArray } from "hourglass-core/internal/data/array-samples.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { readUncompressed } from "hourglass-core/internal/files/read-file.ts";
import { decodeSafetensors, encodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { settingsFrom } from "hourglass-lab/internal/cli/options/settings-options.ts";
import { parseColumnChoices } from "hourglass-lab/internal/data/columns/column-choices.ts";
import { rowsByLooking } from "hourglass-lab/internal/data/columns/rows-by-looking.ts";
import { rowsOfTable } from "hourglass-lab/internal/data/columns/rows-of-table.ts";
import { decodePng } from "hourglass-lab/internal/data/formats/decode-png.ts";
import { openDelimited } from "hourglass-lab/internal/data/formats/delimited.ts";
import { encodeIdx, idxLength, parseIdx } from "hourglass-lab/internal/data/formats/idx.ts";
import { decodeNpy, npyLength } from "hourglass-lab/internal/data/formats/npy.ts";
import { openNpz } from "hourglass-lab/internal/data/formats/npz.ts";
import { openParquet } from "hourglass-lab/internal/data/formats/parquet.ts";
import { classesOfArray } from "hourglass-lab/internal/data/own/array-labels.ts";
import { readArchitecture } from "hourglass-lab/internal/run/read-architecture.ts";
import { planStudy } from "hourglass-lab/internal/study/grid.ts";
import { parseStudy } from "hourglass-lab/internal/study/study-file.ts";
import { parquetWriteBuffer } from "hyparquet-writer";
import { uncompressed } from "../../packages/studio/workers/data/file-bytes.ts";
import { npyFile } from "../support/own-files.ts";
import { chunk, writePng } from "../support/png-writer.ts";
import type { FuzzTarget } from "./fuzz-target.ts";
import { ownFiles } from "./own-files.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const folder = mkdtempSync(join(tmpdir(), "hourglass-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Runs a reader of files on bytes. */
async function onFile<T>(name: string, bytes: Bytes, read: (path: string) => Promise<T>): Promise<T> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return read(path);
}

const text = (...lines: readonly string[]): Uint8Array => new TextEncoder().encode(`${lines.join("\n")}\n`);
const bytes = Uint8Array.from({ length: 48 }, (_, index) => (37 * index) % 256);
const arrays = {
  bytes: npyFile("|u1", [3, 4, 4], bytes),
  wide: npyFile(">u2", [3, 1], bytes.subarray(0, 6)),
  floats: npyFile(
    "<f4",
    [3, 2, 2],
    Float32Array.from({ length: 12 }, (_, index) => index / 11),
    true,
  ),
  rows: npyFile("<f8", [3, 2], Float64Array.of(0, 1e-9, -2, 3e38, 4, 5)),
  texts: npyFile("<U2", [3], Uint32Array.from([99, 97, 100, 0, 99, 97])),
  truths: npyFile("|b1", [3], Uint8Array.of(1, 0, 1)),
};
const colours = { height: 4, width: 4, samples: [...bytes] };
const palette = [
  [1, 2, 3],
  [40, 50, 60],
  [7, 7, 7],
];

const parquetFile = (codec: "SNAPPY" | "UNCOMPRESSED"): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      codec,
      rowGroupSize: 3,
      columnData: [
        { name: "x", data: [1.5, null, 2, 3, 9], type: "DOUBLE", nullable: true },
        { name: "w", data: ["a", "b", "a", "b", "a"], type: "STRING" },
        {
          name: "at",
          data: [1, 2, 3, 4, 6].map((day) => new Date(Date.UTC(2024, 2, day))),
          type: "TIMESTAMP",
        },
      ],
    }),
  );

/** Rows of a table are as many values as they say, each of them a number or none. */
function requireSet({ count, columns, values, table }: RowSet): void {
  const isWhole = values.length === count * columns && table?.length === columns;
  if (!isWhole || values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)) {
    throw new TypeError(`${values.length} values of ${count} rows`);
  }
}

const readers: readonly FuzzTarget[] = [
  {
    name: "npy",
    seeds: Object.values(arrays),
    run: (file) => {
      const array = decodeNpy(file, "f.npy");
      return array.shape.length > 2 || array.data instanceof Float64Array
        ? samplesOfArray(array, "f.npy")
        : classesOfArray(array, "f.npy", array.shape[0] ?? 0);
    },
  },
  {
    name: "npz",
    seeds: [0, 6].map((level) =>
      zipSync(
        { "images.npy": arrays.bytes, "labels.npy": arrays.texts, "notes.txt": bytes },
        { level: level as 0 | 6 },
      ),
    ),
    run: async (file) => {
      const npz = await openNpz(file, "f.npz", 2 ** 31);
      for (const name of npz.names) await npz.read(name);
    },
  },
  {
    name: "idx",
    seeds: [encodeIdx([3, 4, 4], bytes), encodeIdx([48], bytes)],
    run: (file) => parseIdx(file, "f.idx", file[3] === 1 ? 1 : 3),
  },
  {
    name: "table",
    seeds: [
      text(
        "a,w,day,id",
        "1.5,red,2024-03-01,1",
        "-2e3,blue,2024-03-02T10:00Z,2",
        ",red,2024-03-04,3",
        '4,"a ""b"", c",,4',
      ),
      text("a;w", "1,5;x", "2,25;y", "NA;x"),
      text("1\t2", "3\t4", "5\t6"),
    ],
    run: async (file) => {
      const { samples } = await rowsByLooking(openDelimited(file, "f.csv"), {});
      requireSet(samples);
      return rowsOfTable(openDelimited(file, "f.csv"), samples.table ?? [], {});
    },
  },
  {
    name: "Parquet",
    seeds: ["SNAPPY", "UNCOMPRESSED"].map((codec) => parquetFile(codec as "SNAPPY" | "UNCOMPRESSED")),
    run: async (file) => requireSet((await rowsByLooking(openParquet(file, "f.parquet"), {})).samples),
  },
  {
    name: "columns",
    seeds: [
      text(
        "id: drop",
        "a: { kind: number, scale: robust, log: true, weight: 2, missing: refuse }",
        "w: words",
      ),
      text(
        '{ "w": { "kind": "words", "words": ["red", "green"] }, "day": { "kind": "date", "from": "2024-03-01" } }',
      ),
    ],
    run: (file) => parseColumnChoices(new TextDecoder().decode(file), "f.yaml"),
  },
  {
    name: "safetensors",
    seeds: [
      encodeSafetensors({
        tensors: new Map([
          ["a", { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }],
          ["none", { shape: [0, 7], data: new Float32Array() }],
          ["b", { shape: [], data: Float32Array.of(5) }],
        ]),
        metadata: { note: "ä" },
      }),
    ],
    run: (file) => decodeSafetensors(file, "f.safetensors"),
  },
  {
    name: "png",
    seeds: [
      writePng({ ...colours, colourType: 2, depth: 8 }),
      writePng({ ...colours, colourType: 2, depth: 8, interlaced: true, transparency: [0, 0, 0, 37, 0, 74] }),
      writePng({
        ...colours,
        width: 12,
        colourType: 0,
        depth: 1,
        samples: [...bytes].map((byte) => byte & 1),
        interlaced: true,
      }),
      writePng({
        ...colours,
        width: 12,
        colourType: 3,
        depth: 2,
        samples: [...bytes].map((byte) => byte % 3),
        palette,
        transparency: [9],
      }),
      writePng({ ...colours, width: 3, colourType: 6, depth: 16, extra: [chunk("tEXt", [65, 0, 66])] }),
    ],
    run: (file) => decodePng(file, "f.png"),
  },
  {
    name: "gzip",
    seeds: [gzipSync(encodeIdx([3, 4, 4], bytes)), gzipSync(arrays.bytes)],
    run: (file) =>
      onFile("f.gz", file, (path) =>
        readUncompressed(path, { maximumBytes: 2 ** 20, length: idxLength("f.gz", 3) }).catch(() =>
          readUncompressed(path, { maximumBytes: 2 ** 20, length: npyLength("f.gz") }),
        ),
      ),
  },
  {
    name: "gzip in the studio",
    seeds: [gzipSync(encodeIdx([3, 4, 4], bytes))],
    run: (file) =>
      uncompressed(new Blob([file]), "f.gz", { maximumBytes: 2 ** 20, length: idxLength("f.gz", 3) }),
  },
  {
    name: "configuration",
    seeds: [
      text(
        "model: deep",
        "hidden: 64,32",
        "latentSize: 8",
        "loss: mse",
        "corruption: masking:0.3",
        "binarize: false",
      ),
      text('{ "model": "variational", "hidden": [64, 32], "beta": 4, "imageSize": "28x28" }'),
      text("epochs: &a 3", "batchSize: *a", "# a comment", "sparsity: topk:8", "learningRate: 1e-3"),
    ],
    run: (file) => onFile("f.yaml", file, (path) => settingsFrom({}, path)),
  },
  {
    name: "study",
    seeds: [
      text(
        ...[
          "title: Latent size",
          "question: How does it change?",
          "data: [mnist, ./pictures]",
          "models:",
          "  vanilla:",
        ],
        ...["  wide: { model: deep, hidden: [1024, 256] }", "settings: { epochs: 10, loss: mse }"],
        ...[
          "vary:",
          "  latentSize: [2, 8]",
          "  imageSize: [28x28, '14,14']",
          "seeds: [1, 2]",
          "measures: [probe]",
        ],
        ...["plot: [bce, probe.accuracy]", "quick:", "  seeds: [1]", "  settings: { epochs: 1 }"],
      ),
    ],
    run: (file) => {
      const written = new TextDecoder().decode(file);
      return ["plan", "quick"].map((form) =>
        planStudy(parseStudy(written, "f.yaml", { quick: form === "quick" }), "f.yaml"),
      );
    },
  },
  {
    name: "layers",
    seeds: [
      text(
        '{ "name": "mine", "encoder": [{ "type": "dense", "units": 3 }, { "type": "top-k", "k": 2 }],',
        '\t"decoder": [{ "type": "dense", "units": 784, "activation": "sigmoid" }] }',
      ),
    ],
    run: (file) => onFile("f.json", file, (path) => readArchitecture(path, "--model")),
  },
];

/** All that is read from outside. */
export const targets: readonly FuzzTarget[] = [...readers, ...ownFiles];
