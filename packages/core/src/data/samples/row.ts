import { counted } from "../../words.ts";
import { type FloatSet, floatKind, mostAlongAxis } from "./float-kind.ts";
import type { SampleKind } from "./sample-kind.ts";

/** Rows of numbers, `[count, columns]`: as a table has them. */
export type RowSet = FloatSet<"row", "columns">;

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
  describe: ({ columns }) => counted(columns, "column"),
});
