import { worstStudy } from "./aggregation-report.js";
import { digits, showGrowth, showRatio } from "./format.js";
import { judgeAmount, judgeRatio } from "./judgement.js";
import { judgeGrowth } from "./memory.js";
import { geometricMeanWithInterval, pairedRatio } from "./statistics.js";

/** @import { Verdict } from "./judgement.js" */
/** @import { Results, TrainingRecord } from "./results.js" */

/**
 * What is aimed at. A ratio is of rates that were measured in pairs, a turn beside a turn: `of` over `to`, at least `limit`. An amount is to be
 * under `limit`.
 *
 * @typedef {{ kind: "training", model: string, of: string, to: string, threads: readonly number[], limit: number }} TrainingTarget
 * @typedef {{ kind: "page", model: string, of: string, to: string, limit: number }} PageTarget
 * @typedef {{ kind: "amount", text: string, unit: string, scale: number, limit: number, values: (results: Results) => readonly number[] | undefined }} AmountTarget
 * @typedef {{ kind: "memory", model: string }} MemoryTarget
 * @typedef {{ kind: "workers", limit: number }} WorkersTarget
 */

/** @type {readonly (TrainingTarget | PageTarget | AmountTarget | MemoryTarget | WorkersTarget)[]} */
export const targets = [
  overPyTorch("vanilla", 2),
  overPyTorch("denoising", 1.8),
  overPyTorch("variational", 1.6),
  overPyTorch("deep", 1.1),
  overPyTorch("convolutional", 1.5),
  {
    kind: "training",
    model: "vanilla",
    of: "hourglass-native",
    to: "tensorflow-wasm",
    threads: [1],
    limit: 40,
  },
  {
    kind: "training",
    model: "vanilla",
    of: "hourglass-wasm",
    to: "hourglass-native",
    threads: [1, 2],
    limit: 0.3,
  },
  { kind: "page", model: "vanilla", of: "studio", to: "jax-js", limit: 2 },
  { kind: "page", model: "vanilla", of: "studio", to: "TensorFlow.js", limit: 15 },
  { kind: "page", model: "vanilla", of: "studio", to: "native", limit: 0.4 },
  { kind: "page", model: "convolutional", of: "studio", to: "native", limit: 0.3 },
  seconds("`hourglass --help`", 0.12, (results) => results["start-up"]?.help),
  seconds("`hourglass train` to the end of its first step", 1, (results) => results["start-up"]?.firstStep),
  seconds("training program of the preset that takes longest, compiled", 0.5, ({ "compile-time": compile }) =>
    Object.values(compile?.seconds ?? {})
      .sort((a, b) => geometricMean(b) - geometricMean(a))
      .at(0),
  ),
  seconds("the studio's first paint", 1, ({ studio }) => studio?.opening.firstPaint),
  seconds("the studio ready to train", 3, ({ studio }) => studio?.opening.readyToTrain),
  {
    ...{ kind: "amount", text: "peak memory of `hourglass train`", unit: "MB", scale: 1e-6, limit: 450 },
    values: (results) => results["start-up"]?.peakMemory,
  },
  seconds("`hourglass detect fit`, 100,000 rows of 30 columns", 30, ({ detector }) => detector?.fit),
  seconds("`hourglass detect score`, 100,000 rows with reasons", 10, ({ detector }) => detector?.score),
  { kind: "workers", limit: 1.7 },
  seconds("results and page of 10,000 trainings, the slowest study", 60, (results) =>
    worstStudy(results, "seconds"),
  ),
  {
    ...{
      kind: "amount",
      text: "peak memory of that, the largest study",
      unit: "MB",
      scale: 1e-6,
      limit: 1000,
    },
    values: (results) => worstStudy(results, "peakMemory"),
  },
  { kind: "memory", model: "vanilla" },
  { kind: "memory", model: "convolutional" },
];

/**
 * PyTorch at its best kernel, on the same number of threads.
 * @param {string} model
 * @param {number} limit times as fast
 * @returns {TrainingTarget}
 */
function overPyTorch(model, limit) {
  return { kind: "training", model, of: "hourglass-native", to: "pytorch", threads: [1, 2], limit };
}

/**
 * @param {string} text
 * @param {number} limit
 * @param {AmountTarget["values"]} values
 * @returns {AmountTarget}
 */
function seconds(text, limit, values) {
  return { kind: "amount", text, unit: "s", scale: 1, limit, values };
}

/**
 * A target beside what was measured.
 * @typedef {object} Judged
 * @property {string} text
 * @property {string} aim
 * @property {string} measured empty where nothing was
 * @property {Verdict | "not measured yet"} verdict
 * @property {string} [reason]
 */

/** @param {Results} results @returns {Judged[]} */
export function judgeTargets(results) {
  return targets.flatMap((target) => {
    if (target.kind === "training")
      return target.threads.map((threads) => judgeTraining(target, threads, results));
    if (target.kind === "page") return [judgePage(target, results)];
    if (target.kind === "workers") return [judgeWorkers(target, results)];
    return [target.kind === "amount" ? judgeOneAmount(target, results) : judgeMemory(target, results)];
  });
}

/**
 * @param {TrainingTarget} target
 * @param {number} threads
 * @param {Results} results
 * @returns {Judged}
 */
function judgeTraining({ model, of, to, limit, threads: all }, threads, results) {
  const ofThreads = all.length === 1 ? "" : `, ${threads} thread${threads === 1 ? "" : "s"}`;
  const about = { text: `${model}${ofThreads}: ${words(of)} against ${words(to)}`, aim: aimOf(limit) };
  const isNative = of === "hourglass-native";
  const record = results.training?.records.find(
    (one) => one.model === model && one.threads === threads && one.contestant === (isNative ? to : of),
  );
  if (record === undefined) return { ...about, measured: "", verdict: "not measured yet" };
  if ("missing" in record) return { ...about, measured: "", verdict: "not judged", reason: record.missing };
  const ratio = isNative ? nativeOver(record) : overNative(record);
  if (record.handicap !== undefined) {
    return { ...about, measured: showRatio(ratio), verdict: "not judged", reason: record.handicap };
  }
  return { ...about, ...judgedRatio(limit, ratio) };
}

/** @param {PageTarget} target @param {Results} results @returns {Judged} */
function judgePage({ model, of, to, limit }, { studio }) {
  const about = { text: `${model} in the page: ${words(of)} against ${words(to)}`, aim: aimOf(limit) };
  const session = studio?.sessions.find((one) => one.model === model);
  const [own, other] = [session?.rates[of], session?.rates[to]];
  const reason = session?.missing[to];
  if (reason !== undefined) return { ...about, measured: "", verdict: "not judged", reason };
  if (own === undefined || other === undefined)
    return { ...about, measured: "", verdict: "not measured yet" };
  return { ...about, ...judgedRatio(limit, pairedRatio(own, other)) };
}

/** @param {WorkersTarget} target @param {Results} results @returns {Judged} */
function judgeWorkers({ limit }, { "study-workers": found }) {
  const about = { text: "a study with the probe: two workers against one", aim: aimOf(limit) };
  if (found === undefined) return { ...about, measured: "", verdict: "not measured yet" };
  return { ...about, ...judgedRatio(limit, pairedRatio(found.one, found.two)) };
}

/**
 * @param {number} limit
 * @param {import("./statistics.js").PairedRatio} ratio
 */
function judgedRatio(limit, ratio) {
  const verdict = judgeRatio(limit, ratio);
  const reason =
    verdict === "not judged"
      ? `the interval spans a factor of ${digits(ratio.high / ratio.low)}, the target is a factor of ${digits(Math.max(limit, 1 / limit))} from 1`
      : undefined;
  return { measured: showRatio(ratio), verdict, ...(reason === undefined ? {} : { reason }) };
}

/** @param {AmountTarget} target @param {Results} results @returns {Judged} */
function judgeOneAmount({ text, unit, scale, limit, values }, results) {
  const about = { text, aim: `under ${limit} ${unit}` };
  const found = values(results);
  if (found === undefined || found.length === 0)
    return { ...about, measured: "", verdict: "not measured yet" };
  const { mean, low, high } = geometricMeanWithInterval(found.map((value) => value * scale));
  const verdict = judgeAmount(limit, { low, high });
  return {
    ...about,
    measured: `${digits(mean)} [${digits(low)}, ${digits(high)}] ${unit}`,
    verdict,
    ...(verdict === "not judged" ? { reason: "the target lies inside the interval" } : {}),
  };
}

/** @param {MemoryTarget} target @param {Results} results @returns {Judged} */
function judgeMemory({ model }, { memory }) {
  const about = { text: `${model}: growth of memory over 100 epochs`, aim: "under 1 %" };
  const training = memory?.trainings.find((one) => one.model === model && !one.collecting);
  if (training === undefined) return { ...about, measured: "", verdict: "not measured yet" };
  const { verdict, ...growth } = judgeGrowth(training.resident);
  return {
    ...about,
    measured: showGrowth(growth),
    verdict: verdict === "leak" ? "not reached" : verdict === "no leak" ? "reached" : "not judged",
    ...(verdict === "not judged" ? { reason: "the target lies inside the interval" } : {}),
  };
}

/** The native Hourglass over the record's contestant. @param {TrainingRecord} record */
export function nativeOver({ turns }) {
  return pairedRatio(
    turns.map(({ reference }) => reference),
    turns.map(({ rate }) => rate),
  );
}

/** @param {TrainingRecord} record */
function overNative({ turns }) {
  return pairedRatio(
    turns.map(({ rate }) => rate),
    turns.map(({ reference }) => reference),
  );
}

/** @param {readonly number[]} values */
function geometricMean(values) {
  return geometricMeanWithInterval(values).mean;
}

/** @param {number} limit */
function aimOf(limit) {
  return limit < 1 ? `at least ${100 * limit} %` : `at least ${limit} times as fast`;
}

/** @type {Readonly<Record<string, string>>} */
const names = {
  "hourglass-native": "Hourglass",
  "hourglass-wasm": "Hourglass as WebAssembly",
  pytorch: "PyTorch",
  "tensorflow-wasm": "TensorFlow.js, WebAssembly",
  studio: "the studio",
  native: "Hourglass, native",
  "jax-js": "jax-js, WebAssembly",
  "TensorFlow.js": "TensorFlow.js, WebAssembly",
};

/** @param {string} name */
function words(name) {
  return names[name] ?? name;
}
