import * as z from "zod";
import { nameSchema, real } from "../../arguments.ts";
import { kindSchema } from "../../kinds/schema.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { counted, listed } from "../../words.ts";
import type { ColumnFacts, ColumnKind, QuantityFacts } from "./column-kind.ts";
import { type DateColumn, date } from "./date.ts";
import { type NumberColumn, number } from "./number.ts";
import { type WordsColumn, words } from "./words.ts";

/** A column of a table. */
export type Column = NumberColumn | DateColumn | WordsColumn;

/** The columns of a table, in the order of the values of a row. */
export type Table = readonly Column[];

/** What a column may be. */
export const columnKinds: KindTable<ColumnKind<Column>> = kindTable<ColumnKind<Column>>("kind of column", [
  number,
  words,
  date,
]);

export function kindOfColumn({ kind }: Pick<ColumnFacts, "kind">): ColumnKind<Column> {
  return columnKinds.of(kind);
}

/** The words of which a column's values are one; `undefined` for quantities. */
export function wordsOf(column: Column): readonly string[] | undefined {
  return kindOfColumn(column).words?.(column);
}

/** A column as one of quantities; `undefined` where it is one of words. */
export function asQuantity(column: Column): QuantityFacts | undefined {
  return wordsOf(column) === undefined ? (column as QuantityFacts) : undefined;
}

export const columnSchema: z.ZodType<Column> = kindSchema<Column, ColumnKind<Column>>(
  columnKinds,
  "kind",
  ({ name, options }) =>
    z.strictObject({
      name: nameSchema,
      kind: z.literal(name),
      weight: real(0, 1e6).optional(),
      ...options,
    }),
);

/** Columns with a name each. */
export const tableSchema: z.ZodType<Table> = z
  .array(columnSchema)
  .min(1)
  .refine((table) => new Set(table.map(({ name }) => name)).size === table.length)
  .meta({ expected: "columns of different names" });

/** What columns are, in words: `29 columns (24 of numbers and 5 of words)`. */
export function describeTable(table: Table): string {
  const parts = columnKinds.kinds.flatMap(({ name, plural }) => {
    const count = table.filter(({ kind }) => kind === name).length;
    return count === 0 ? [] : [`${count} of ${plural}`];
  });
  return `${counted(table.length, "column")} (${listed(parts, "and")})`;
}

/** What the values of each column are, in words, in the order of a row: `pressure (bar): a number, NaN where missing`. */
export function columnMeanings(table: Table): readonly string[] {
  return table.map((column) => {
    const missing = asQuantity(column)?.missing === true ? ", NaN where missing" : "";
    return `${column.name}: ${kindOfColumn(column).meaning(column)}${missing}`;
  });
}

/** The texts of a row's values, as its table shows them. */
export function textsOfRow(table: Table, values: Float32Array): readonly string[] {
  return table.map((column, place) => kindOfColumn(column).write(values[place] as number, column));
}

export function sameTable(one: Table | undefined, other: Table | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one === other || (one.length === other.length && differingColumn(one, other) === undefined);
}

/** The place of the first column that two tables have differently; `undefined` where there is none among those that both have. */
export function differingColumn(one: Table, other: Table): number | undefined {
  const place = one.findIndex((column, at) => other[at] !== undefined && facts(column) !== facts(other[at]));
  return place < 0 ? undefined : place;
}

/** What a column says, whatever the order in which it was written; what is as usual is as if it were not said. */
function facts(column: Column): string {
  const said = Object.entries(column).filter(([, value]) => value !== undefined && value !== false);
  return JSON.stringify(said.sort(([one], [other]) => (one < other ? -1 : 1)));
}
