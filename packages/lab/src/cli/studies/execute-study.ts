import { availableParallelism } from "node:os";
import { join, parse } from "node:path";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { createNodeRuntime } from "hourglass-core/internal/experiment/node-runtime.ts";
import type { DeviceChoice } from "hourglass-core/internal/runtime/device.ts";
import { memoryLimit } from "hourglass-core/internal/runtime/node.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { DataOptions } from "../../data/data-options.ts";
import { lockFolder } from "../../data/files/lock.ts";
import { describeEnvironment, type Environment } from "../../run/environment.ts";
import { type RunFolder, runFolder } from "../../run/folder.ts";
import { createEstimator } from "../../study/execution/estimate.ts";
import { describeData } from "../../study/execution/examples.ts";
import { readOutcomes } from "../../study/execution/outcomes.ts";
import { loadOwnData, type PreparedStudy, prepareStudy } from "../../study/execution/prepare.ts";
import { readStudy } from "../../study/execution/read-study.ts";
import {
  readPlan,
  requireSameStudy,
  studyFiles,
  writeDefinition,
  writeResults,
} from "../../study/execution/study-folder.ts";
import { type PlannedRun, planStudy } from "../../study/grid.ts";
import type { StudyResults } from "../../study/results.ts";
import type { RunEstimate } from "../../study/schedule.ts";
import { studyResults } from "../../study/study-results.ts";
import { plannedTraining, type TrainingGiven } from "../../study/training-given.ts";
import { wholeNumber } from "../options/whole-number.ts";
import { pngDrawer } from "../runs/png-figures.ts";
import { freshFolder } from "../runs/run-workspace.ts";
import { dataHooks } from "../terminal/data-progress.ts";
import { interruption } from "../terminal/interruption.ts";
import { openWhereAsked } from "../terminal/next-steps.ts";
import { createProgressLines } from "../terminal/progress-lines.ts";
import { print } from "../terminal/terminal.ts";
import { tellHowToResume, tellResults } from "./study-end.ts";
import { describePlan } from "./study-tables.ts";
import type { StudyOptions, StudyTask } from "./study-task.ts";
import { expectedSeconds, trainStudy } from "./train-study.ts";

/** Reads a study, checks all of it, and trains it or says what that would take. */
export async function executeStudy(file: string, options: StudyOptions): Promise<void> {
  const started = performance.now();
  const workers =
    options.workers === undefined
      ? availableParallelism()
      : wholeNumber("--workers", options.workers, 1, 256);
  if (options.resume && options.out === undefined) {
    throw new UsageError("--resume: name the study's folder with --out DIR");
  }
  if (options.out === "") throw new UsageError("--out: expected a folder, found nothing");
  const png = await pngDrawer(options.figures);
  const data = options.data?.split(",").map((name) => name.trim());
  const study = await readStudy(file, {
    quick: options.quick === true,
    ...(data === undefined ? {} : { data }),
  });
  const known = planStudy(study, file);
  const memory = memoryLimit(options.memoryLimit);
  const { signal, stop } = interruption();
  const lines = createProgressLines(process.stderr);
  try {
    const loaded = await loadOwnData(known, dataOptionsOf({ options, lines, signal }));
    const plan =
      loaded.size === 0
        ? known
        : planStudy(study, file, (data) => {
            const set = loaded.get(data);
            return set === undefined ? undefined : shapeOf(set.train);
          });
    const task: StudyTask = {
      file,
      study,
      plan,
      loaded,
      workers,
      memory,
      options,
      png,
      lines,
      signal,
      started,
    };
    if (options.dryRun) await tellPlan(task);
    else await inStudyFolder(task, (folder) => carryOut(task, folder));
  } finally {
    lines.done();
    stop();
  }
}

async function tellPlan(task: StudyTask): Promise<void> {
  const prepared = await prepare(task);
  const { estimates } = await estimate(task, task.plan.runs, prepared);
  task.lines.done();
  const seconds = expectedSeconds(task.plan.runs, estimates, task.workers);
  const given = ({ data, settings }: PlannedRun): TrainingGiven =>
    plannedTraining(settings, prepared.datasets.get(data)?.train.count ?? 0);
  print(describePlan(task.study, task.plan, estimates, given, task.workers, seconds));
}

/** Locks the study's folder, which is new, or is to be continued. */
async function inStudyFolder(
  { file, study, plan, options }: StudyTask,
  work: (folder: RunFolder) => Promise<void>,
): Promise<void> {
  const path = options.out ?? (await freshFolder(join("runs", parse(file).name)));
  if (options.resume && (await readPlan(runFolder(path))) === undefined) {
    throw new UsageError(`--resume: ${path} holds no study (${studyFiles.plan} is missing)`);
  }
  const lock = await lockFolder(path);
  const folder = runFolder(path, lock);
  try {
    await folder.removeLeftovers();
    if (options.resume) await requireSameStudy(folder, study, plan);
    else if ((await readPlan(folder)) !== undefined) {
      throw new UsageError(
        `${path} holds a study already: choose another --out, or continue that study with --resume`,
      );
    }
    await work(folder);
  } finally {
    await lock.release();
  }
}

async function carryOut(task: StudyTask, folder: RunFolder): Promise<void> {
  const { study, plan, lines, options, signal } = task;
  const prepared = await prepare(task);
  if (!options.resume) await writeDefinition(folder, study, plan);
  const before = await readOutcomes(folder, plan);
  const runs = plan.runs.filter(({ id }) => before.get(id)?.status !== "done");
  const { estimates, environment } = await estimate(task, runs, prepared);
  if (!signal.aborted) await trainStudy(task, folder, runs, before, prepared, estimates);
  const outcomes = await readOutcomes(folder, plan);
  const data = [...prepared.datasets].map(([name, dataset]) => describeData(name, dataset));
  const results = studyResults({ study, plan, outcomes, data, environment });
  await writeResults(folder, results);
  if (!signal.aborted) {
    lines.update("drawing the page", []);
    const { writeStudyPage } = await import("./write-study-page.ts");
    await writeStudyPage(folder, results, prepared.datasets, task.png, (text) => lines.update(text, []));
    await folder.recordChecksums();
  }
  lines.done();
  if (signal.aborted) tellHowToResume(task, folder, results);
  else {
    tellResults(task, folder, results, runs.length);
    await openWhereAsked(join(folder.path, studyFiles.report), options);
  }
}

/** Loads the data and checks every cell on them. */
async function prepare(task: StudyTask): Promise<PreparedStudy> {
  return prepareStudy(task.plan, task.file, dataOptionsOf(task), task, task.loaded);
}

function dataOptionsOf({
  options,
  lines,
  signal,
}: Pick<StudyTask, "options" | "lines" | "signal">): DataOptions {
  return {
    dataDir: options.dataDir,
    signal,
    ...dataHooks({ print: lines.print, update: (text) => lines.update(text, []) }),
  };
}

/** How long the runs will take, by some steps of each kind. */
async function estimate(
  { study, lines, signal }: StudyTask,
  runs: readonly PlannedRun[],
  { datasets, architectureOf }: PreparedStudy,
): Promise<{
  readonly estimates: ReadonlyMap<string, RunEstimate>;
  readonly environment: StudyResults["environment"];
}> {
  const runtimes = new Map<DeviceChoice, Runtime>();
  for (const device of new Set(
    runs.length === 0 ? ["cpu" as const] : runs.map(({ settings }) => settings.device),
  )) {
    runtimes.set(device, await createNodeRuntime({ threads: 1, device, onNotice: lines.print }));
  }
  const estimators = new Map([...runtimes].map(([device, runtime]) => [device, createEstimator(runtime)]));
  const estimates = new Map<string, RunEstimate>();
  for (const run of runs) {
    if (signal.aborted) break;
    lines.update("timing some steps of every kind of training", []);
    const dataset = datasets.get(run.data);
    const estimator = estimators.get(run.settings.device);
    if (dataset === undefined || estimator === undefined)
      throw new TypeError(`the data of ${run.id} are not loaded`);
    estimates.set(
      run.id,
      await estimator.estimate(run.settings, architectureOf(run), dataset, study.measures),
    );
  }
  const [first, ...others] = [...runtimes.values()].map(describeEnvironment);
  const { hourglass, runtime, cpu, cores } = first as Environment;
  const library = [runtime, ...others.map((other) => other.runtime)].join("; ");
  return { estimates, environment: { hourglass, runtime: library, cpu, cores } };
}
