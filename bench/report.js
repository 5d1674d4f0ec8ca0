import { reference, trainsTheSame } from "./comparison.js";
import { summarise } from "./statistics.js";
import { table } from "./table.js";
import { isReached, targets } from "./targets.js";

/** @import { Comparison } from "./comparison.js" */
/** @import { Contestant } from "./contestants.js" */
/** @import { Measurements } from "./rounds.js" */
/** @import { Summary } from "./statistics.js" */
/** @import { Figures } from "./targets.js" */

/** @param {readonly Comparison[]} comparisons */
export function comparisonTable(comparisons) {
  return table(
    [
      "",
      "threads",
      "images/s",
      "Hourglass native is … times as fast",
      "share of the matrix-product rate",
      "loss, beside native's",
      "peak memory",
    ],
    comparisons.map((comparison) => [
      comparison.title,
      String(comparison.threads),
      withRange(comparison.rate, whole),
      showNativeOver(comparison),
      withRange(comparison.share, percent),
      showLosses(comparison),
      megabytes(comparison.peakMemory),
    ]),
  );
}

/**
 * A list of the versions, of what was missing and why, and of the contestants' own notes.
 * @param {readonly Contestant[]} contestants
 * @param {readonly Comparison[]} comparisons
 * @param {Measurements} measurements
 */
export function remarks(contestants, comparisons, { missing, notes }) {
  const lines = [
    ...comparisons.map(
      ({ title, version, handicap }) =>
        `${title}: ${version}${handicap === undefined ? "" : `; ${handicap}`}.`,
    ),
    ...contestants.flatMap(({ name, title }) => {
      const reason = missing.get(name);
      return reason === undefined ? [] : [`${title}: not, or not in every round, measured: ${reason}.`];
    }),
    ...notes,
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}

/** @param {Measurements} measurements */
export function showProductRate({ productRates }) {
  if (productRates.length === 0) return "not measured";
  return `${withRange(summarise(productRates), (rate) => threeDigits(rate / 1e9))} GFLOP/s`;
}

/**
 * @param {Figures} figures
 * @param {{ isWhole: boolean }} options whether to list the targets, too, for which nothing was measured
 */
export function targetTable(figures, { isWhole }) {
  const listed = targets
    .map((target) => ({ target, figure: target.figure(figures) }))
    .filter(({ figure }) => isWhole || "value" in figure);
  if (listed.length === 0) return "";
  return table(
    ["target", "measured", ""],
    listed.map(({ target, figure }) => {
      const { text, direction, limit, unit, scale } = target;
      const what = `${text}: ${direction} ${limit} ${unit}`;
      if ("missing" in figure) return [what, "", `not judged: ${figure.missing}`];
      const show = (/** @type {number} */ value) => threeDigits(value * scale);
      return [
        what,
        `${withRange(figure.value, show)} ${unit}`,
        isReached(target, figure.value) ? "reached" : "not reached",
      ];
    }),
  );
}

/** @param {Comparison} comparison */
function showNativeOver({ name, nativeOver }) {
  if (name === reference) return "1";
  return nativeOver === undefined ? "" : withRange(nativeOver, threeDigits);
}

/** @param {Comparison} comparison */
function showLosses(comparison) {
  const { losses } = comparison;
  if (losses === undefined) return "";
  const { steps, loss, reference: expected } = losses;
  const warning = trainsTheSame(comparison) ? "" : " DIFFERS";
  return `${loss.toFixed(4)} / ${expected.toFixed(4)} at step ${whole(steps)}${warning}`;
}

/**
 * @param {Summary} summary
 * @param {(value: number) => string} show
 */
function withRange({ median, lowest, highest }, show) {
  return `${show(median)} (${show(lowest)} to ${show(highest)})`;
}

/** @param {number} value */
function whole(value) {
  return Math.round(value).toLocaleString("en");
}

/** @param {number} value */
function threeDigits(value) {
  return Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 6 });
}

/** @param {number} value */
function percent(value) {
  return `${threeDigits(value * 100)} %`;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${whole(bytes / 1e6)} MB`;
}
