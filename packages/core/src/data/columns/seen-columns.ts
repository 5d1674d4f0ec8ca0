import type { QuantityFacts } from "./column-kind.ts";
import { asQuantity, type Table, wordsOf } from "./columns.ts";

/** Some of the values that a model sees of a row, beside each other, which are of one nature. */
export interface SeenPart {
  /**
   * `quantity`: standardised numbers. `gap`: 1 where a quantity is missing, else 0. `word`: the words of one column and, last, any other,
   * of which one is 1 and the others 0.
   */
  readonly nature: "quantity" | "gap" | "word";
  readonly start: number;
  readonly size: number;
  /** The columns that they are of: one a value, or, of a word, one. */
  readonly columns: readonly number[];
  /** Of each in the loss. */
  readonly weight: number;
}

/** What a model sees of the rows of a table, of which each is several values: quantities first, then gaps, then words. */
export interface SeenColumns {
  readonly size: number;
  readonly parts: readonly SeenPart[];
}

const known = new WeakMap<Table, SeenColumns>();

/** What a model sees of the rows of a table. */
export function seenColumns(table: Table): SeenColumns {
  const found = known.get(table) ?? partsOf(table);
  known.set(table, found);
  return found;
}

/** Whether a model sees the rows of a table as they are, but for standardising. */
export function isPlain(table: Table): boolean {
  return table.every((column) => {
    const { missing, log, weight = 1 } = column as Partial<QuantityFacts>;
    return asQuantity(column) !== undefined && missing !== true && log !== true && weight === 1;
  });
}

function partsOf(table: Table): SeenColumns {
  const places = [...table.keys()];
  const quantities = places.filter((place) => asQuantity(table[place]!) !== undefined);
  const gaps = quantities.filter((place) => asQuantity(table[place]!)?.missing === true);
  const worded = places.filter((place) => asQuantity(table[place]!) === undefined);
  const weightOf = (place: number): number => table[place]?.weight ?? 1;
  let start = 0;
  const part = (nature: SeenPart["nature"], columns: readonly number[], size = columns.length): SeenPart => {
    const made = { nature, start, size, columns, weight: weightOf(columns[0] as number) };
    start += size;
    return made;
  };
  const parts = [
    ...runsOf(quantities, weightOf).map((columns) => part("quantity", columns)),
    ...runsOf(gaps, weightOf).map((columns) => part("gap", columns)),
    ...worded.map((column) =>
      part("word", [column], (wordsOf(table[column]!) as readonly string[]).length + 1),
    ),
  ];
  return { size: start, parts };
}

/** Columns, in their order, cut where the weight changes: what has one weight is one part. */
function runsOf(
  columns: readonly number[],
  weightOf: (column: number) => number,
): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const column of columns) {
    const last = runs.at(-1);
    if (last !== undefined && weightOf(last[0] as number) === weightOf(column)) last.push(column);
    else runs.push([column]);
  }
  return runs;
}
