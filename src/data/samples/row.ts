import { checkArgument, isRecord, refuse, whole } from "../../arguments.ts";
import { HourglassError } from "../../errors.ts";
import { counted } from "../../words.ts";
import { requireFloats, requireLabels } from "../numbers.ts";
import type { SampleKind } from "./sample-kind.ts";

/** Rows of numbers, `[count, columns]`, with a label a row where there are labels. */
export interface RowSet {
  readonly kind: "row";
  readonly count: number;
  readonly columns: number;
  /** `count * columns` finite numbers, row-major. */
  readonly values: Float32Array;
  /** A class number a row. */
  readonly labels?: Uint8Array;
}

/** More than any table has. */
const mostColumns = 2 ** 24;

/** float32 `[columns]`: numbers of any size. */
export const row: SampleKind<RowSet, "columns", Float32Array> = {
  name: "row",
  title: "row",
  plural: "rows",
  fields: {
    columns: {
      title: "columns",
      placeholder: "COLUMNS",
      minimum: 1,
      maximum: mostColumns,
      first: 8,
      whole: true,
    },
  },
  describe: ({ columns }) => counted(columns, "column"),
  require: requireRows,
  partOf: (set) => set,
  withPart: ({ columns }, { count, values, labels }) => ({
    ...{ kind: "row", count, columns, values },
    ...(labels === undefined ? {} : { labels }),
  }),
};

/** Whether the numbers are finite is looked at where they come in: this is asked of every batch. */
function requireRows(value: unknown, call: string, name: string): RowSet {
  if (!isRecord(value)) refuse("a record with count, columns, values", value, call, name);
  const given = value as unknown as RowSet;
  const count = checkArgument(whole(0), given.count, call, `${name}.count`);
  const columns = checkArgument(whole(1, mostColumns), given.columns, call, `${name}.columns`);
  const values = requireFloats(given.values, call, `${name}.values`);
  if (values.length !== count * columns) {
    throw new HourglassError(
      `${call}: ${name}.values: expected ${count} x ${columns} = ${count * columns} numbers, found ${values.length}`,
    );
  }
  const labels = requireLabels(given.labels, count, "a row", call, name);
  return { kind: "row", count, columns, values, ...(labels === undefined ? {} : { labels }) };
}
