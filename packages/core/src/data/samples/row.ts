import { counted } from "../../words.ts";
import { describeTable, type Table, tableSchema } from "../columns/columns.ts";
import { type FloatSet, floatKind, mostAlongAxis } from "./float-kind.ts";
import type { SampleKind } from "./sample-kind.ts";

/**
 * Rows of numbers, `[count, columns]`. Those of a table say what their columns are: a value is then a quantity, NaN where it is
 * missing, or the place of a word.
 */
export type RowSet = FloatSet<"row", "columns"> & { readonly table?: Table };

/** float32 `[columns]`: numbers of any size, of which none is nearer to one than to another. */
export const row: SampleKind<RowSet, "row", "columns", Float32Array> = floatKind({
  name: "row",
  title: "row",
  plural: "rows",
  value: { one: "column", many: "columns" },
  fields: {
    columns: {
      title: "columns",
      placeholder: "COLUMNS",
      minimum: 1,
      maximum: mostAlongAxis,
      first: 8,
      whole: true,
    },
  },
  places: [],
  channels: "columns",
  details: { table: tableSchema },
  describe: (shape) => {
    const { table } = shape as { readonly table?: Table };
    return table === undefined ? counted(shape.columns, "column") : describeTable(table);
  },
});
