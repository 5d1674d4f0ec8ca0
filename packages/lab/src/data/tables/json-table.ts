import { batchesOf, entryOf, numbersOf, type ResultTable } from "./result-table.ts";
import { shortestNumber } from "./shortest-number.ts";
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
  const { plural, names, facts, numbers, notes = [] } = table;
  yield `{${JSON.stringify(plural)}:`;
  yield* list(table, (row) => names[row]);
  for (const fact of facts) {
    // The names of samples that have files are these.
    if (fact.values === names) continue;
    yield `,${JSON.stringify(fact.array)}:`;
    yield* list(table, (row) => entryOf(fact, row));
  }
  const { meanings } = numbers;
  if (meanings !== undefined) yield `,${JSON.stringify(meanings.array)}:${JSON.stringify(meanings.values)}`;
  yield `,${JSON.stringify(numbers.array)}:`;
  yield* list(table, (row) => Array.from(numbersOf(table, row), shortestNumber));
  for (const fact of notes) {
    yield `,${JSON.stringify(fact.array)}:`;
    yield* list(table, (row) => entryOf(fact, row));
  }
  yield "}\n";
}

function* list(table: ResultTable, entry: (row: number) => unknown): Generator<string> {
  yield "[";
  for (const rows of batchesOf(table, rowsAtOnce)) {
    const values = rows.map((row) => JSON.stringify(entry(row))).join(",");
    yield rows[0] === 0 ? values : `,${values}`;
  }
  yield "]";
}
