import {
  asQuantity,
  type Column,
  kindOfColumn,
  type Table,
  wordsOf,
} from "hourglass-core/internal/data/columns/columns.ts";

/** How well a column of a table's rows is rebuilt, beside what guessing the same for every row would give. */
export type ColumnErrors = QuantityErrors | WordErrors;

interface OfColumn {
  /** As the header of the table has it. */
  readonly name: string;
  /** What its values are: `number`. */
  readonly kind: string;
  /**
   * Share of what guessing gets wrong that the reconstructions miss: of the variance, or of the rows that do not have the most
   * frequent word. Absent where guessing is never wrong.
   */
  readonly unexplained?: number;
}

/** In the column's own unit; of dates in days. */
export interface QuantityErrors extends OfColumn {
  /** Rows that lack it, which no figure counts; absent where none may. */
  readonly missing?: number;
  /** The root of the mean squared error; absent where all rows lack it. */
  readonly rootMeanSquare?: number;
  /** Of the rows themselves (divided by their number): the error of guessing their mean; absent likewise. */
  readonly standardDeviation?: number;
}

export interface WordErrors extends OfColumn {
  /** Share of the rows whose word is rebuilt as another. */
  readonly wrong: number;
  /** The word that most rows have; what is none of the column's words counts as one. */
  readonly mostFrequent: string;
  /** Share of the rows that have another word: the error of guessing the most frequent one. */
  readonly wrongByGuessing: number;
}

export function areOfWords(errors: ColumnErrors): errors is WordErrors {
  return "wrong" in errors;
}

/** Sums up, batch by batch, how far the columns of reconstructions are from those of rows. */
export interface ColumnErrorCounter {
  /** `[N, columns]` both, as sets have rows. */
  add(rows: Float32Array, reconstructions: Float32Array): void;
  /** In the order of the columns, after one row at least. */
  result(): readonly ColumnErrors[];
}

export function createColumnErrors(table: Table): ColumnErrorCounter {
  const counters = table.map((column) =>
    wordsOf(column) === undefined ? countQuantity(column) : countWords(column),
  );
  return {
    add(rows, reconstructions) {
      for (let at = 0; at < rows.length; at++) {
        counters[at % counters.length]?.add(rows[at] as number, reconstructions[at] as number);
      }
    },
    result: () => counters.map(({ result }) => result()),
  };
}

interface ValueCounter {
  add(value: number, rebuilt: number): void;
  result(): ColumnErrors;
}

function countQuantity(column: Column): ValueCounter {
  const { name, kind } = column;
  const mayLack = asQuantity(column)?.missing === true;
  // Around the first value, so that a column that does not vary has a variance of exactly 0.
  let first = 0;
  let [count, missing, sum, squares, errors] = [0, 0, 0, 0, 0];
  return {
    add(value, rebuilt) {
      if (Number.isNaN(value)) {
        missing++;
        return;
      }
      if (count === 0) first = value;
      count++;
      sum += value - first;
      squares += (value - first) ** 2;
      errors += (rebuilt - value) ** 2;
    },
    result: () => {
      const facts = { name, kind, ...(mayLack ? { missing } : {}) };
      if (count === 0) return facts;
      const variance = Math.max(0, squares / count - (sum / count) ** 2);
      return {
        ...facts,
        rootMeanSquare: Math.sqrt(errors / count),
        standardDeviation: Math.sqrt(variance),
        ...(variance === 0 ? {} : { unexplained: errors / count / variance }),
      };
    },
  };
}

function countWords(column: Column): ValueCounter {
  const { name, kind } = column;
  const others = wordsOf(column)?.length ?? 0;
  const counts = new Float64Array(others + 1);
  let wrong = 0;
  // What is none of the words is any other one, whatever its number.
  const placeOf = (value: number): number => (value >= 0 && value < others ? value : others);
  return {
    add(value, rebuilt) {
      const place = placeOf(value);
      counts[place]!++;
      if (placeOf(rebuilt) !== place) wrong++;
    },
    result: () => {
      const rows = counts.reduce((total, some) => total + some, 0);
      const most = counts.indexOf(Math.max(...counts));
      const missed = rows - counts[most]!;
      return {
        ...{ name, kind, wrong: wrong / rows, wrongByGuessing: missed / rows },
        mostFrequent: kindOfColumn(column).write(most, column),
        ...(missed === 0 ? {} : { unexplained: wrong / missed }),
      };
    },
  };
}
