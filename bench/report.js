import { reference, trainsTheSame } from "./comparison.js";
import { summarise } from "./statistics.js";
import { table } from "./table.js";
import { isReached, targets } from "./targets.js";

/** @import { Comparison } from "./comparison.js" */
/** @import { CompileTimes } from "./compile-time.js" */
/** @import { Contestant } from "./contestants.js" */
/** @import { LongTrainings } from "./memory.js" */
/** @import { BenchmarkModel } from "./models.js" */
/** @import { Measurements } from "./rounds.js" */
/** @import { Summary } from "./statistics.js" */
/** @import { Figures } from "./targets.js" */

/**
 * All that was found out about a model.
 * @typedef {object} ModelFigures
 * @property {BenchmarkModel} model
 * @property {readonly Contestant[]} contestants
 * @property {Measurements} measurements
 * @property {number} work of an image, in FLOP
 * @property {readonly Comparison[]} comparisons
 */

/**
 * Native training of every model in a row.
 * @param {readonly ModelFigures[]} figures
 */
export function overview(figures) {
  if (figures.length === 0) return "";
  return table(
    [
      "model",
      "images/s",
      "times as fast as PyTorch",
      "times as fast as TensorFlow.js, WebAssembly",
      "share of the matrix-product rate",
    ],
    figures.map(({ model, contestants, comparisons, measurements }) => {
      const find = (/** @type {string} */ name) => comparisons.find((comparison) => comparison.name === name);
      const times = (/** @type {string} */ name) => {
        const over = find(name)?.nativeOver;
        if (over !== undefined) return withRange(over, threeDigits);
        const isAbsent = !contestants.some((contestant) => contestant.name === name);
        return isAbsent || !measurements.missing.has(name) ? "" : "could not train it, see below";
      };
      const native = find(reference);
      return [
        model.name,
        native === undefined ? "" : withRange(native.rate, whole),
        times("pytorch"),
        times("tensorflow-wasm"),
        native === undefined ? "" : withRange(native.share, percent),
      ];
    }),
  );
}

/**
 * What a model is, how the contestants did, what was missing and why, and their own notes.
 * @param {ModelFigures} figures
 */
export function modelSection({ model, contestants, measurements, work, comparisons }) {
  const { name, layers, objective } = model;
  const notes = [
    ...comparisons.flatMap(({ title, handicap }) => (handicap === undefined ? [] : `${title}: ${handicap}.`)),
    ...contestants.flatMap((contestant) => {
      const reason = measurements.missing.get(contestant.name);
      if (reason === undefined) return [];
      const never = !comparisons.some((comparison) => comparison.name === contestant.name);
      return `${contestant.title} could not train it${never ? "" : " in every round"}: ${reason}.`;
    }),
    ...measurements.notes,
  ];
  return [
    `### ${name}`,
    `${layers}; ${objective}. Work of an image: ${whole(work)} FLOP.`,
    ...(comparisons.length === 0 ? [] : [comparisonTable(comparisons)]),
    `Matrix-product rate of the same rounds: ${showProductRate(measurements)}.`,
    ...(notes.length === 0 ? [] : [notes.map((line) => `- ${line}`).join("\n")]),
  ].join("\n\n");
}

/** @param {readonly Comparison[]} comparisons */
function comparisonTable(comparisons) {
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
 * A list of the contestants' versions.
 * @param {readonly ModelFigures[]} figures
 */
export function versions(figures) {
  const lines = figures.flatMap(({ comparisons }) =>
    comparisons.map(({ title, version }) => `- ${title}: ${version}.`),
  );
  return [...new Set(lines)].join("\n");
}

/** @param {CompileTimes} compileTimes */
export function compileTimeTable(compileTimes) {
  return table(
    ["preset", "seconds to compile its training program"],
    [...compileTimes].map(([preset, seconds]) => [preset, withRange(seconds, threeDigits)]),
  );
}

/** @param {LongTrainings} longTrainings */
export function memoryTable(longTrainings) {
  return table(
    ["model", "images", "resident memory after epochs 10, 20, ..., in MB", "growth from epoch 20 on"],
    [...longTrainings].map(([model, { images, resident, growth }]) => [
      model,
      whole(images),
      resident.map((bytes) => whole(bytes / 1e6)).join(", "),
      percent(growth),
    ]),
  );
}

/** @param {Measurements} measurements */
function showProductRate({ productRates }) {
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
  return `${loss.toPrecision(4)} / ${expected.toPrecision(4)} at step ${whole(steps)}${warning}`;
}

/**
 * @param {Summary} summary
 * @param {(value: number) => string} show
 */
function withRange({ median, lowest, highest }, show) {
  return lowest === highest ? show(median) : `${show(median)} (${show(lowest)} to ${show(highest)})`;
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
