import type { ChannelStatistics } from "../samples/channel-statistics.ts";
import { asQuantity, kindOfColumn, type Table } from "./columns.ts";
import { signedLog } from "./signed-log.ts";

/** One column of two rows of a table. */
export interface ComparedValue {
  readonly column: string;
  /** As the table shows them; empty where a value is missing. */
  readonly from: string;
  readonly to: string;
  /**
   * By how many deviations of the column the second is above the first, each as the column is scaled; of words 0 where they are the
   * same. Absent where there is no such number: of other words, and where one is missing.
   */
  readonly rise?: number;
  /** Whether one would call them different: by a deviation and more, or another word. What is missing differs from nothing. */
  readonly differs: boolean;
}

/** Two rows of a table, column by column: such as an original and its reconstruction. */
export function comparedRow(
  table: Table,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  { deviation }: Pick<ChannelStatistics, "deviation">,
): readonly ComparedValue[] {
  return table.map((column, place) => {
    const kind = kindOfColumn(column);
    const [one, other] = [from[place] as number, to[place] as number];
    const texts = { column: column.name, from: kind.write(one, column), to: kind.write(other, column) };
    const quantity = asQuantity(column);
    if (quantity === undefined) {
      return one === other ? { ...texts, rise: 0, differs: false } : { ...texts, differs: true };
    }
    if (Number.isNaN(one) || Number.isNaN(other)) return { ...texts, differs: false };
    const scaled = (value: number): number => (quantity.log === true ? signedLog(value) : value);
    const rise = (scaled(other) - scaled(one)) / (deviation[place] ?? 1);
    return { ...texts, rise, differs: Math.abs(rise) >= 1 };
  });
}
