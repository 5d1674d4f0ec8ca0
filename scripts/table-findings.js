// Sentences and tables that follow from the tables of docs/results.md and docs/models.md: written beside them by the scripts that
// write these, and held to them by test/result-pages.test.ts.
import jStat from "jstat";
import { table } from "./markdown-table.js";

/** `0.9022 ± 0.0006`, of so many seeds. @param {string | undefined} cell @param {number} seeds */
function spreadOf(cell, seeds) {
  const [mean = Number.NaN, deviation = 0] = (cell ?? "").split("±").map(Number);
  return { mean, deviation, seeds };
}

/**
 * The first mean less the second, with the 95 % interval of Welch's t; a figure that depends on no seed has a deviation of 0.
 * @typedef {{ mean: number, deviation: number, seeds: number }} Spread
 * @param {Spread} first @param {Spread} second
 */
export function difference(first, second) {
  const [a, b] = [first.deviation ** 2 / first.seeds, second.deviation ** 2 / second.seeds];
  const middle = first.mean - second.mean;
  if (a + b === 0) return { middle, low: middle, high: middle };
  const terms = [
    [a, first.seeds],
    [b, second.seeds],
  ].filter(([variance]) => variance > 0);
  const freedom =
    (a + b) ** 2 / terms.reduce((sum, [variance, seeds]) => sum + variance ** 2 / (seeds - 1), 0);
  const half = jStat.studentt.inv(0.975, freedom) * Math.sqrt(a + b);
  return { middle, low: middle - half, high: middle + half };
}

/** With its sign. @param {number} value @param {number} digits */
export function signed(value, digits) {
  const text = value.toFixed(digits);
  return Number(text) > 0 ? `+${text}` : text.replace("-", "−");
}

/** @param {{ middle: number, low: number, high: number }} one @param {number} digits */
function withInterval({ middle, low, high }, digits) {
  return `${signed(middle, digits)} (${signed(low, digits)} to ${signed(high, digits)})`;
}

/**
 * What the codes of the presets are worth beside the pixels.
 * @param {readonly Readonly<Record<string, string>>[]} rows of the table of results.md
 * @returns {string}
 */
export function presetFindings(rows) {
  const columns = {
    "Linear probe": "linear probe, test accuracy",
    "Nearest neighbours": "nearest neighbours, test accuracy",
  };
  const sentences = Object.entries(columns).flatMap(([what, column]) =>
    [...new Set(rows.map(({ data }) => data ?? ""))].map((data) => {
      const ofData = rows.filter((row) => row.data === data);
      const pixels = spreadOf(ofData.find(({ model }) => model === "_raw pixels_")?.[column], 1);
      const found = ofData
        .filter(({ model }) => model !== "_raw pixels_")
        .map((row) => {
          const own = difference(spreadOf(row[column], Number(row.seeds)), pixels);
          const points = { middle: 100 * own.middle, low: 100 * own.low, high: 100 * own.high };
          return { name: `\`${row.model}\``, ...points };
        });
      const list = (/** @type {typeof found} */ some) =>
        some.length === 0 ? "none" : some.map((one) => `${one.name} ${withInterval(one, 2)}`).join(", ");
      const more = found.filter(({ low }) => low > 0);
      const less = found.filter(({ high }) => high < 0);
      const open = found.filter(({ low, high }) => low <= 0 && high >= 0);
      return (
        `- ${what} on ${data} (${pixels.mean.toFixed(4)} in the pixels), more in the code of: ${list(more)}; ` +
        `less: ${list(less)}; not told apart: ${list(open)}.`
      );
    }),
  );
  return [
    "Against the pixels, in percentage points of accuracy, with the 95 % interval of the difference (t over the seeds; images and split are the same,",
    "and each interval stands for itself: one in twenty misses):",
    "",
    ...sentences,
  ].join("\n");
}

/** What is compared in models.md: the first model with the second, by a column. */
const pairs = [
  ["deep", "vanilla", "test bce (nats)"],
  ["convolutional", "deep", "test bce (nats)"],
  ["sparse", "vanilla", "test bce (nats)"],
  ["sparse-kl", "vanilla", "test bce (nats)"],
  ["sparse-topk", "vanilla", "test bce (nats)"],
  ["denoising", "vanilla", "test bce (nats)"],
  ["denoising", "vanilla", "bce of noisy images"],
];

/**
 * Differences between the models of models.md, with what they were trained for.
 * @param {readonly Readonly<Record<string, string>>[]} rows of its table
 * @returns {string}
 */
export function modelFindings(rows) {
  const lines = pairs.flatMap(([first, second, column]) =>
    [...new Set(rows.map(({ data }) => data ?? ""))].flatMap((data) => {
      const of = (/** @type {string} */ name) => rows.find((row) => row.data === data && row.model === name);
      const [a, b] = [of(first ?? ""), of(second ?? "")];
      if (a === undefined || b === undefined) return [];
      const found = difference(
        spreadOf(a[column ?? ""], Number(a.seeds)),
        spreadOf(b[column ?? ""], Number(b.seeds)),
      );
      const verdict = found.high < 0 ? "lower" : found.low > 0 ? "higher" : "not told apart";
      return [
        [
          `\`${first}\` less \`${second}\``,
          ...[data, column ?? "", withInterval(found, 4), verdict],
          ...[`${a.epochs} and ${b.epochs}`, `${a.code} and ${b.code}`],
        ],
      ];
    }),
  );
  return table(["models", "data", "error", "difference (95 % interval)", "so", "epochs", "code"], lines);
}
