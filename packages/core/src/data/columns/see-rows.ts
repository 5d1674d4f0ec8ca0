import type { ChannelStatistics } from "../samples/channel-statistics.ts";
import { asQuantity, type Table } from "./columns.ts";
import { seenColumns } from "./seen-columns.ts";
import { signedExp, signedLog } from "./signed-log.ts";

/** `[N, columns]` rows of a table as a model sees them: `[N, seen]`. What programs compute (program/columns.ts), outside of one. */
export function seeRows(
  table: Table,
  rows: Float32Array,
  { mean, deviation }: ChannelStatistics,
): Float32Array {
  const { size, parts } = seenColumns(table);
  const count = rows.length / table.length;
  const seen = new Float32Array(count * size);
  for (let row = 0; row < count; row++) {
    const valueIn = (column: number): number => rows[row * table.length + column] as number;
    for (const { nature, start, size: length, columns } of parts) {
      const at = row * size + start;
      if (nature === "word") {
        const place = valueIn(columns[0] as number);
        seen[at + (place >= 0 && place < length - 1 ? place : length - 1)] = 1;
        continue;
      }
      for (const [index, column] of columns.entries()) {
        const value = valueIn(column);
        if (nature === "gap") {
          if (Number.isNaN(value)) seen[at + index] = 1;
        } else if (!Number.isNaN(value)) {
          const scaled = asQuantity(table[column]!)?.log === true ? signedLog(value) : value;
          seen[at + index] = (scaled - mean[column]!) / deviation[column]!;
        }
      }
    }
  }
  return seen;
}

/**
 * What {@link seeRows} made, or a reconstruction of it, as rows in the units of the columns: `[N, columns]`. No value is missing; of a
 * word of which noise has left nothing any other one stands.
 */
export function unseeRows(
  table: Table,
  seen: Float32Array,
  { mean, deviation }: ChannelStatistics,
): Float32Array {
  const { size, parts } = seenColumns(table);
  const count = seen.length / size;
  const rows = new Float32Array(count * table.length);
  for (let row = 0; row < count; row++) {
    for (const { nature, start, size: length, columns } of parts) {
      const at = row * size + start;
      const values = seen.subarray(at, at + length);
      if (nature === "word") rows[row * table.length + columns[0]!] = likeliest(values);
      if (nature !== "quantity") continue;
      for (const [index, column] of columns.entries()) {
        const value = values[index]! * deviation[column]! + mean[column]!;
        rows[row * table.length + column] =
          asQuantity(table[column]!)?.log === true ? signedExp(value) : value;
      }
    }
  }
  return rows;
}

/** The place of the word that stands out; the last, which is any other, where none is above 0. */
function likeliest(values: Float32Array): number {
  const most = Math.max(...values);
  return most > 0 ? values.indexOf(most) : values.length - 1;
}
