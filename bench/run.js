import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killChildren } from "./child.js";
import { compareContestants, trainsTheSame } from "./comparison.js";
import { contestants } from "./contestants.js";
import { createJob, findImages, model } from "./create-job.js";
import { writeDocument } from "./document.js";
import { writeJob } from "./job.js";
import { currentLoad, describeLoad, describeMachine } from "./machine.js";
import { readOptions, startUp } from "./options.js";
import { full, quick } from "./pace.js";
import { installPeers } from "./peers.js";
import { createProgress } from "./progress.js";
import { settingsToTry } from "./pytorch.js";
import { comparisonTable, remarks, showProductRate, targetTable } from "./report.js";
import { runRounds } from "./rounds.js";
import { measureStartUp } from "./start-up.js";
import { trainingWork } from "./work.js";

/**
 * @param {import("./options.js").Options} options
 * @param {string} folder for what the benchmark writes until it is done
 */
async function run({ isQuick, only, threads }, folder) {
  const load = currentLoad();
  const pace = isQuick ? quick : full;
  const chosen = contestants.filter(({ name }) => only === undefined || only.has(name));
  const progress = createProgress(plannedSteps(chosen, pace, threads), 3 + pace.warmUpSeconds + pace.seconds);
  const images = await findImages();
  process.stderr.write(`training on ${images.description}; threads: ${threads}\n`);
  writeJob(folder, createJob(images.images));

  /** @type {Promise<void> | undefined} */
  let installed;
  const measurements = await runRounds(chosen, {
    ...{ folder, threads, pace, progress },
    installPeers: () => {
      installed ??= installPeers();
      return installed;
    },
  });
  const work = trainingWork(model);
  const comparisons = compareContestants(chosen, measurements, work);
  const startUpFigures =
    only === undefined || only.has(startUp)
      ? await progress.during(startUp, "start-up and memory", () =>
          measureStartUp(pace.starts, images.dataset, folder),
        )
      : undefined;

  const values = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    threads: String(threads),
    load: describeLoad(load),
    comparison: comparisonTable(comparisons),
    remarks: remarks(contestants, comparisons, measurements),
    productRate: showProductRate(measurements),
    targets: targetTable(
      { comparisons, ...(startUpFigures && { startUp: startUpFigures }) },
      { isWhole: only === undefined },
    ),
    images: images.description,
    rounds: String(pace.rounds),
    warmUp: String(pace.warmUpSeconds),
    wasmWarmUp: String(pace.wasmWarmUpSeconds),
    seconds: String(pace.seconds),
    starts: String(pace.starts),
    work: work.toLocaleString("en"),
  };
  const parts = [values.comparison, `Matrix-product rate: ${values.productRate}`, values.remarks];
  const shown = chosen.length === 0 ? [values.targets] : [...parts, values.targets];
  process.stdout.write(`${shown.filter((part) => part !== "").join("\n\n")}\n`);
  if (isQuick || only !== undefined) {
    process.stderr.write("docs/benchmarks.md stays as it was: that takes a full run\n");
  } else {
    writeDocument(values);
    process.stderr.write("written: docs/benchmarks.md\n");
  }
  const failed = chosen.filter(({ name }) => name.startsWith("hourglass") && measurements.missing.has(name));
  for (const { title } of failed) {
    process.stderr.write(`${title} failed\n`);
    process.exitCode = 1;
  }
  if (!comparisons.every(trainsTheSame)) {
    process.stderr.write("a contestant does not train the same: see the losses\n");
    process.exitCode = 1;
  }
}

/**
 * How often each step of the progress will come.
 * @param {typeof contestants} chosen
 * @param {import("./pace.js").Pace} pace
 * @param {number} threads
 * @returns {Map<string, number>}
 */
function plannedSteps(chosen, { rounds, trials }, threads) {
  const steps = new Map(chosen.map(({ name }) => [name, rounds]));
  steps.set("matrix product", rounds);
  if (steps.has("pytorch")) steps.set("trial", settingsToTry(threads) * trials);
  return steps;
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
