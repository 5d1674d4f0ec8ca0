import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { measureAggregation } from "./aggregation.js";
import { aggregationTable } from "./aggregation-report.js";
import { killChildren } from "./child.js";
import { measureCompileTimes } from "./compile-time.js";
import { contestants, takesPart } from "./contestants.js";
import { createJob, findImages } from "./create-job.js";
import { columnCount, measureDetector, rowCount } from "./detector.js";
import { writeDocument } from "./document.js";
import { fullTask, measureGraphics, quickTask } from "./graphics.js";
import { writeJob } from "./job.js";
import { circumstancesNow } from "./machine.js";
import { watchMemory } from "./memory.js";
import { modelNamed, models } from "./models.js";
import { otherParts, readOptions } from "./options.js";
import { full, quick } from "./pace.js";
import {
  compileTimeTable,
  detectorTable,
  graphicsTable,
  memoryTable,
  startUpTable,
  studyWorkersTable,
} from "./parts-report.js";
import { installPeers } from "./peers.js";
import { createProgress } from "./progress.js";
import { settingsToTry } from "./pytorch.js";
import { mergeRecords, readResults, writeResults } from "./results.js";
import { runRounds, sessionName } from "./rounds.js";
import { measureStartUp } from "./start-up.js";
import { measureStudyWorkers } from "./study-workers.js";
import { recordsOf } from "./training.js";
import { modelSections, overview, targetTable, trainsTheSame } from "./training-report.js";

/** @import { Contestant } from "./contestants.js" */
/** @import { BenchmarkModel } from "./models.js" */
/** @import { Options } from "./options.js" */
/** @import { Pace } from "./pace.js" */
/** @import { Part, PartResults, Results } from "./results.js" */

/**
 * @param {Options} options
 * @param {string} folder for what the benchmark writes until it is done
 */
async function run(options, folder) {
  const { isQuick, isChosen } = options;
  const threads = Math.max(...options.threads);
  const session = circumstancesNow();
  const pace = isQuick ? quick : full;
  const progress = createProgress(plannedSteps(options, pace));
  const images = await findImages();
  process.stderr.write(`training on ${images.description}\n`);
  writeJob(folder, createJob(images.images, models));

  /** Of this run alone; each part is stored as soon as it is there. @type {Results} */
  let found = {};
  /** @template {Part} P @param {P} part @param {PartResults<P>} results */
  const keep = (part, results) => {
    found = { ...found, [part]: results };
    if (isQuick) return;
    writeResults(part, results);
    writeDocument(readResults());
  };

  /** @type {Promise<void> | undefined} */
  let installed;
  const installOnce = () => {
    installed ??= installPeers();
    return installed;
  };
  for (const { model, threads: ofSession, contestants: chosen } of sessions(options)) {
    const circumstances = { folder, threads: ofSession, pace, progress, installPeers: installOnce };
    const rounds = await runRounds(model, chosen, circumstances);
    const { turnSeconds, warmUpSeconds } = pace;
    const about = { ...session, threads: ofSession, images: images.description, turnSeconds, warmUpSeconds };
    const records = recordsOf(model, chosen, rounds, about);
    const known = isQuick ? found.training : readResults().training;
    keep("training", { records: mergeRecords(known?.records ?? [], records) });
    noteFailures(model, records, rounds.missing);
  }

  const [compiling, starting, remembering, detecting, sharing, aggregating] = otherParts;
  const { compilations, starts, memoryShare, detections } = pace;
  if (isChosen(compiling)) {
    const seconds = await progress.during({ kind: compiling }, "compile time of every preset", () =>
      measureCompileTimes(folder, { threads, compilations }),
    );
    keep(compiling, { ...session, threads, seconds });
  }
  if (isChosen(starting)) {
    const startUp = await progress.during({ kind: starting }, "start-up and its memory", () =>
      measureStartUp(starts, images.dataset, folder),
    );
    keep(starting, { ...session, ...startUp });
  }
  if (isChosen(remembering)) {
    const trainings = await progress.during({ kind: remembering }, "memory over many epochs", () =>
      watchMemory(folder, memoryShare),
    );
    keep(remembering, { ...session, trainings: trainings.map(byField) });
  }
  if (isChosen(detecting)) {
    const speed = await progress.during({ kind: detecting }, "learning and finding odd rows of a table", () =>
      measureDetector(detections, folder),
    );
    keep(detecting, {
      ...session,
      threads: availableParallelism(),
      rows: rowCount,
      columns: columnCount,
      ...speed,
    });
  }
  if (isChosen(sharing) && !isQuick && availableParallelism() < 2) {
    process.stderr.write(`${sharing}: left out, for two workers need two cores\n`);
  } else if (isChosen(sharing)) {
    const { studies, study } = pace;
    const seconds = await progress.during({ kind: sharing }, "a study with one worker and with two", () =>
      measureStudyWorkers(study, studies, folder),
    );
    keep(sharing, { ...session, ...study, ...seconds });
  }
  if (isChosen(aggregating)) {
    const studies = await progress.during({ kind: aggregating }, "results and pages of large studies", () =>
      measureAggregation(pace.aggregations, folder),
    );
    keep(aggregating, { ...session, studies });
  }
  show(found);
  process.stderr.write(
    isQuick
      ? "nothing is stored: that takes a run without --quick\n"
      : "written: bench/results/, docs/benchmarks.md\n",
  );
}

/** Training on a graphics processor alone. @param {Options} options */
async function runGraphics({ isQuick, threads }) {
  const session = circumstancesNow();
  const task = isQuick ? quickTask : fullTask;
  const speed = await measureGraphics(task, Math.max(...threads), (text) =>
    process.stderr.write(`${text}\n`),
  );
  const graphics = { ...session, ...speed };
  process.stdout.write(`${graphicsTable({ graphics })}\n`);
  if (isQuick || speed.runtime.includes("in software")) {
    process.stderr.write("nothing is stored: that takes a graphics processor, and a run without --quick\n");
    return;
  }
  writeResults("graphics", graphics);
  writeDocument(readResults());
}

/** What this run has found. @param {Results} found */
function show(found) {
  const parts = [
    ...(found.training === undefined ? [] : [modelSections(found, { all: false }), overview(found)]),
    ...(found["compile-time"] === undefined ? [] : [compileTimeTable(found)]),
    ...(found["start-up"] === undefined ? [] : [startUpTable(found)]),
    ...(found.memory === undefined ? [] : [memoryTable(found)]),
    ...(found.detector === undefined ? [] : [detectorTable(found)]),
    ...(found["study-workers"] === undefined ? [] : [studyWorkersTable(found)]),
    ...(found.aggregation === undefined ? [] : [aggregationTable(found)]),
    targetTable(found, { all: false }),
  ];
  process.stdout.write(`${parts.join("\n\n")}\n`);
}

/**
 * A run in which Hourglass fails, or does not train the same as another, has failed.
 * @param {BenchmarkModel} model
 * @param {ReturnType<typeof recordsOf>} records
 * @param {ReadonlyMap<string, string>} missing
 */
function noteFailures(model, records, missing) {
  const failed = [...missing.keys()].filter((name) => name.startsWith("hourglass"));
  const different = records.filter(
    (record) => !("missing" in record) && !trainsTheSame(record, modelNamed(model.name).lossTolerance),
  );
  for (const name of failed) process.stderr.write(`${model.name}: ${name} failed\n`);
  for (const { contestant } of different) {
    process.stderr.write(`${model.name}: ${contestant} does not train the same: see the losses\n`);
  }
  if (failed.length + different.length > 0) process.exitCode = 1;
}

/** @param {import("./memory.js").LongTraining} training */
function byField({ samples, ...training }) {
  const all = (/** @type {Exclude<keyof (typeof samples)[number], "arrayBuffers">} */ field) =>
    samples.map((sample) => sample[field]);
  return {
    ...training,
    ...{ resident: all("resident"), heap: all("heap"), heapUsed: all("heapUsed") },
    ...{ external: all("external"), native: all("native") },
  };
}

/**
 * Who trains which models, on how many threads.
 * @param {Options} options
 * @returns {{ model: BenchmarkModel, threads: number, contestants: Contestant[] }[]}
 */
function sessions({ models: chosen, isChosen, threads: all }) {
  return chosen.flatMap((model) =>
    all.flatMap((threads) => {
      const ofModel = contestants.filter(
        (contestant) => isChosen(contestant.name) && takesPart(contestant, model, threads),
      );
      return ofModel.length === 0 ? [] : [{ model, threads, contestants: ofModel }];
    }),
  );
}

/**
 * How often each step of the progress will come, and how long it may take.
 * @param {Options} options
 * @param {Pace} pace
 */
function plannedSteps(options, pace) {
  const turn = pace.turnSeconds + pace.probeSeconds + 0.2;
  return [
    ...sessions(options).flatMap(({ model, threads, contestants: chosen }) => {
      const session = sessionName(model, threads);
      const settings = settingsToTry(threads, model) * (3 + (pace.trialRounds + 1) * pace.trialSeconds);
      return [
        { kind: "start", session, count: chosen.length, guess: 3 + pace.warmUpSeconds },
        ...(chosen.some(({ name }) => name === "pytorch")
          ? [{ kind: "trial", session, count: 2, guess: settings / 2 }]
          : []),
        { kind: "round", session, count: pace.rounds, guess: turn * chosen.length },
      ];
    }),
    ...otherParts.filter(options.isChosen).map((kind) => ({ kind, count: 1, guess: guessOf(kind, pace) })),
  ];
}

/** Seconds of a part. @param {(typeof otherParts)[number]} kind @param {Pace} pace */
function guessOf(kind, pace) {
  if (kind === "memory") return 480 * pace.memoryShare;
  if (kind === "aggregation") return pace.aggregations * 90;
  if (kind === "study-workers") return pace.studies * pace.study.seeds * 30;
  return kind === "detector" ? 40 * pace.detections : 40;
}

const options = readOptions();
const folder = mkdtempSync(join(tmpdir(), "hourglass-bench-"));
const clean = () => {
  killChildren();
  rmSync(folder, { recursive: true, force: true });
};
for (const [signal, code] of /** @type {const} */ ([
  ["SIGINT", 130],
  ["SIGTERM", 143],
])) {
  process.once(signal, () => {
    clean();
    process.exit(code);
  });
}
try {
  if (options.isPageOnly) writeDocument(readResults());
  else if (options.onGraphics) await runGraphics(options);
  else await run(options, folder);
} finally {
  clean();
}
