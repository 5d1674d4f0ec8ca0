/**
 * The middle of several measurements with their range.
 * @typedef {{ median: number, lowest: number, highest: number }} Summary
 */

/**
 * @param {readonly number[]} values at least one
 * @returns {Summary}
 */
export function summarise(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ index) => /** @type {number} */ (sorted[index]);
  const upper = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? at(upper) : (at(upper - 1) + at(upper)) / 2;
  return { median, lowest: at(0), highest: at(sorted.length - 1) };
}

/**
 * The quotients round by round, so that what slows a whole round (other programs, heat) cancels; `undefined` where
 * no round has both.
 * @param {readonly (number | undefined)[]} numerators one a round
 * @param {readonly (number | undefined)[]} denominators one a round
 * @returns {Summary | undefined}
 */
export function summariseRatios(numerators, denominators) {
  const ratios = numerators.flatMap((numerator, round) => {
    const denominator = denominators[round];
    return numerator === undefined || denominator === undefined ? [] : [numerator / denominator];
  });
  return ratios.length === 0 ? undefined : summarise(ratios);
}

/**
 * How two trainings from the same weights on the same batches compare: the mean loss of each over the last steps that
 * both have taken, at most `window` of them.
 * @param {readonly number[]} losses
 * @param {readonly number[]} reference
 */
export function compareLosses(losses, reference, window = 20) {
  const steps = Math.min(losses.length, reference.length);
  const mean = (/** @type {readonly number[]} */ values) => {
    const last = values.slice(Math.max(0, steps - window), steps);
    return last.reduce((sum, value) => sum + value, 0) / last.length;
  };
  return { steps, loss: mean(losses), reference: mean(reference) };
}

/**
 * How much values grow from the first to the last, as the line of least squares through them has it, over their mean.
 * @param {readonly number[]} values at least two, at equal distances
 */
export function relativeGrowth(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const middle = (values.length - 1) / 2;
  let products = 0;
  let squares = 0;
  for (const [index, value] of values.entries()) {
    products += (index - middle) * (value - mean);
    squares += (index - middle) ** 2;
  }
  return ((products / squares) * (values.length - 1)) / mean;
}
