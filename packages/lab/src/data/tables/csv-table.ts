import { toCsvLines } from "../files/csv.ts";
import { batchesOf, numbersOf, type ResultTable } from "./result-table.ts";
import type { TableFormat } from "./table-format.ts";

/** Rows at a time. */
const rowsAtOnce = 1000;

/** Comma-separated values (RFC 4180), with a header; numbers with full precision. */
export const csvTable: TableFormat = {
  name: "csv",
  title: "CSV",
  holds: "a line a sample, its columns first, then its numbers",
  write: lines,
};

function* lines(table: ResultTable): Generator<string> {
  const { facts, numbers } = table;
  yield toCsvLines([[...facts.map(({ column }) => column), ...numbers.columns]]);
  for (const rows of batchesOf(table, rowsAtOnce)) {
    yield toCsvLines(
      rows.map((row) => [...facts.map(({ values }) => values[row]), ...numbersOf(table, row)]),
    );
  }
}
