/**
 * Whether a target is reached, by a 95 % interval. What the interval does not settle is not judged.
 * @typedef {"reached" | "not reached" | "not judged"} Verdict
 */

/**
 * Judges a ratio that is to be at least `limit`, by the lower bound of its interval. It is not judged where the interval is wider than the
 * limit's distance from 1, both as factors: where `high / low` is more than `limit` over 1 (or 1 over `limit`). So an interval may span
 * 10 % to tell that something is 1.1 times as fast, and a factor of two to tell that it is twice as fast.
 * @param {number} limit above 0, and not 1
 * @param {{ low: number, high: number }} interval
 * @returns {Verdict}
 */
export function judgeRatio(limit, { low, high }) {
  const isNarrow = high / low <= Math.max(limit, 1 / limit);
  if (!isNarrow) return "not judged";
  return low >= limit ? "reached" : "not reached";
}

/**
 * Judges an amount (seconds, bytes, a share) that is to be under `limit`, by the upper bound of its interval; not judged where the limit lies
 * inside.
 * @param {number} limit
 * @param {{ low: number, high: number }} interval
 * @returns {Verdict}
 */
export function judgeAmount(limit, { low, high }) {
  if (high < limit) return "reached";
  return low >= limit ? "not reached" : "not judged";
}
