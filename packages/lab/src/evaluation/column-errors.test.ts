import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import { expect, test } from "vitest";
import { createColumnErrors } from "./column-errors.ts";

const table: Table = [
  { name: "load", kind: "number", missing: true },
  { name: "mode", kind: "words", words: ["idle", "run"] },
  { name: "day", kind: "date", from: "2024-03-01" },
];

test("a quantity's error is in its own unit, over the rows that have it", () => {
  const counter = createColumnErrors(table);
  counter.add(Float32Array.of(1, 0, 4, Number.NaN, 0, 4), Float32Array.of(2, 0, 5, 9, 0, 4));
  counter.add(Float32Array.of(3, 1, 4), Float32Array.of(2, 1, 3));
  const [load, , day] = counter.result();
  expect(load).toEqual({
    ...{ name: "load", kind: "number", missing: 1 },
    ...{ rootMeanSquare: 1, standardDeviation: 1, unexplained: 1 },
  });
  // Every row has one day: guessing is never wrong.
  expect(day).toEqual({
    name: "day",
    kind: "date",
    rootMeanSquare: Math.sqrt(2 / 3),
    standardDeviation: 0,
  });
});

test("a word is right or wrong, beside the error of guessing the most frequent one", () => {
  const counter = createColumnErrors(table);
  // idle, run, run, run and twice none of the two, by different numbers.
  const [places, rebuilt] = [
    [0, 1, 1, 1, 2, 9],
    [1, 1, 1, 0, 2, 2],
  ].map((modes) => Float32Array.from(modes.flatMap((mode) => [1, mode, 4])));
  counter.add(places!, rebuilt!);
  expect(counter.result()[1]).toEqual({
    ...{ name: "mode", kind: "words", mostFrequent: "run" },
    ...{ wrong: 2 / 6, wrongByGuessing: 0.5, unexplained: 2 / 3 },
  });
});

test("a column that all rows lack has no error", () => {
  const counter = createColumnErrors(table);
  counter.add(Float32Array.of(Number.NaN, 0, 4), Float32Array.of(1, 0, 4));
  expect(counter.result()[0]).toEqual({ name: "load", kind: "number", missing: 1 });
});
