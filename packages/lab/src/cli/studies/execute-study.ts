import { availableParallelism } from "node:os";
import { join, parse } from "node:path";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { memoryLimit } from "hourglass-core/internal/runtime/node.ts";
import type { DataOptions } from "../../data/data-options.ts";
import { FolderInUseError, lockFolder } from "../../data/files/lock.ts";
import { type RunFolder, runFolder } from "../../run/folder.ts";
import type { RunOutcome } from "../../study/aggregate.ts";
import { createEstimator } from "../../study/execution/estimate.ts";
import { describeData } from "../../study/execution/examples.ts";
import { nameRuns } from "../../study/execution/name-runs.ts";
import { readOutcomes } from "../../study/execution/outcomes.ts";
import { loadOwnData, type PreparedStudy, prepareStudy } from "../../study/execution/prepare.ts";
import { readStudy } from "../../study/execution/read-study.ts";
import {
  type StudyRuntimes,
  studyEnvironment,
  studyRuntimes,
  studyVersion,
} from "../../study/execution/runtimes.ts";
import {
  readPlan,
  requireSameStudy,
  studyFiles,
  writeDefinition,
  writeResults,
} from "../../study/execution/study-folder.ts";
import { type PlannedRun, planStudy, type StudyPlan } from "../../study/grid.ts";
import type { QueueConnection } from "../../study/queue/connection.ts";
import { queueAddress } from "../../study/queue/queue-address.ts";
import type { StudyResults } from "../../study/results.ts";
import type { RunEstimate } from "../../study/schedule.ts";
import { clearFailure, partFailures } from "../../study/store/failures.ts";
import { describeRepeats } from "../../study/store/repeated.ts";
import { readRepeats } from "../../study/store/result-store.ts";
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
import { lockOrHelp } from "./lock-or-help.ts";
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
  // A queue that is not there is told before anything is begun.
  const queue = options.queue === undefined || options.dryRun ? undefined : await connect(options.queue);
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
      ...(queue === undefined ? {} : { queue }),
    };
    if (options.dryRun) await tellPlan(task);
    else await inStudyFolder(task, (folder) => carryOut(task, folder));
  } finally {
    lines.done();
    stop();
    queue?.close();
  }
}

async function connect(queue: string | true): Promise<QueueConnection> {
  const { connectQueue } = await import("../../study/queue/connection.ts");
  return connectQueue(queueAddress(queue));
}

async function tellPlan(task: StudyTask): Promise<void> {
  const prepared = await prepare(task);
  const runtimes = await studyRuntimes(task.plan, task.lines.print);
  const estimates = await estimate(task, task.plan.runs, prepared, runtimes);
  task.lines.done();
  const seconds = expectedSeconds(task.plan.runs, estimates, task.workers);
  const given = ({ data, settings }: PlannedRun): TrainingGiven =>
    plannedTraining(settings, prepared.datasets.get(data)?.train.count ?? 0);
  print(describePlan(task.study, task.plan, estimates, given, task.workers, seconds));
}

/** Locks the study's folder, which is new, or is to be continued: one process leads a study, and others train along. */
async function inStudyFolder(task: StudyTask, work: (folder: RunFolder) => Promise<void>): Promise<void> {
  const { file, study, plan, options } = task;
  const path = options.out ?? (await freshFolder(join("runs", parse(file).name)));
  if (options.resume && (await readPlan(runFolder(path))) === undefined) {
    throw new UsageError(`--resume: ${path} holds no study (${studyFiles.plan} is missing)`);
  }
  const lock = options.resume ? await lockOrHelp(task, path) : await lockFolder(path).catch(adviseToJoin);
  if (lock === undefined) return;
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

function adviseToJoin(error: unknown): never {
  if (!(error instanceof FolderInUseError)) throw error;
  throw new FolderInUseError(`${error.message}. To train along with a study that runs there, add --resume`, {
    cause: error,
  });
}

async function carryOut(task: StudyTask, folder: RunFolder): Promise<void> {
  const { lines, options, signal } = task;
  const prepared = await prepare(task);
  const runtimes = await studyRuntimes(task.plan, lines.print);
  const { plan, tried } = await trainAll(task, folder, prepared, runtimes);
  const results = await gather(task, folder, plan, prepared, runtimes);
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
    tellResults(task, folder, results, tried);
    await openWhereAsked(join(folder.path, studyFiles.report), options);
  }
}

/** Names the runs, and has those trained that are not done: by this machine, or by the workers of a queue. */
async function trainAll(
  task: StudyTask,
  folder: RunFolder,
  prepared: PreparedStudy,
  runtimes: StudyRuntimes,
): Promise<{ readonly plan: StudyPlan; readonly tried: number }> {
  const { study, options, signal, queue } = task;
  const stored = options.resume ? await readPlan(folder) : undefined;
  const before = await readOutcomes(folder, stored ?? task.plan);
  const plan = await namedPlan(task, prepared, runtimes, stored, before);
  await writeDefinition(folder, study, plan);
  await partFailures(folder);
  const runs = plan.runs.filter(({ id }) => before.get(id)?.status !== "done");
  for (const { id } of runs) {
    if (before.get(id)?.status === "failed") await clearFailure(runFolder(folder.path), id);
  }
  const estimates = await estimate(task, runs, prepared, runtimes);
  if (!signal.aborted) {
    const work = { folder, plan, runs, before, estimates };
    if (queue === undefined) await trainStudy(task, work);
    else await (await import("./lead-queue.ts")).leadQueue(task, work, queue);
  }
  return { plan, tried: runs.length };
}

/** What all runs gave; what each gave by itself is let go with it. */
async function gather(
  { study }: StudyTask,
  folder: RunFolder,
  plan: StudyPlan,
  { datasets }: PreparedStudy,
  runtimes: StudyRuntimes,
): Promise<StudyResults> {
  const outcomes = await readOutcomes(folder, plan);
  const data = [...datasets].map(([name, dataset]) => describeData(name, dataset));
  const environment = studyEnvironment(runtimes);
  const repeated = describeRepeats(await readRepeats(folder));
  return studyResults({
    ...{ study, plan, outcomes, data, environment },
    ...(repeated === undefined ? {} : { repeated }),
  });
}

/** The plan with names: what is done keeps the name that it was done under, by whatever version. */
async function namedPlan(
  { study, plan, lines }: StudyTask,
  prepared: PreparedStudy,
  runtimes: StudyRuntimes,
  stored: StudyPlan | undefined,
  before: ReadonlyMap<string, RunOutcome>,
): Promise<StudyPlan> {
  const began = performance.now();
  const named = await nameRuns(plan, prepared, study.measures, studyVersion(runtimes), (done, of) => {
    if (performance.now() - began < 1000) return;
    lines.update(`building the training programs: ${done} of ${of} runs`, []);
  });
  const earlier = new Map(stored?.runs.map(({ id, name }) => [id, name]));
  return {
    ...named,
    runs: named.runs.map((run) => {
      const name = before.get(run.id)?.status === "done" ? earlier.get(run.id) : undefined;
      return name === undefined ? run : { ...run, name };
    }),
  };
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
  runtimes: StudyRuntimes,
): Promise<ReadonlyMap<string, RunEstimate>> {
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
  return estimates;
}
