import { meanInterval } from "hourglass-lab/internal/evaluation/mean-interval.ts";
import jStat from "jstat";

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
 * How many times one rate is the other.
 * @typedef {object} PairedRatio
 * @property {number} turns
 * @property {number} ratio geometric mean over the turns
 * @property {number} low bound of the 95 % interval
 * @property {number} high bound of the 95 % interval
 */

/**
 * The ratio of two rates that were measured turn by turn: what changes the machine for longer than a turn cancels. Its logarithms get a mean
 * with Student's t interval of 95 %, whose bounds are taken back. One turn has no interval: it is from 0 to infinity.
 * @param {readonly number[]} numerators one a turn
 * @param {readonly number[]} denominators one a turn
 * @returns {PairedRatio}
 */
export function pairedRatio(numerators, denominators) {
  const logarithms = numerators.map((numerator, turn) =>
    Math.log(numerator / (denominators[turn] ?? Number.NaN)),
  );
  const { mean, low, high } = meanWithInterval(logarithms);
  return { turns: logarithms.length, ratio: Math.exp(mean), low: Math.exp(low), high: Math.exp(high) };
}

/**
 * A mean with Student's t interval of 95 %; one value has none, its bounds are infinite.
 * @param {readonly number[]} values at least one
 */
export function meanWithInterval(values) {
  const { mean, interval } = meanInterval(values);
  const [low, high] = interval ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return { mean, low, high };
}

/**
 * A geometric mean: the mean of the logarithms with its interval, taken back.
 * @param {readonly number[]} values above 0
 */
export function geometricMeanWithInterval(values) {
  const { mean, low, high } = meanWithInterval(values.map(Math.log));
  return { mean: Math.exp(mean), low: Math.exp(low), high: Math.exp(high) };
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
 * The slope of the line of least squares, a step, with Student's t interval of 95 %.
 * @param {readonly number[]} values at least three, at equal distances of one step
 */
export function slopeWithInterval(values) {
  const mean = sum(values) / values.length;
  const middle = (values.length - 1) / 2;
  const squares = sum(values.map((_, index) => (index - middle) ** 2));
  const slope = sum(values.map((value, index) => (index - middle) * (value - mean))) / squares;
  const residuals = values.map((value, index) => value - mean - slope * (index - middle));
  const degreesOfFreedom = values.length - 2;
  const error = Math.sqrt(sum(residuals.map((value) => value ** 2)) / degreesOfFreedom / squares);
  const half = jStat.studentt.inv(0.975, degreesOfFreedom) * error;
  return { slope, low: slope - half, high: slope + half };
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
