import { asQuantity, type Table } from "../data/columns/columns.ts";
import { type SeenPart, seenColumns } from "../data/columns/seen-columns.ts";
import { add, divide, multiply, negate, subtract } from "../graph/operators/arithmetic.ts";
import { abs, exp, log } from "../graph/operators/functions.ts";
import { resultOf } from "../graph/operators/result.ts";
import { cast, greater, largest, select } from "../graph/operators/selection.ts";
import { reduceSum } from "../graph/operators/shaping.ts";
import { concat, slice } from "../graph/operators/slicing.ts";
import { constant, scalar } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";

// Rows of a table in a program: as a table has them, and as a model sees them. data/columns/see-rows.ts computes the same without one.

/** About what the quantities of columns are centred, and by what they are divided: `[columns]`. */
interface Scale {
  readonly mean: Value;
  readonly deviation: Value;
}

/** `[batch, columns]` rows to `[batch, seen]`, as a model sees them: quantities standardised, gaps marked, words one-hot. */
export function seeColumns(table: Table, rows: Value, scale: Scale): Value {
  return concat(
    seenColumns(table).parts.map((part) => seen[part.nature](table, part, rows, scale)),
    1,
  );
}

/**
 * `[batch, seen]` reconstructions to `[batch, columns]` rows: quantities in their own units, of words the place of the most probable.
 * No value is missing.
 */
export function unseeColumns(table: Table, values: Value, scale: Scale): Value {
  const columns = new Map<number, Value>();
  for (const { nature, start, size, columns: places } of seenColumns(table).parts) {
    if (nature === "gap") continue;
    const own = slice(values, 1, start, start + size);
    if (nature === "word") {
      const place = resultOf(largest(own, 1), 1);
      columns.set(places[0] as number, cast(place, "float32"));
      continue;
    }
    const { mean, deviation } = scaleOf(scale, places);
    const unscaled = add(multiply(own, deviation), mean);
    for (const [index, place] of places.entries()) {
      const value = slice(unscaled, 1, index, index + 1);
      columns.set(place, isLogarithmic(table, place) ? signedExponential(value) : value);
    }
  }
  return concat(
    table.map((_column, place) => columns.get(place) as Value),
    1,
  );
}

type SeePart = (table: Table, part: SeenPart, rows: Value, scale: Scale) => Value;

const seen: Readonly<Record<SeenPart["nature"], SeePart>> = {
  quantity: (table, { columns }, rows, scale) => {
    const given = takeColumns(rows, 1, columns);
    const { mean, deviation } = scaleOf(scale, columns);
    const isLogarithm = columns.map((place) => Number(isLogarithmic(table, place)));
    const values = isLogarithm.includes(1) ? logarithmWhere(isLogarithm, given) : given;
    const standard = divide(subtract(values, mean), deviation);
    return columns.some((place) => asQuantity(table[place]!)?.missing === true)
      ? select(isThere(given), standard, scalar(0))
      : standard;
  },
  gap: (_table, { columns }, rows) => select(isThere(takeColumns(rows, 1, columns)), scalar(0), scalar(1)),
  word: (_table, { columns, size }, rows) => {
    const places = constant(
      Array.from({ length: size - 1 }, (_, place) => place),
      [1, size - 1],
      "float32",
    );
    const distances = abs(subtract(takeColumns(rows, 1, columns), places));
    // What is none of the words, and no number either, is near to none.
    const known = cast(greater(scalar(0.5), distances), "float32");
    return concat([known, subtract(1, reduceSum(known, [1], true))], 1);
  },
};

/** No number is above anything: what is missing is not there. */
function isThere(values: Value): Value {
  return greater(values, scalar(Number.NEGATIVE_INFINITY));
}

function isLogarithmic(table: Table, place: number): boolean {
  return asQuantity(table[place]!)?.log === true;
}

function scaleOf({ mean, deviation }: Scale, columns: readonly number[]): Scale {
  return { mean: takeColumns(mean, 0, columns), deviation: takeColumns(deviation, 0, columns) };
}

/** Some columns beside each other, of `[..., columns]`: those that lie together are taken together. */
function takeColumns(x: Value, axis: number, columns: readonly number[]): Value {
  const runs: [number, number][] = [];
  for (const column of columns) {
    const last = runs.at(-1);
    if (last?.[1] === column) last[1] = column + 1;
    else runs.push([column, column + 1]);
  }
  const pieces = runs.map(([start, end]) => slice(x, axis, start, end));
  return pieces.length === 1 ? (pieces[0] as Value) : concat(pieces, axis);
}

/** sign(x) log(1 + |x|) in the columns that have a 1, the others as they are. */
function logarithmWhere(isLogarithm: readonly number[], x: Value): Value {
  const chosen = greater(constant(isLogarithm, [1, isLogarithm.length], "float32"), scalar(0.5));
  return select(chosen, withSignOf(x, log(add(abs(x), 1))), x);
}

/** The inverse of sign(x) log(1 + |x|). */
function signedExponential(x: Value): Value {
  return withSignOf(x, subtract(exp(abs(x)), 1));
}

function withSignOf(x: Value, size: Value): Value {
  return select(greater(scalar(0), x), negate(size), size);
}
