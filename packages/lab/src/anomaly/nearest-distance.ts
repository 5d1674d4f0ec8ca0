import type { Matrix } from "../measures/matrix.ts";
import { squaredDistance } from "../measures/squared-distance.ts";

/**
 * The Euclidean distance of every row of `queries` to its k-th nearest row of `references`.
 * @throws RangeError where there are fewer than `k` references
 */
export function nearestDistance(references: Matrix, queries: Matrix, k: number): Float64Array {
  const { rows, columns, data } = references;
  if (rows < k) throw new RangeError(`the ${k}-th nearest of ${rows} rows does not exist`);
  const nearest = new Float64Array(k);
  return Float64Array.from({ length: queries.rows }, (_, query) => {
    const start = query * columns;
    nearest.fill(Infinity);
    for (let reference = 0; reference < rows; reference++) {
      const squared = squaredDistance(queries.data, start, data, reference * columns, columns);
      if (squared >= nearest[k - 1]!) continue;
      let place = k - 1;
      while (place > 0 && nearest[place - 1]! > squared) {
        nearest[place] = nearest[place - 1]!;
        place--;
      }
      nearest[place] = squared;
    }
    return Math.sqrt(nearest[k - 1]!);
  });
}
