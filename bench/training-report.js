import { contestants, reference } from "./contestants.js";
import { digits, megabytes, notMeasured, showRatio, threadWords, whole, withRange } from "./format.js";
import { models } from "./models.js";
import { pairedRatio } from "./statistics.js";
import { table } from "./table.js";
import { judgeTargets, nativeOver } from "./targets.js";

/** @import { BenchmarkModel } from "./models.js" */
/** @import { MissingRecord, Results, TrainingRecord } from "./results.js" */

// What docs/benchmarks.md says of training, and its targets, from the stored results alone.

/** Versions and kernels that ran. @param {Results} results */
export function versions({ training }) {
  const lines = contestants.flatMap(({ name, title }) => {
    const own = (training?.records ?? []).filter(isMeasured).filter(({ contestant }) => contestant === name);
    const found = [
      ...new Set(
        own.map(({ version, kernel }) => (kernel === undefined ? version : `${version} (${kernel})`)),
      ),
    ];
    return found.length === 0 ? [] : [`- ${title}: ${found.join("; ")}.`];
  });
  return lines.join("\n");
}

/** The native Hourglass against each other, model by model. @param {Results} results */
export function overview({ training }) {
  const records = (training?.records ?? []).filter(({ contestant }) => contestant !== reference);
  const others = contestants.filter(({ name }) => records.some(({ contestant }) => contestant === name));
  const rows = models.flatMap(({ name: model }) =>
    threadsOf(records, model).map((threads) => [
      model,
      String(threads),
      ...others.map(({ name }) => {
        const record = records.find(
          (one) => one.model === model && one.threads === threads && one.contestant === name,
        );
        if (record === undefined) return "";
        return isMeasured(record) ? showRatio(nativeOver(record)) : "could not train it";
      }),
    ]),
  );
  return rows.length === 0
    ? notMeasured
    : table(["model", "threads", ...others.map(({ title }) => title)], rows);
}

/**
 * @param {Results} results
 * @param {{ all: boolean }} options whether those are listed, too, for which nothing was measured
 */
export function targetTable(results, { all }) {
  const judged = judgeTargets(results).filter(({ verdict }) => all || verdict !== "not measured yet");
  if (judged.length === 0) return "";
  return table(
    ["target", "aimed at", "measured, with its 95 % interval", ""],
    judged.map(({ text, aim, measured, verdict, reason }) => [
      text,
      aim,
      measured,
      reason === undefined ? verdict : `${verdict}: ${reason}`,
    ]),
  );
}

/**
 * What each model is, and how the contestants did.
 * @param {Results} results
 * @param {{ all: boolean }} options whether those are listed, too, for which nothing was measured
 */
export function modelSections({ training }, { all }) {
  const records = training?.records ?? [];
  return models
    .filter(({ name }) => all || records.some(({ model }) => model === name))
    .map((model) => modelSection(model, records))
    .join("\n\n");
}

/**
 * @param {BenchmarkModel} model
 * @param {readonly (TrainingRecord | MissingRecord)[]} all
 */
function modelSection({ name, layers, objective, lossTolerance }, all) {
  const records = contestants.flatMap((contestant) =>
    all.filter((record) => record.model === name && record.contestant === contestant.name),
  );
  const measured = records.filter(isMeasured);
  const work = measured[0]?.work;
  const notes = [
    ...records.flatMap((record) =>
      isMeasured(record)
        ? []
        : [`${titleOf(record)} could not train it on ${threadWords(record.threads)}: ${record.missing}.`],
    ),
    ...measured.flatMap(({ handicap, contestant }) =>
      handicap === undefined ? [] : [`${titleOf({ contestant })}: ${handicap}.`],
    ),
    ...measured.flatMap(({ note, threads }) =>
      note === undefined ? [] : [`On ${threadWords(threads)}: ${note}`],
    ),
    ...threadsOf(measured, name).map((threads) => steadiness(threads, measured)),
  ];
  return [
    `### ${name}`,
    `${layers}; ${objective}.${work === undefined ? "" : ` Work of an image: ${whole(work)} FLOP.`}`,
    measured.length === 0
      ? notMeasured
      : table(
          [
            "",
            "threads",
            "turns",
            "images/s: median (lowest to highest)",
            "Hourglass native is … times as fast [95 % interval]",
            "share of the matrix-product rate",
            "loss, beside native's",
            "peak memory",
          ],
          measured.map((record) => [
            titleOf(record),
            String(record.threads),
            String(record.turns.length),
            withRange(record.turns.map(({ rate }) => rate)),
            record.contestant === reference ? "1" : showRatio(nativeOver(record)),
            `${digits(100 * shareOfProducts(record))} %`,
            showLosses(record, lossTolerance),
            megabytes(record.peakMemory),
          ]),
        ),
    ...(notes.length === 0 ? [] : [notes.map((line) => `- ${line}`).join("\n")]),
  ].join("\n\n");
}

/** How fast the machine was in matrix products during the turns. @param {number} threads @param {readonly TrainingRecord[]} records */
function steadiness(threads, records) {
  const rates = records
    .filter((record) => record.threads === threads)
    .flatMap(({ turns }) => turns.flatMap(({ products }) => products))
    .map((rate) => rate / 1e9)
    .sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => rates[Math.round(share * (rates.length - 1))] ?? Number.NaN;
  return (
    `Matrix products of the model's sizes on ${threadWords(threads)}, before and after every turn: median ${digits(at(0.5))} GFLOP/s, ` +
    `90 % of them between ${digits(at(0.05))} and ${digits(at(0.95))}.`
  );
}

/** Of the rate around each turn. @param {TrainingRecord} record */
function shareOfProducts({ turns, work }) {
  return pairedRatio(
    turns.map(({ rate }) => rate * work),
    turns.map(({ products: [before, after] }) => Math.sqrt(before * after)),
  ).ratio;
}

/** @param {TrainingRecord} record @param {number} tolerance */
function showLosses(record, tolerance) {
  const { losses } = record;
  if (losses === undefined) return "";
  const warning = trainsTheSame(record, tolerance) ? "" : " DIFFERS";
  return `${losses.loss.toPrecision(4)} / ${losses.reference.toPrecision(4)} at step ${whole(losses.steps)}${warning}`;
}

/** @param {TrainingRecord} record @param {number} tolerance relative difference of losses above which it does not */
export function trainsTheSame({ losses }, tolerance) {
  return losses === undefined || Math.abs(losses.loss - losses.reference) <= tolerance * losses.reference;
}

/** @param {TrainingRecord | MissingRecord} record @returns {record is TrainingRecord} */
function isMeasured(record) {
  return !("missing" in record);
}

/**
 * @param {readonly (TrainingRecord | MissingRecord)[]} records
 * @param {string} model
 */
function threadsOf(records, model) {
  return [...new Set(records.filter((one) => one.model === model).map(({ threads }) => threads))].sort(
    (a, b) => a - b,
  );
}

/** @param {{ contestant: string }} record */
function titleOf({ contestant }) {
  return contestants.find(({ name }) => name === contestant)?.title ?? contestant;
}
