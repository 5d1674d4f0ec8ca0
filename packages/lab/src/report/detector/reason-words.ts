import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { type Reason, tableOfNumbers } from "../../detector/reasons.ts";
import { shownValue } from "../words/column-values.ts";

/** The row that reasons are of. */
export interface ReasonedRow {
  /** Its columns; absent where they have no names. */
  readonly table: Table | undefined;
  readonly values: SampleValues;
  readonly reconstruction: SampleValues;
  /** By which values have as many digits as they need. */
  readonly statistics?: ChannelStatistics | undefined;
}

/** Columns that are off by no more say nothing: in the digits that are shown it is once the usual error. */
const usual = 1.05;

/** Why a row is strange: `temperature: 93.2, expected 71.0 (8.3 times its usual error)`, a text a column. */
export function reasonWords(reasons: readonly Reason[], row: ReasonedRow): readonly string[] {
  const { values, reconstruction, statistics } = row;
  const table = row.table ?? tableOfNumbers(values.length);
  const said = reasons
    .filter(({ times }) => !(times <= usual))
    .map(({ column: name, value, expected, times }) => {
      const place = table.findIndex((column) => column.name === name);
      const column = table[place];
      const words = (of: SampleValues, written: string): string =>
        column === undefined
          ? written
          : shownValue(column, of[place] as number, statistics?.deviation[place]);
      return `${name}: ${words(values, value)}, expected ${words(reconstruction, expected)} (${timesWords(times)} its usual error)`;
    });
  return said.length === 0 ? ["no column alone is off by more than usual"] : said;
}

/** Two digits are enough to tell by how much: `8.3 times`, `120 times`. */
function timesWords(times: number): string {
  if (!Number.isFinite(times)) return "far beyond";
  const digits = { minimumSignificantDigits: 2, maximumSignificantDigits: 2 };
  return `${times.toLocaleString("en-US", digits)} times`;
}
