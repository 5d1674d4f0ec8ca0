import {
  asQuantity,
  type Column,
  kindOfColumn,
  type Table,
  wordsOf,
} from "hourglass-core/internal/data/columns/columns.ts";
import { signedLog } from "hourglass-core/internal/data/columns/signed-log.ts";
import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { formatNumber } from "./format.ts";

// The values of a table's rows as they are read and compared.

/**
 * How far the values of a row are from those of another: in deviations of each column, above 0 where they are greater; of words 1 where
 * they differ, else 0. NaN where a value is missing, and where the deviations are not known.
 */
export function differencesOf(
  table: Table,
  values: SampleValues,
  like: SampleValues,
  statistics: ChannelStatistics | undefined,
): readonly number[] {
  const [own, other] = [values, like].map((row) => standingOf(table, row, statistics));
  return table.map((column, place) => {
    const difference = own![place]! - other![place]!;
    return wordsOf(column) === undefined ? difference : Number(difference !== 0);
  });
}

/** Where the values of a row stand: quantities in deviations from the mean of their column, words by their place. */
export function standingOf(
  table: Table,
  values: SampleValues,
  statistics: ChannelStatistics | undefined,
): readonly number[] {
  return table.map((column, place) => {
    const value = values[place] as number;
    const words = wordsOf(column);
    if (words !== undefined) return value >= 0 && value < words.length ? value : words.length;
    const { mean, deviation } = statistics ?? {};
    const scaled = asQuantity(column)?.log === true ? signedLog(value) : value;
    return (scaled - (mean?.[place] ?? Number.NaN)) / (deviation?.[place] ?? Number.NaN);
  });
}

/** How a page shows what a row lacks. */
export const missingWord = "missing";

/**
 * A value as a page shows it: with digits enough to tell a hundredth of a deviation, of a date a tenth.
 * @param deviation of its column, where it is known
 */
export function shownValue(column: Column, value: number, deviation: number | undefined): string {
  const write = (some: number): string => kindOfColumn(column).write(some, column);
  if (wordsOf(column) !== undefined || Number.isNaN(value)) return write(value) || missingWord;
  const isKnown = asQuantity(column)?.log !== true && deviation !== undefined && deviation > 0;
  const exponent = isKnown ? Math.floor(Math.log10(deviation)) : undefined;
  if (!isNumeral(write(value))) {
    const step = exponent === undefined ? 0 : 10 ** (exponent - 1);
    return write(step === 0 ? value : Math.round(value / step) * step);
  }
  if (exponent === undefined) return formatFixed(Number(value.toPrecision(4)), 0, 20);
  const decimals = Math.max(0, 2 - exponent);
  return decimals > mostDecimals || Math.abs(value) >= 1e9
    ? formatNumber(value)
    : formatFixed(value, decimals, decimals);
}

const mostDecimals = 8;

function isNumeral(text: string): boolean {
  return text !== "" && Number.isFinite(Number(text));
}

function formatFixed(value: number, fewest: number, most: number): string {
  return new Intl.NumberFormat("en-US", { minimumFractionDigits: fewest, maximumFractionDigits: most })
    .format(value)
    .replace("-", "−");
}

const mostUnusual = 3;

/** The values of a row that lie furthest from the mean of their column, in words: `load (%): 71.20; day: 2024-04-02`. */
export function unusualValues(
  table: Table,
  values: SampleValues,
  statistics: ChannelStatistics | undefined,
): string {
  const standing = standingOf(table, values, statistics);
  const distance = (place: number): number =>
    wordsOf(table[place]!) === undefined && Number.isFinite(standing[place]) ? Math.abs(standing[place]!) : 0;
  return [...table.keys()]
    .toSorted((one, other) => distance(other) - distance(one))
    .slice(0, mostUnusual)
    .map((place) => {
      const column = table[place]!;
      return `${column.name}: ${shownValue(column, values[place] as number, statistics?.deviation[place])}`;
    })
    .join("; ");
}
