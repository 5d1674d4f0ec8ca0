import { toCsvLines } from "../files/csv.ts";
import { batchesOf, entryOf, numbersOf, type ResultTable } from "./result-table.ts";
import { shortestNumber } from "./shortest-number.ts";
import type { TableFormat } from "./table-format.ts";

/** Rows at a time. */
const rowsAtOnce = 1000;

/** Comma-separated values (RFC 4180), with a header; numbers with the digits that tell float32 apart. */
export const csvTable: TableFormat = {
  name: "csv",
  title: "CSV",
  holds: "a line a sample, its columns first, then its numbers",
  write: lines,
};

function* lines(table: ResultTable): Generator<string> {
  const { facts, numbers, notes = [] } = table;
  const names = (of: typeof facts): readonly string[] => of.map(({ column }) => column);
  yield toCsvLines([[...names(facts), ...numbers.columns, ...names(notes)]]);
  for (const rows of batchesOf(table, rowsAtOnce)) {
    yield toCsvLines(
      rows.map((row) => [
        ...facts.map((fact) => entryOf(fact, row)),
        ...Array.from(numbersOf(table, row), shortestNumber),
        ...notes.map((fact) => entryOf(fact, row)),
      ]),
    );
  }
}
