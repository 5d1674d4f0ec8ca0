import { availableParallelism } from "node:os";
import { join, parse } from "node:path";
import type { DataOptions } from "../data/data-options.ts";
import { UsageError } from "../errors.ts";
import { describeEnvironment } from "../run/environment.ts";
import { type RunFolder, runFolder } from "../run/folder.ts";
import { lockFolder } from "../run/lock.ts";
import { shellWord } from "../run/resume-command.ts";
import { type MemoryLimit, sharedLimit } from "../runtime/memory.ts";
import { createNodeRuntime, memoryLimit } from "../runtime/node.ts";
import type { RunOutcome } from "../study/aggregate.ts";
import { createEstimator } from "../study/execution/estimate.ts";
import { describeData } from "../study/execution/examples.ts";
import { readOutcomes } from "../study/execution/outcomes.ts";
import { type PreparedStudy, prepareStudy } from "../study/execution/prepare.ts";
import { readStudy } from "../study/execution/read-study.ts";
import { runStudy } from "../study/execution/run-study.ts";
import {
  readPlan,
  requireSameStudy,
  runPath,
  studyFiles,
  writeDefinition,
  writeResults,
} from "../study/execution/study-folder.ts";
import { createTally } from "../study/execution/tally.ts";
import { type PlannedRun, planStudy, type StudyPlan } from "../study/grid.ts";
import type { StudyResults } from "../study/results.ts";
import { longestFirst, makespan, type RunEstimate, totalSeconds } from "../study/schedule.ts";
import type { Study } from "../study/study-file.ts";
import { studyResults } from "../study/study-results.ts";
import { plannedTraining, type TrainingGiven } from "../study/training-given.ts";
import { counted } from "../words.ts";
import type { FiguresOptions } from "./commands/figures-option.ts";
import type { MemoryOptions } from "./commands/memory-option.ts";
import type { OpenOptions } from "./commands/shared-options.ts";
import { createProgressFormat } from "./data-progress.ts";
import { exitCodes } from "./exit-codes.ts";
import { interruption } from "./interruption.ts";
import { describeNext, evaluateStep, type NextStep, openWhereAsked, studioStep } from "./next-steps.ts";
import { type PngDrawer, pngDrawer } from "./png-figures.ts";
import { formatSeconds } from "./progress.ts";
import { createProgressLines, type ProgressLines } from "./progress-lines.ts";
import { freshFolder } from "./run-workspace.ts";
import { describeFailures, describePlan, describeResults, describeRunWarnings } from "./study-tables.ts";
import { print, printJson, say } from "./terminal.ts";

const workerProgram = new URL("./study-worker.js", import.meta.url);

export interface StudyOptions extends MemoryOptions, FiguresOptions, OpenOptions {
  readonly out?: string;
  readonly workers?: string;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
  readonly quick?: boolean;
  readonly data?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
  /** What to do next, after the studio; the measures of a run unless given. */
  readonly next?: NextStep;
}

/** A study that was asked for, and what it takes. */
interface Task {
  /** As the user named it. */
  readonly file: string;
  readonly study: Study;
  readonly plan: StudyPlan;
  readonly workers: number;
  /** For all workers together. */
  readonly memory: MemoryLimit;
  readonly options: StudyOptions;
  readonly png: PngDrawer | undefined;
  readonly lines: ProgressLines;
  readonly signal: AbortSignal;
  /** When it was asked for, by the clock of `performance`. */
  readonly started: number;
}

/** Reads a study, checks all of it, and trains it or says what that would take. */
export async function executeStudy(file: string, options: StudyOptions): Promise<void> {
  const started = performance.now();
  const workers = workersOf(options.workers);
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
  const plan = planStudy(study, file);
  const memory = memoryLimit(options.memoryLimit);
  const { signal, stop } = interruption();
  const lines = createProgressLines(process.stderr);
  const task: Task = { file, study, plan, workers, memory, options, png, lines, signal, started };
  try {
    if (options.dryRun) await tellPlan(task);
    else await inStudyFolder(task, (folder) => carryOut(task, folder));
  } finally {
    lines.done();
    stop();
  }
}

function workersOf(option: string | undefined): number {
  if (option === undefined) return availableParallelism();
  const workers = Number(option);
  if (Number.isInteger(workers) && workers >= 1 && workers <= 256) return workers;
  throw new UsageError(`--workers: expected a whole number from 1 to 256, found ${option}`);
}

async function tellPlan(task: Task): Promise<void> {
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
  { file, study, plan, options }: Task,
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

async function carryOut(task: Task, folder: RunFolder): Promise<void> {
  const { study, plan, lines, options, signal } = task;
  const prepared = await prepare(task);
  if (!options.resume) await writeDefinition(folder, study, plan);
  const before = await readOutcomes(folder, plan);
  const runs = plan.runs.filter(({ id }) => before.get(id)?.status !== "done");
  const { estimates, environment } = await estimate(task, runs, prepared);
  if (!signal.aborted) await train(task, folder, runs, before, prepared, estimates);
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
async function prepare(task: Task): Promise<PreparedStudy> {
  const { plan, file, options, lines, signal } = task;
  const format = createProgressFormat();
  const dataOptions: DataOptions = {
    dataDir: options.dataDir,
    signal,
    onNotice: lines.print,
    onProgress: (progress) => lines.update(format(progress), []),
  };
  return prepareStudy(plan, file, dataOptions, task);
}

/** How long the runs will take, by some steps of each kind. */
async function estimate(
  { study, lines, signal }: Task,
  runs: readonly PlannedRun[],
  { datasets, architectureOf }: PreparedStudy,
): Promise<{
  readonly estimates: ReadonlyMap<string, RunEstimate>;
  readonly environment: StudyResults["environment"];
}> {
  const runtime = await createNodeRuntime({ threads: 1, onNotice: lines.print });
  const estimator = createEstimator(runtime);
  const estimates = new Map<string, RunEstimate>();
  for (const run of runs) {
    if (signal.aborted) break;
    lines.update("timing some steps of every kind of training", []);
    const dataset = datasets.get(run.data);
    if (dataset === undefined) throw new TypeError(`the data of ${run.id} are not loaded`);
    estimates.set(
      run.id,
      await estimator.estimate(run.settings, architectureOf(run), dataset, study.measures),
    );
  }
  const { hourglass, runtime: library, cpu, cores } = describeEnvironment(runtime);
  return { estimates, environment: { hourglass, runtime: library, cpu, cores } };
}

/** Workers beyond the cores wait for one another. */
function expectedSeconds(
  runs: readonly PlannedRun[],
  estimates: ReadonlyMap<string, RunEstimate>,
  workers: number,
): number {
  const seconds = runs.map(({ id }) => totalSeconds(estimates.get(id) ?? { training: 0, after: 0 }));
  return makespan(
    longestFirst(seconds, (one) => one),
    Math.min(workers, availableParallelism()),
  );
}

/** Trains what is still to be trained, and shows how far that is. */
async function train(
  { study, plan, workers, memory, options, lines, signal }: Task,
  folder: RunFolder,
  runs: readonly PlannedRun[],
  before: ReadonlyMap<string, RunOutcome>,
  { architectureOf }: PreparedStudy,
  estimates: ReadonlyMap<string, RunEstimate>,
): Promise<void> {
  const total = plan.runs.length;
  let done = total - runs.length;
  let failed = 0;
  const again = [...before.values()].filter(({ status }) => status === "failed").length;
  const tally = createTally(estimates, Math.min(workers, availableParallelism()));
  lines.print(
    `${runs.length} of ${counted(total, "training")} to do${again === 0 ? "" : `, ${again} of them again`}, at most about ` +
      `${formatSeconds(expectedSeconds(runs, estimates, workers))}`,
  );
  const show = (): void =>
    lines.update(
      `${done} of ${counted(total, "run")} done${failed === 0 ? "" : `, ${failed} failed`}: ` +
        `${Math.floor(100 * tally.fraction())} % of the work, ${formatSeconds(tally.secondsLeft())} left`,
      tally.running().map(({ id, text }) => `${id}: ${text}`),
    );
  const onStop = (): void => lines.print("Interrupted: the trainings under way save their state");
  signal.addEventListener("abort", onStop);
  // Progress of the whole does not wait for news of a part.
  const timer = setInterval(show, 1000);
  try {
    await runStudy(runs, {
      folder,
      program: workerProgram,
      workers,
      measures: study.measures,
      estimates,
      architectureOf,
      memoryLimit: sharedLimit(memory, workers).bytes,
      signal,
      ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
      onStart: ({ id }) => tally.start(id),
      onProgress: ({ id }, { part, fraction, text }) => {
        tally.progress(id, part, fraction, text);
        show();
      },
      onEnd: ({ id }, end) => {
        tally.end(id, end.kind !== "stopped");
        if (end.kind === "done") done++;
        if (end.kind === "failed") {
          failed++;
          lines.print(`${id} failed: ${end.error}`);
        }
        show();
      },
      onNotice: lines.print,
    });
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", onStop);
  }
}

function tellResults(
  { options: { json, next }, workers, started }: Task,
  folder: RunFolder,
  results: StudyResults,
  tried: number,
): void {
  const failures = results.runs.filter(({ status }) => status === "failed");
  if (json) printJson(results, 1);
  else {
    const warnings = describeRunWarnings(results);
    const report = join(folder.path, studyFiles.report);
    const done = results.runs.find(({ status }) => status === "done");
    const step = next ?? (done && evaluateStep(runPath(folder.path, done.id)));
    const steps = [studioStep(folder.path), ...(step === undefined ? [] : [step])];
    const parts = [
      describeResults(results),
      ...(warnings.length === 0 ? [] : [warnings.join("\n")]),
      `Took:   ${formatSeconds((performance.now() - started) / 1000)} (${counted(tried, "training")}, ${counted(workers, "worker")})\n` +
        `Study:  ${folder.path}\nReport: ${report}\n${describeNext(report, steps)}`,
    ];
    print(parts.join("\n\n"));
  }
  if (failures.length === 0) return;
  say(describeFailures(failures, results.runs.length));
  process.exitCode = exitCodes.failed;
}

function tellHowToResume({ file, options, workers }: Task, folder: RunFolder, { runs }: StudyResults): void {
  const done = runs.filter(({ status }) => status === "done").length;
  const words = [
    ...["hourglass", "study", shellWord(file), "--out", shellWord(folder.path), "--resume"],
    ...(options.quick ? ["--quick"] : []),
    ...(options.data === undefined ? [] : ["--data", shellWord(options.data)]),
    ...(options.workers === undefined ? [] : ["--workers", String(workers)]),
    ...(options.dataDir === undefined ? [] : ["--data-dir", shellWord(options.dataDir)]),
    ...(options.memoryLimit === undefined ? [] : ["--memory-limit", `${options.memoryLimit / 1e6}MB`]),
  ];
  say(
    `Interrupted with ${done} of ${counted(runs.length, "run")} done; the others are saved as far as they are. Continue with:\n` +
      `  ${words.join(" ")}`,
  );
  process.exitCode = exitCodes.interrupted;
}
