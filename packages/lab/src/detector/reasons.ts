import { kindOfColumn, type Table } from "hourglass-core/internal/data/columns/columns.ts";

/** A column that a row is strange by. */
export interface Reason {
  readonly column: string;
  /** As the table shows it; empty where it is missing. */
  readonly value: string;
  /** What the model makes of the rest of the row, likewise. */
  readonly expected: string;
  /** Its squared error, as a multiple of the usual one of the column. */
  readonly times: number;
}

/** How many columns say why. */
export const mostReasons = 3;

/**
 * The columns of a row that are furthest from what is expected of them, by their usual errors, the furthest first.
 * @param errors `[columns]`, squared
 * @param scales `[columns]`: the usual ones
 */
export function reasonsOf(
  table: Table,
  row: Float32Array,
  expected: Float32Array,
  errors: Float32Array,
  scales: Float32Array,
): readonly Reason[] {
  return Array.from(table.keys())
    .map((place) => ({ place, times: (errors[place] as number) / (scales[place] as number) }))
    .sort((one, other) => other.times - one.times)
    .slice(0, mostReasons)
    .map(({ place, times }) => {
      const column = table[place]!;
      const { write } = kindOfColumn(column);
      return {
        column: column.name,
        value: write(row[place] as number, column),
        expected: write(expected[place] as number, column),
        times,
      };
    });
}

/** Rows without names of columns have their numbers. */
export function tableOfNumbers(columns: number): Table {
  return Array.from(
    { length: columns },
    (_, place) => ({ name: `column ${place + 1}`, kind: "number" }) as const,
  );
}
