import { expect, test } from "vitest";
import { requireSamplesLike } from "../samples/samples.ts";
import { columnMeanings, describeTable, sameTable, type Table, textsOfRow } from "./columns.ts";

const table: Table = [
  { name: "load (%)", kind: "number", missing: true },
  { name: "mode", kind: "words", words: ["idle", "run", ""] },
  { name: "day", kind: "date", from: "2024-03-01", missing: false },
];

test("tables are the same whatever the order in which a column says what it is", () => {
  const read = JSON.parse(
    '[{"missing":true,"kind":"number","name":"load (%)"},{"words":["idle","run",""],"name":"mode","kind":"words"},{"from":"2024-03-01","kind":"date","name":"day"}]',
  ) as Table;
  expect(sameTable(table, read)).toBe(true);
  expect(sameTable(table, read.slice(0, 2))).toBe(false);
  expect(sameTable(table, read.toReversed())).toBe(false);
  expect(sameTable(table, undefined)).toBe(false);
  expect(sameTable(undefined, undefined)).toBe(true);
});

test("rows of another table are refused by the column that differs", () => {
  const other = [table[0]!, { name: "mode", kind: "words", words: ["idle", "off"] }, table[2]!] as const;
  const set = { kind: "row", count: 1, columns: 3, table: other, values: Float32Array.of(0, 0, 0) } as const;
  expect(() => requireSamplesLike({ kind: "row", columns: 3, table }, set, "score", "rows")).toThrow(
    "score: rows: expected rows of 3 columns (1 of numbers, 1 of words and 1 of dates), like the training rows, found rows of 3 columns " +
      "(1 of numbers, 1 of words and 1 of dates); column 2: expected mode: the place of a word: 0 idle, 1 run, 2 (missing), 3 any other, " +
      "found mode: the place of a word: 0 idle, 1 off, 2 any other",
  );
});

test("what values are, and a row as its table shows it", () => {
  expect(describeTable(table)).toBe("3 columns (1 of numbers, 1 of words and 1 of dates)");
  expect(columnMeanings(table)[0]).toBe("load (%): a number, NaN where missing");
  expect(textsOfRow(table, Float32Array.of(0.1, 3, 0.25))).toEqual([
    "0.1",
    "(other)",
    "2024-03-01T06:00:00Z",
  ]);
  expect(textsOfRow(table, Float32Array.of(Number.NaN, 2, 1))).toEqual(["", "", "2024-03-02"]);
});
