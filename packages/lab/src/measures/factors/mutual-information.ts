/** How often each value of one labelling meets each value of another. */
export interface Contingency {
  readonly rows: number;
  readonly columns: number;
  /** `[rows, columns]` */
  readonly counts: Float64Array;
  readonly total: number;
}

/** The table of two labellings of the same things, a whole number from 0 each: `a` gives the rows, `b` the columns. */
export function contingencyOf(a: ArrayLike<number>, b: ArrayLike<number>): Contingency {
  const rows = greatest(a) + 1;
  const columns = greatest(b) + 1;
  const counts = new Float64Array(rows * columns);
  for (let index = 0; index < a.length; index++) counts[a[index]! * columns + b[index]!]! += 1;
  return { rows, columns, counts, total: a.length };
}

function greatest(values: ArrayLike<number>): number {
  let most = 0;
  for (let index = 0; index < values.length; index++) most = Math.max(most, values[index]!);
  return most;
}

/** How often each row and each column occurs. */
export function marginsOf({ rows, columns, counts }: Contingency): {
  readonly ofRows: Float64Array;
  readonly ofColumns: Float64Array;
} {
  const ofRows = new Float64Array(rows);
  const ofColumns = new Float64Array(columns);
  counts.forEach((count, index) => {
    ofRows[Math.floor(index / columns)]! += count;
    ofColumns[index % columns]! += count;
  });
  return { ofRows, ofColumns };
}

/** The entropy of a distribution that is given by counts, or by weights of at least 0, in nats; 0 where all are 0. */
export function entropy(counts: Float64Array): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce(
    (sum, count) => sum - (count === 0 ? 0 : (count / total) * Math.log(count / total)),
    0,
  );
}

/** The mutual information of two labellings in nats, by their frequencies, as `sklearn.metrics.mutual_info_score`. */
export function mutualInformation(table: Contingency): number {
  const { ofRows, ofColumns } = marginsOf(table);
  // Rounding may leave less than nothing.
  return Math.max(0, entropy(ofRows) + entropy(ofColumns) - entropy(table.counts));
}
