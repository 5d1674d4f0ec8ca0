import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { beforeEach, expect, test } from "vitest";
import { npyFile, writeFiles } from "../../../../../test/support/own-files.ts";
import { readSamples } from "./read-images.ts";

const table: Table = [
  { name: "a", kind: "number" },
  { name: "gap", kind: "number", missing: true },
  { name: "w", kind: "words", words: ["p", "q"] },
  { name: "day", kind: "date", from: "2024-03-01" },
];
let folder: string;
let notices: string[];

beforeEach(async () => {
  notices = [];
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

async function read(
  content: string | Uint8Array,
  {
    name = "t.csv",
    columns = table,
    labelColumn,
  }: { name?: string; columns?: Table; labelColumn?: string } = {},
) {
  await writeFiles(folder, { [name]: content });
  const shape = { kind: "row" as const, columns: columns.length, table: columns };
  const onNotice = (text: string): unknown => notices.push(text.replaceAll(`${folder}/`, ""));
  const set = await readSamples(join(folder, name), shape, { onNotice, labelColumn });
  expect((set as unknown as RowSet).table).toEqual(columns);
  return { values: [...(set as unknown as RowSet).values], classes: set.classes };
}

async function refusal(...given: Parameters<typeof read>): Promise<string> {
  const error = await read(...given).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return (error as Error).message.replaceAll(`${folder}/`, "");
}

const rows = [1, 5, 0, 2, 2, Number.NaN, 1, 0];

test("columns of a model are taken by name, in any order, and others are told", async () => {
  const text = "more,w,day,gap,a,kind\n9,p,2024-03-03,5,1,x\n9,q,2024-03-01,,2,y\n";
  expect(await read(text, { labelColumn: "kind" })).toEqual({ values: rows, classes: ["x", "y"] });
  expect(notices).toEqual(["t.csv: not used: more; the model does not know such columns"]);
});

test("rows alone are taken in the order of the model", async () => {
  const numbers: Table = [
    { name: "a", kind: "number" },
    { name: "b", kind: "number" },
  ];
  expect((await read("1,2\n3,4\n", { columns: numbers })).values).toEqual([1, 2, 3, 4]);
  const array = (width: number): Uint8Array =>
    npyFile(
      "<f4",
      [2, width],
      Float32Array.from({ length: 2 * width }, (_, at) => at),
    );
  expect((await read(array(2), { columns: numbers, name: "t.npy" })).values).toEqual([0, 1, 2, 3]);
  expect(await refusal("1,2,3\n3,4,5\n", { columns: numbers })).toBe(
    "t.csv: expected a header with the names of columns, or the 2 columns of the model in their order, found 3 columns without names",
  );
  expect(await refusal(array(3), { columns: numbers, name: "t.npy" })).toContain(
    "t.npy: expected rows of 2 columns",
  );
  expect(await refusal(array(4), { name: "t.npy" })).toContain("t.npy: expected rows of 4 columns");
});

test("words that a model does not know are counted", async () => {
  const text = "a;gap;w;day\n1;1,5;r;2024-03-01\n2;2,5;;2024-03-01\n3;1;q;2024-03-02\n";
  expect((await read(text)).values).toEqual([1, 1.5, 2, 0, 2, 2.5, 2, 0, 3, 1, 1, 1]);
  expect(notices).toEqual(["t.csv: words that the model does not know count as its other word: w (2 rows)"]);
});

test.each([
  [
    "a,w,gapp\n1,p,3\n",
    "t.csv: expected the columns that the model knows, found no gap, day; the nearest to gap is gapp",
  ],
  [
    "a,gap,w,day\n1,1,p,2024-03-01\nx,1,p,2024-03-01\n",
    't.csv, line 3, column a: expected a number, found "x": correct it, or leave the row out: the model knows the column as no other kind',
  ],
  [
    "a,gap,w,day\n1,1,p,1 March\n",
    't.csv, line 2, column day: expected a date, found "1 March": correct it, or leave the row out: the model knows the column as no other kind',
  ],
  [
    "a,gap,w,day\nNA,1,p,2024-03-01\n",
    't.csv, line 2, column a: expected a number, found "NA": fill it in, or leave the row out: the model never saw a missing value there',
  ],
  ["a,gap,w,day\n", "t.csv: expected rows of values, found none"],
])("%j is refused", async (text, message) => {
  expect(await refusal(text)).toBe(message);
});
