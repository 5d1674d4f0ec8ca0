import {
  digits,
  megabytes,
  notMeasured,
  showGrowth,
  showRatio,
  threadWords,
  whole,
  withRange,
} from "./format.js";
import { judgeGrowth } from "./memory.js";
import { geometricMeanWithInterval, meanWithInterval, pairedRatio, summarise } from "./statistics.js";
import { table } from "./table.js";

/** @import { Results } from "./results.js" */

// The parts of docs/benchmarks.md that are not training in processes, each from the stored results alone.

/** Where and when each part was measured. @param {Results} results */
export function machines(results) {
  const parts = [
    ...(results.training?.records ?? []).map((record) => ({ ...record, part: "training" })),
    ...[
      "compile-time",
      "start-up",
      "memory",
      "detector",
      "study-workers",
      "aggregation",
      "graphics",
      "studio",
      "visits",
    ].flatMap((part) => {
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
    const { mean, low, high } = geometricMeanWithInterval(values);
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

/** @param {Pick<Results, "graphics">} results */
export function graphicsTable({ graphics }) {
  if (graphics === undefined) return notMeasured;
  const rows = graphics.rates.map(({ model, batchSize, webgpu, cpu, pytorch }) => [
    model,
    whole(batchSize),
    withRange(webgpu),
    withRange(cpu),
    showRatio(pairedRatio(webgpu, cpu)),
    ...(pytorch === undefined ? ["", ""] : [withRange(pytorch), showRatio(pairedRatio(pytorch, webgpu))]),
  ]);
  const profiles = graphics.profiles.flatMap(({ model, batchSize, operators }) =>
    operators.map(({ operator, share, launches }) => [
      ...[model, whole(batchSize), operator],
      `${(100 * share).toFixed(1)} %`,
      launches.toFixed(0),
    ]),
  );
  return [
    `${graphics.runtime}; the processor with ${threadWords(graphics.threads)}; PyTorch: ${graphics.pytorch}.`,
    table(
      [
        "model",
        "batch",
        "WebGPU, images/s: median (lowest to highest)",
        "processor, images/s",
        "WebGPU is … times as fast [95 % interval]",
        "PyTorch on CUDA, images/s",
        "it is … times as fast as WebGPU [95 % interval]",
      ],
      rows,
    ),
    table(["model", "batch", "operator", "share of the time on the device", "launches a step"], profiles),
  ].join("\n\n");
}

/** @param {Results} results */
export function detectorTable({ detector }) {
  if (detector === undefined) return notMeasured;
  const { rows, columns, threads, fit, score, forest } = detector;
  const rate = score.map((seconds) => rows / seconds);
  const withForest = (/** @type {readonly number[]} */ own, /** @type {"fit" | "score"} */ part) =>
    "missing" in forest ? "" : showRatio(pairedRatio(own, forest[part]));
  const ofForest = (/** @type {"fit" | "score"} */ part) =>
    "missing" in forest ? `not measured: ${forest.missing}` : `${withRange(forest[part], digits)} s`;
  return [
    `${rows.toLocaleString("en")} rows of ${columns} columns, ${threadWords(threads)}, ${fit.length} rounds.`,
    table(
      [
        "",
        "median (lowest to highest)",
        `isolation forest${"missing" in forest ? "" : `, scikit-learn ${forest.version}`}`,
        "times as long as the forest [95 % interval]",
      ],
      [
        ["`hourglass detect fit`", `${withRange(fit, digits)} s`, ofForest("fit"), withForest(fit, "fit")],
        [
          "`hourglass detect score`, with reasons",
          `${withRange(score, digits)} s; ${withRange(rate)} rows/s`,
          ofForest("score"),
          withForest(score, "score"),
        ],
      ],
    ),
  ].join("\n\n");
}

/** @param {Results} results */
export function studyWorkersTable(results) {
  const found = results["study-workers"];
  if (found === undefined) return notMeasured;
  const { model, seeds, epochs, one, two } = found;
  return [
    `${model} on the built-in digits, ${seeds} seeds, ${epochs} epochs, the linear probe, and a report each; ${one.length} rounds.`,
    table(
      ["`hourglass study`", "median (lowest to highest)", "times as fast as one worker [95 % interval]"],
      [
        ["`--workers 1`", `${withRange(one, digits)} s`, "1"],
        ["`--workers 2`", `${withRange(two, digits)} s`, showRatio(pairedRatio(one, two))],
      ],
    ),
  ].join("\n\n");
}

/** @param {Results} results */
export function compileTimeTable(results) {
  const compile = results["compile-time"];
  if (compile === undefined) return notMeasured;
  return table(
    ["preset", "seconds to compile its training program: geometric mean [95 % interval]"],
    Object.entries(compile.seconds).map(([preset, values]) => {
      const { mean, low, high } = geometricMeanWithInterval(values);
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
