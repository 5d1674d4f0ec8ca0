import { batchesOf, numbersOf, type ResultTable } from "./result-table.ts";
import type { TableFormat } from "./table-format.ts";

/** Rows at a time. */
const rowsAtOnce = 1000;

/** One object of lists, each of an entry a sample. */
export const jsonTable: TableFormat = {
  name: "json",
  title: "JSON",
  holds: "an object of lists: the samples by name, their columns, their numbers as a list a sample",
  write: pieces,
};

function* pieces(table: ResultTable): Generator<string> {
  const { plural, names, facts, numbers } = table;
  yield `{${JSON.stringify(plural)}:`;
  yield* list(table, (row) => names[row]);
  for (const { array, values } of facts) {
    // The names of samples that have files are these.
    if (values === names) continue;
    yield `,${JSON.stringify(array)}:`;
    yield* list(table, (row) => values[row]);
  }
  const { meanings } = numbers;
  if (meanings !== undefined) yield `,${JSON.stringify(meanings.array)}:${JSON.stringify(meanings.values)}`;
  yield `,${JSON.stringify(numbers.array)}:`;
  yield* list(table, (row) => [...numbersOf(table, row)]);
  yield "}\n";
}

function* list(table: ResultTable, entryOf: (row: number) => unknown): Generator<string> {
  yield "[";
  for (const rows of batchesOf(table, rowsAtOnce)) {
    const values = rows.map((row) => JSON.stringify(entryOf(row))).join(",");
    yield rows[0] === 0 ? values : `,${values}`;
  }
  yield "]";
}
