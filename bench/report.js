import { contestants, reference } from "./contestants.js";
import { judgeGrowth } from "./memory.js";
import { models } from "./models.js";
import { meanWithInterval, pairedRatio, summarise } from "./statistics.js";
import { table } from "./table.js";
import { amount, digits, judgeTargets, nativeOver, showGrowth, showRatio } from "./targets.js";

/** @import { BenchmarkModel } from "./models.js" */
/** @import { MissingRecord, Results, TrainingRecord } from "./results.js" */

// The parts of docs/benchmarks.md, each from the stored results alone.

const notMeasured = "Not measured yet.";

/** Where and when each part was measured. @param {Results} results */
export function machines(results) {
  const parts = [
    ...(results.training?.records ?? []).map((record) => ({ ...record, part: "training" })),
    ...["compile-time", "start-up", "memory", "studio"].flatMap((part) => {
      const found = results[/** @type {"memory"} */ (part)];
      return found === undefined ? [] : [{ ...found, part }];
    }),
  ];
  if (parts.length === 0) return notMeasured;
  /** @type {Map<string, { parts: Set<string>, loads: number[] }>} */
  const places = new Map();
  for (const { date, machine, load, part } of parts) {
    const key = `${date}: ${machine}`;
    const place = places.get(key) ?? { parts: new Set(), loads: [] };
    place.parts.add(part);
    place.loads.push(load);
    places.set(key, place);
  }
  return [...places]
    .map(([key, { parts: ofPlace, loads }]) => {
      const { lowest, highest } = summarise(loads);
      const load = lowest === highest ? lowest.toFixed(1) : `${lowest.toFixed(1)} to ${highest.toFixed(1)}`;
      return `- ${key}; load before the start ${load} (${[...ofPlace].join(", ")}).`;
    })
    .join("\n");
}

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

/** Rates in the page, with their ratios to the studio's. @param {Results} results */
export function pageTable({ studio }) {
  if (studio === undefined) return notMeasured;
  const rows = studio.sessions.flatMap(({ model, rates, missing }) => [
    ...Object.entries(rates).map(([name, values]) => [
      model,
      name,
      String(values.length),
      withRange(values),
      name === "studio" ? "1" : showRatio(pairedRatio(rates["studio"] ?? [], values)),
    ]),
    ...Object.entries(missing).map(([name, reason]) => [model, name, "", "", `not measured: ${reason}`]),
  ]);
  const { response, memory, browser, threads } = studio;
  return [
    `${browser}, ${threadWords(threads)}.`,
    table(
      [
        "model",
        "",
        "turns",
        "images/s: median (lowest to highest)",
        "the studio is … times as fast [95 % interval]",
      ],
      rows,
    ),
    `A key pressed while training was answered after ${Math.round(response.median)} ms (median of 100), 95 % of them within ` +
      `${Math.round(response.nineteenOf20)} ms, the slowest after ${Math.round(response.longest)} ms. From epoch 10 to epoch 50, the memory of ` +
      `the page changed by ${(100 * (memory.after50 / memory.after10 - 1)).toFixed(1)} %.`,
  ].join("\n\n");
}

/** @param {Results} results */
export function startUpTable(results) {
  const startUp = results["start-up"];
  if (startUp === undefined) return notMeasured;
  const { help, bareNode, firstStep, peakMemory } = startUp;
  const more = meanWithInterval(help.map((seconds, start) => seconds - (bareNode[start] ?? Number.NaN)));
  const row = (
    /** @type {string} */ what,
    /** @type {readonly number[]} */ values,
    /** @type {string} */ unit,
  ) => {
    if (values.length === 0) return [what, "0", "not measured: no data set is in the cache"];
    const { mean, low, high } = amount(values);
    return [what, String(values.length), `${digits(mean)} [${digits(low)}, ${digits(high)}] ${unit}`];
  };
  return table(
    ["", "starts", "geometric mean [95 % interval]"],
    [
      row("Node with a program of nothing", bareNode, "s"),
      row("`hourglass --help`", help, "s"),
      [
        "what it takes more than Node, in pairs (mean)",
        String(help.length),
        `${digits(more.mean)} [${digits(more.low)}, ${digits(more.high)}] s`,
      ],
      row("`hourglass train` to the end of its first step", firstStep, "s"),
      row(
        "peak memory of `hourglass train`",
        peakMemory.map((bytes) => bytes / 1e6),
        "MB",
      ),
    ],
  );
}

/** @param {Results} results */
export function compileTimeTable(results) {
  const compile = results["compile-time"];
  if (compile === undefined) return notMeasured;
  return table(
    ["preset", "seconds to compile its training program: geometric mean [95 % interval]"],
    Object.entries(compile.seconds).map(([preset, values]) => {
      const { mean, low, high } = amount(values);
      return [preset, `${digits(mean)} [${digits(low)}, ${digits(high)}]`];
    }),
  );
}

/** @param {Results} results */
export function memoryTable({ memory }) {
  if (memory === undefined) return notMeasured;
  return table(
    [
      "model",
      "epochs",
      "garbage collected before each sample",
      "resident after the first, the middle, the last epoch",
      "growth over 100 epochs [95 % interval]: resident",
      "V8's heap in use",
      "native",
      "leak?",
    ],
    memory.trainings.map(({ model, collecting, resident, heapUsed, native }) => {
      const middle = resident[Math.floor(resident.length / 2)] ?? Number.NaN;
      const { verdict, ...growth } = judgeGrowth(resident);
      return [
        model,
        String(resident.length),
        collecting ? "yes" : "no",
        [resident[0] ?? Number.NaN, middle, resident.at(-1) ?? Number.NaN].map(megabytes).join(", "),
        showGrowth(growth),
        showGrowth(judgeGrowth(heapUsed)),
        showGrowth(judgeGrowth(native)),
        verdict,
      ];
    }),
  );
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

/** @param {number} threads */
function threadWords(threads) {
  return threads === 1 ? "one thread" : `${threads} threads`;
}

/** @param {readonly number[]} values */
function withRange(values) {
  const { median, lowest, highest } = summarise(values);
  return `${whole(median)} (${whole(lowest)} to ${whole(highest)})`;
}

/** @param {number} value */
function whole(value) {
  return Math.round(value).toLocaleString("en");
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${whole(bytes / 1e6)} MB`;
}
