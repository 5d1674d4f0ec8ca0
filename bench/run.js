import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killChildren } from "./child.js";
import { compareContestants, trainsTheSame } from "./comparison.js";
import { measureCompileTimes } from "./compile-time.js";
import { contestants, takesPart } from "./contestants.js";
import { createJob, findImages } from "./create-job.js";
import { writeDocument } from "./document.js";
import { writeJob } from "./job.js";
import { currentLoad, describeLoad, describeMachine } from "./machine.js";
import { watchMemory } from "./memory.js";
import { hourglassModel, lossTolerances, models } from "./models.js";
import { otherParts, readOptions } from "./options.js";
import { full, quick } from "./pace.js";
import { installPeers } from "./peers.js";
import { createProgress } from "./progress.js";
import { settingsToTry } from "./pytorch.js";
import { compileTimeTable, memoryTable, modelSection, overview, targetTable, versions } from "./report.js";
import { runRounds } from "./rounds.js";
import { measureStartUp } from "./start-up.js";
import { trainingWork } from "./work.js";

/** @import { Contestant } from "./contestants.js" */
/** @import { BenchmarkModel } from "./models.js" */
/** @import { Options } from "./options.js" */
/** @import { Pace } from "./pace.js" */
/** @import { ModelFigures } from "./report.js" */

/**
 * @param {Options} options
 * @param {string} folder for what the benchmark writes until it is done
 */
async function run(options, folder) {
  const { isQuick, isWhole, isChosen, threads } = options;
  const load = currentLoad();
  const pace = isQuick ? quick : full;
  const progress = createProgress(plannedSteps(options, pace));
  const images = await findImages();
  process.stderr.write(`training on ${images.description}; threads: ${threads}\n`);
  writeJob(folder, createJob(images.images, models));

  /** @type {Promise<void> | undefined} */
  let installed;
  const circumstances = {
    ...{ folder, threads, pace, progress },
    installPeers: () => {
      installed ??= installPeers();
      return installed;
    },
  };
  /** @type {ModelFigures[]} */
  const figures = [];
  for (const { model, contestants: chosen } of trainings(options)) {
    const measurements = await runRounds(model, chosen, circumstances);
    const work = trainingWork(hourglassModel(model));
    const comparisons = compareContestants(model, chosen, measurements, work);
    figures.push({ model, contestants: chosen, measurements, work, comparisons });
  }

  const [compiling, starting, remembering] = otherParts;
  const { compilations, starts, memoryEpochs: epochs } = pace;
  const compileTimes = isChosen(compiling)
    ? await progress.during({ kind: compiling }, "compile time of every preset", () =>
        measureCompileTimes(folder, { threads, compilations }),
      )
    : undefined;
  const startUp = isChosen(starting)
    ? await progress.during({ kind: starting }, "start-up and its memory", () =>
        measureStartUp(starts, images.dataset, folder),
      )
    : undefined;
  const longTrainings = isChosen(remembering)
    ? await progress.during({ kind: remembering }, `memory over ${epochs} epochs`, () =>
        watchMemory(folder, { threads, epochs }),
      )
    : undefined;

  const values = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    threads: String(threads),
    load: describeLoad(load),
    versions: versions(figures),
    overview: overview(figures),
    models: figures.map(modelSection).join("\n\n"),
    targets: targetTable(
      {
        comparisons: new Map(figures.map(({ model, comparisons }) => [model.name, comparisons])),
        ...(compileTimes && { compileTimes }),
        ...(startUp && { startUp }),
        ...(longTrainings && { longTrainings }),
      },
      { isWhole },
    ),
    compileTimes: compileTimes === undefined ? "" : compileTimeTable(compileTimes),
    memory: longTrainings === undefined ? "" : memoryTable(longTrainings),
    images: images.description,
    exactTolerance: `${lossTolerances.exact * 100} %`,
    randomTolerance: `${lossTolerances.random * 100} %`,
    variationalTolerance: `${lossTolerances.variational * 100} %`,
    rounds: String(pace.rounds),
    warmUp: String(pace.warmUpSeconds),
    tensorflowWarmUp: String(pace.tensorflowWarmUpSeconds),
    wasmWarmUp: String(pace.wasmWarmUpSeconds),
    seconds: String(pace.seconds),
    starts: String(starts),
    compilations: String(compilations),
    memoryEpochs: String(epochs),
  };
  const { overview: summary, models: sections, compileTimes: compileTable, memory, targets } = values;
  const shown = [values.versions, sections, summary, compileTable, memory, targets];
  process.stdout.write(`${shown.filter((part) => part !== "").join("\n\n")}\n`);
  if (isQuick || !isWhole) {
    process.stderr.write("docs/benchmarks.md stays as it was: that takes a full run\n");
  } else {
    writeDocument(values);
    process.stderr.write("written: docs/benchmarks.md\n");
  }
  for (const { model, contestants: chosen, measurements, comparisons } of figures) {
    const failed = chosen.filter(
      ({ name }) => name.startsWith("hourglass") && measurements.missing.has(name),
    );
    const different = comparisons.filter((comparison) => !trainsTheSame(comparison));
    for (const { title } of failed) process.stderr.write(`${model.name}: ${title} failed\n`);
    for (const { title } of different) {
      process.stderr.write(`${model.name}: ${title} does not train the same: see the losses\n`);
    }
    if (failed.length + different.length > 0) process.exitCode = 1;
  }
}

/**
 * Who trains which models.
 * @param {Options} options
 * @returns {{ model: BenchmarkModel, contestants: Contestant[] }[]}
 */
function trainings({ models: chosen, isChosen }) {
  return chosen
    .map((model) => ({
      model,
      contestants: contestants.filter(
        (contestant) => isChosen(contestant.name) && takesPart(contestant, model),
      ),
    }))
    .filter(({ contestants: ofModel }) => ofModel.length > 0);
}

/**
 * How often each step of the progress will come, and how long it may take.
 * @param {Options} options
 * @param {Pace} pace
 */
function plannedSteps(options, pace) {
  const { rounds, trials, seconds, warmUpSeconds } = pace;
  const guess = 3 + warmUpSeconds + seconds;
  return [
    ...trainings(options).flatMap(({ model: benchmarkModel, contestants: chosen }) => {
      const model = benchmarkModel.name;
      const tried = settingsToTry(options.threads, benchmarkModel) * trials;
      return [
        ...chosen.map(({ name }) => ({ kind: name, model, count: rounds, guess })),
        { kind: "matrix product", model, count: rounds, guess: 1 + warmUpSeconds + seconds },
        ...(chosen.some(({ name }) => name === "pytorch")
          ? [{ kind: "trial", model, count: tried, guess: 3 + pace.trialWarmUpSeconds + pace.trialSeconds }]
          : []),
      ];
    }),
    ...otherParts.filter(options.isChosen).map((kind) => ({ kind, count: 1, guess: 30 })),
  ];
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
  await run(options, folder);
} finally {
  clean();
}
