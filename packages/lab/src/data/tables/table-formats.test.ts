import { parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { decodeNpy } from "../formats/npy.ts";
import { openNpz } from "../formats/npz.ts";
import type { ResultTable } from "./result-table.ts";
import { tableFormatOf, tableFormats } from "./table-formats.ts";

// What each format holds is read back by other readers: hyparquet, JSON.parse, a reader of lines, and the readers of NumPy's formats,
// which are compared with NumPy's own files beside them.

const names = ["a.png", "ä, b.png", '"c".png'];
const numbers = Float32Array.of(0.1, -2, 1e-20, 3, 0.5, 7);
const table: ResultTable = {
  ...{ title: "image", plural: "images", names },
  facts: [
    { column: "file", array: "files", values: names },
    { column: "index", array: "index", values: Int32Array.of(4, 0, 70_000) },
    { column: "label", array: "labels", values: ["cat", "dog", "𝄞"] },
  ],
  numbers: {
    ...{ array: "codes", columns: ["z0", "z1"], values: numbers },
    meanings: { array: "classes", values: ["x", "yz"] },
  },
};

async function written(ending: string, of = table): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const piece of tableFormatOf(`codes.${ending}`, "--out").write(of)) {
    parts.push(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
  }
  return Uint8Array.from(Buffer.concat(parts));
}

test("CSV has a line a sample, with the digits that tell float32 apart", async () => {
  const text = new TextDecoder().decode(await written("csv"));
  expect(text.split("\n")).toEqual([
    "file,index,label,z0,z1",
    "a.png,4,cat,0.1,-2",
    '"ä, b.png",0,dog,1e-20,3',
    '"""c"".png",70000,𝄞,0.5,7',
    "",
  ]);
});

test("npz has an array for each column, texts with the fewest code points that hold them", async () => {
  const file = await openNpz(await written("npz"), "codes.npz", 1e6);
  expect(file.names).toEqual(["codes", "files", "index", "labels", "classes"]);
  expect(await file.read("codes")).toEqual({ shape: [3, 2], type: "float32", data: numbers });
  expect(await file.read("files")).toEqual({ shape: [3], type: "str", data: names });
  expect(await file.read("index")).toEqual({ shape: [3], type: "int32", data: Int32Array.of(4, 0, 70_000) });
  expect((await file.read("labels")).data).toEqual(["cat", "dog", "𝄞"]);
  expect((await file.read("classes")).data).toEqual(["x", "yz"]);
});

test("npy has the numbers alone", async () => {
  expect(decodeNpy(await written("npy"), "codes.npy")).toEqual({
    shape: [3, 2],
    type: "float32",
    data: numbers,
  });
});

test("JSON has a list for each column, the samples by name first", async () => {
  expect(JSON.parse(new TextDecoder().decode(await written("json")))).toEqual({
    images: names,
    index: [4, 0, 70_000],
    labels: ["cat", "dog", "𝄞"],
    classes: ["x", "yz"],
    codes: [
      [0.1, -2],
      [1e-20, 3],
      [0.5, 7],
    ],
  });
});

test("notes follow the numbers", async () => {
  const noted: ResultTable = {
    ...table,
    notes: [
      { column: "alarm", array: "alarms", values: Int32Array.of(0, 1, 0) },
      { column: "times", array: "times", values: Float32Array.of(0.1, 2, 3) },
      { column: "why", array: "whys", values: ["", "a, b", "c"] },
    ],
  };
  const [head, , second] = new TextDecoder().decode(await written("csv", noted)).split("\n");
  expect([head, second]).toEqual([
    "file,index,label,z0,z1,alarm,times,why",
    '"ä, b.png",0,dog,1e-20,3,1,2,"a, b"',
  ]);
  expect(JSON.parse(new TextDecoder().decode(await written("json", noted)))).toMatchObject({
    ...{ alarms: [0, 1, 0], times: [0.1, 2, 3], whys: ["", "a, b", "c"] },
  });
  const { names: arrays } = await openNpz(await written("npz", noted), "codes.npz", 1e6);
  expect(arrays).toEqual(["codes", "files", "index", "labels", "alarms", "times", "whys", "classes"]);
  const [first] = await parquetReadObjects({ file: (await written("parquet", noted)).buffer });
  expect(first).toMatchObject({ z1: -2, alarm: 0, times: Math.fround(0.1), why: "" });
});

test("Parquet has typed columns", async () => {
  const { buffer: file } = await written("parquet");
  expect(await parquetReadObjects({ file })).toEqual([
    { file: "a.png", index: 4, label: "cat", z0: numbers[0], z1: -2 },
    { file: "ä, b.png", index: 0, label: "dog", z0: numbers[2], z1: 3 },
    { file: '"c".png', index: 70_000, label: "𝄞", z0: 0.5, z1: 7 },
  ]);
});

test("of many rows, no piece of any format is more than a part of the file, and none is lost", async () => {
  const count = 25_000;
  const many: ResultTable = {
    ...{ title: "image", plural: "images" },
    names: Array.from({ length: count }, (_, at) => String(at)),
    facts: [{ column: "index", array: "index", values: Int32Array.from({ length: count }, (_, at) => at) }],
    numbers: {
      ...{ array: "codes", columns: ["z0", "z1", "z2", "z3"] },
      values: Float32Array.from({ length: 4 * count }, (_, at) => Math.sin(at)),
    },
  };
  for (const { name, write } of tableFormats.kinds) {
    let [largest, whole] = [0, 0];
    for await (const piece of write(many)) {
      largest = Math.max(largest, piece.length);
      whole += piece.length;
    }
    expect(largest, name).toBeLessThan(0.7 * whole);
  }
  const rows = await parquetReadObjects({ file: (await written("parquet", many)).buffer });
  expect(rows.map(({ index }) => index)).toEqual([...many.facts[0]!.values]);
  expect(rows.at(-1)?.["z3"]).toBe(many.numbers.values.at(-1));
  const npz = await openNpz(await written("npz", many), "codes.npz", 1e7);
  expect((await npz.read("codes")).data).toEqual(many.numbers.values);
  const json = JSON.parse(new TextDecoder().decode(await written("json", many)));
  expect(json.index).toEqual([...many.facts[0]!.values]);
});

test("the same table is the same bytes, whenever it is written", async () => {
  for (const { name } of tableFormats.kinds) expect(await written(name), name).toEqual(await written(name));
});

test("another ending is refused with those that there are", () => {
  expect(tableFormatOf("A.CSV", "--out").name).toBe("csv");
  expect(() => tableFormatOf("codes.xlsx", "--out")).toThrow(
    '--out: expected a file that ends in .csv, .npz, .parquet, .npy or .json, found "codes.xlsx"',
  );
});
