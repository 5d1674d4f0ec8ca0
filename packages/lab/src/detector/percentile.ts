/**
 * The share of normal scores that lie below a score, in per cent; those that equal it count half.
 * @param rising in ascending order
 */
export function percentileAmong(rising: Float64Array, score: number): number {
  const below = countBelow(rising, score, false);
  const upTo = countBelow(rising, score, true);
  return (100 * (below + upTo)) / 2 / rising.length;
}

/** How many of ascending numbers are below another, or, where it is included, at most as large. */
function countBelow(rising: Float64Array, score: number, isIncluded: boolean): number {
  let [from, to] = [0, rising.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const one = rising[middle] as number;
    if (one < score || (isIncluded && one === score)) from = middle + 1;
    else to = middle;
  }
  return from;
}
