import { summarise } from "./statistics.js";

// Figures as the page has them: three digits, intervals in brackets.

export const notMeasured = "Not measured yet.";

/** @param {import("./statistics.js").PairedRatio} ratio */
export function showRatio({ ratio, low, high }) {
  return `${digits(ratio)} [${digits(low)}, ${digits(high)}]`;
}

/** @param {{ growth: number, low: number, high: number }} growth */
export function showGrowth({ growth, low, high }) {
  const percent = (/** @type {number} */ share) => (100 * share).toFixed(2);
  return `${percent(growth)} [${percent(low)}, ${percent(high)}] %`;
}

/** @param {number} value */
export function digits(value) {
  return Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 6 });
}

/** @param {number} threads */
export function threadWords(threads) {
  return threads === 1 ? "one thread" : `${threads} threads`;
}

/** @param {readonly number[]} values @param {(value: number) => string} [show] */
export function withRange(values, show = whole) {
  const { median, lowest, highest } = summarise(values);
  return `${show(median)} (${show(lowest)} to ${show(highest)})`;
}

/** @param {number} value */
export function whole(value) {
  return Math.round(value).toLocaleString("en");
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${whole(bytes / 1e6)} MB`;
}
