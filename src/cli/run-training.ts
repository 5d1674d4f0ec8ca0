import { access } from "node:fs/promises";
import { join } from "node:path";
import { catalogue } from "../data/catalogue.ts";
import type { Dataset } from "../data/image-set.ts";
import { loadDataset } from "../data/load.ts";
import { lookUp, UsageError } from "../errors.ts";
import { presets } from "../model/presets.ts";
import { decodeCheckpoint } from "../run/checkpoint.ts";
import { type RunFolder, readSummary, runFiles, runFolder } from "../run/folder.ts";
import { lockFolder } from "../run/lock.ts";
import type { OpenedRun } from "../run/open-run.ts";
import { resumeCommand, shellWord } from "../run/resume-command.ts";
import { requireSameData } from "../run/same-data.ts";
import type { RunSummary } from "../run/summary.ts";
import { modelOf, type TrainedRun, type TrainRunOptions, trainRun } from "../run/train-run.ts";
import { createNodeRuntime } from "../runtime/node.ts";
import { optionName, resolveSettings, type SettingName, type Settings } from "../settings/settings.ts";
import { createProgressFormat } from "./data-progress.ts";
import { exitCodes } from "./exit-codes.ts";
import { interruption } from "./interruption.ts";
import { createProgressLine, formatCount, formatSeconds, type ProgressLine } from "./progress.ts";
import { givenSettings } from "./settings-options.ts";
import { describeMetrics } from "./tables.ts";
import { writeReport } from "./write-report.ts";

/** Options of `hourglass train`: its own, and words for settings. */
export interface TrainCommandOptions extends Readonly<Record<string, unknown>> {
  readonly out?: string;
  readonly config?: string;
  readonly resume?: boolean;
  readonly dataDir?: string;
  readonly webAssembly?: boolean;
  readonly json?: boolean;
}

/** A data set that needs no loading any more. */
export interface LoadedData {
  readonly dataset: Dataset;
  /** Why it stands in for another. */
  readonly note?: string;
}

/** Trains into a new folder. @throws UsageError when `--out` holds a run already */
export async function runTraining(
  settings: Settings,
  options: TrainCommandOptions,
  loaded?: LoadedData,
): Promise<void> {
  lookUp(catalogue, settings.dataset, "data set");
  lookUp(presets, settings.model, "model");
  const path = options.out ?? (await freshFolder(join("runs", `${settings.dataset}-${settings.model}`)));
  await inFolder(path, async (folder, line, signal) => {
    const existing = await readSummary(folder);
    if (existing !== undefined) {
      throw new UsageError(
        `${path} holds a run already (${existing.status}, ${existing.epochs.run} epochs): ` +
          "choose another --out, or continue that run with --resume",
      );
    }
    const loading =
      loaded === undefined ? load(settings.dataset, options, line, signal) : Promise.resolve(loaded.dataset);
    return trainAndReport(folder, line, options, {
      settings,
      loading,
      signal,
      ...(loaded?.note === undefined ? {} : { note: loaded.note }),
    });
  });
}

/** Goes on with an interrupted or killed run, or adds epochs to a finished one. */
export async function resumeTraining(options: TrainCommandOptions): Promise<void> {
  const path = options.out;
  if (path === undefined) throw new UsageError("--resume: name the run's folder with --out DIR");
  await inFolder(path, async (folder, line, signal) => {
    const summary = await readSummary(folder);
    if (summary === undefined)
      throw new UsageError(`--resume: ${path} holds no run (${runFiles.summary} is missing)`);
    const settings = resumedSettings(summary, options);
    const model = modelOf(settings, summary.dataset.image);
    const bytes = await folder.read(runFiles.checkpoint);
    const resume =
      bytes === undefined
        ? undefined
        : { summary, state: decodeCheckpoint(model, bytes, join(path, runFiles.checkpoint)) };
    return trainAndReport(folder, line, options, {
      settings,
      loading: load(settings.dataset, options, line, signal),
      signal,
      ...(resume === undefined ? {} : { resume }),
      before: summary,
    });
  });
}

/** A run's own settings, but for those that only say how long to train. */
function resumedSettings(summary: RunSummary, options: TrainCommandOptions): Settings {
  const own = resolveSettings({ ...summary.settings }, runFiles.summary);
  const given = givenSettings(options);
  if (options.config !== undefined) {
    throw new UsageError(
      "--config: a run keeps its own settings on --resume; give what may change as options",
    );
  }
  if (given.epochs !== undefined && given.epochs < summary.epochs.run) {
    throw new UsageError(`--epochs ${given.epochs}: this run has ${summary.epochs.run} epochs already`);
  }
  const open: readonly SettingName[] = ["epochs", "patience", "minDelta"];
  for (const name of Object.keys(given) as SettingName[]) {
    if (!open.includes(name) && given[name] !== own[name]) {
      throw new UsageError(
        `--${optionName(name)} ${given[name]}: this run has ${own[name]}; only ${open.map((one) => `--${optionName(one)}`).join(", ")} may change on --resume`,
      );
    }
  }
  return { ...own, ...given };
}

interface Job {
  readonly settings: Settings;
  readonly loading: Promise<Dataset>;
  readonly signal: AbortSignal;
  readonly resume?: NonNullable<TrainRunOptions["resume"]>;
  /** What the folder says of a run that goes on. */
  readonly before?: RunSummary;
  /** Why the data set stands in for another. */
  readonly note?: string;
}

async function trainAndReport(
  folder: RunFolder,
  line: ProgressLine,
  options: TrainCommandOptions,
  job: Job,
): Promise<void> {
  const before = job.before?.environment;
  const [dataset, runtime] = await Promise.all([
    job.loading,
    createNodeRuntime({
      // Another runtime or number of threads could change the last bits.
      threads: before?.threads ?? job.settings.threads,
      webAssembly: options.webAssembly === true || before?.runtime.includes("WebAssembly") === true,
      onNotice: line.print,
    }),
  ]);
  if (job.before !== undefined) requireSameData(dataset, job.before);
  if (before !== undefined && before.runtime !== runtime.description) {
    line.print(
      `This run began with ${before.runtime} and goes on with ${runtime.description}: ` +
        "its last bits may differ from those of a run that was never interrupted.",
    );
  }
  const note = job.note ?? job.before?.dataset.note;
  const run = await trainRun({
    folder,
    settings: job.settings,
    dataset,
    runtime,
    signal: job.signal,
    ...(job.resume === undefined ? {} : { resume: job.resume }),
    ...(note === undefined ? {} : { note }),
    ...progressHooks(line, job.settings),
  });
  if (run.autoencoder === undefined) {
    tellHowToResume(folder, line, run);
  } else {
    const trained = { ...run, autoencoder: run.autoencoder };
    const reported = await reportUnlessInterrupted(folder, trained, dataset, line, job.signal);
    if (reported && !options.json) tellResult(folder, run);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(run.summary, null, 2)}\n`);
}

/** Whether the report was written: Ctrl-C after training leaves a run that is done, but for its report. */
async function reportUnlessInterrupted(
  folder: RunFolder,
  run: OpenedRun,
  { test }: Dataset,
  line: ProgressLine,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await writeReport(folder, run, test, line, signal);
    line.done();
    return true;
  } catch (error) {
    if (!signal.aborted) throw error;
    line.done(
      `Interrupted; the run is done, only its report is missing. Write it with:\n  hourglass report ${shellWord(folder.path)}`,
    );
    process.exitCode = exitCodes.interrupted;
    return false;
  }
}

function progressHooks(
  line: ProgressLine,
  settings: Settings,
): Pick<TrainRunOptions, "onProgress" | "onEpoch" | "onMeasuring"> {
  let validation = "";
  return {
    onProgress: (progress) => {
      const share = progress.imagesOfEpoch / progress.imagesPerEpoch;
      const part = share < 1 ? ` (${Math.floor(100 * share)} %)` : "";
      line.update(
        `epoch ${progress.epoch}/${settings.epochs}${part}: training ${settings.loss} ${progress.trainingLoss.toFixed(4)}${validation}, ` +
          `${formatCount(Math.round(progress.imagesPerSecond))} images/s, ${formatSeconds(progress.secondsLeft)} left`,
      );
    },
    onEpoch: ({ validationLoss }) => {
      validation = validationLoss === undefined ? "" : `, validation ${validationLoss.toFixed(4)}`;
    },
    onMeasuring: () => line.update("measuring the errors of every split"),
  };
}

function tellResult(folder: RunFolder, { summary }: TrainedRun): void {
  const { epochs, seconds, imagesPerSecond, metrics, dataset } = summary;
  if (metrics === undefined) return;
  const rate = formatCount(Math.round(imagesPerSecond));
  process.stdout.write(
    `${dataset.note === undefined ? "" : `${dataset.note}\n`}` +
      `Trained ${summary.model.name} on ${dataset.title}: ${epochs.run} epochs in ${formatSeconds(seconds)} (${rate} images/s), ` +
      `${epochs.stopped}; weights of epoch ${epochs.kept}.\n\n${describeMetrics(metrics, dataset.splits)}\n\n` +
      `Run:    ${folder.path}\nReport: ${join(folder.path, runFiles.report)}\n`,
  );
}

function tellHowToResume(folder: RunFolder, line: ProgressLine, { summary }: TrainedRun): void {
  line.done(
    `Interrupted after ${summary.epochs.run} of ${summary.settings.epochs} epochs; the state is saved. Continue with:\n` +
      `  ${resumeCommand(folder.path)}`,
  );
  process.exitCode = exitCodes.interrupted;
}

/** Locks a folder, and gives `work` a line of progress and a signal for Ctrl-C. */
async function inFolder(
  path: string,
  work: (folder: RunFolder, line: ProgressLine, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (path === "") throw new UsageError("--out: expected a folder, found nothing");
  const lock = await lockFolder(path);
  const { signal, stop } = interruption();
  const line = createProgressLine(process.stderr);
  const folder = runFolder(path);
  try {
    await folder.removeLeftovers();
    await work(folder, line, signal);
  } finally {
    line.done();
    stop();
    await lock.release();
  }
}

async function load(
  name: string,
  options: TrainCommandOptions,
  line: ProgressLine,
  signal: AbortSignal,
): Promise<Dataset> {
  const format = createProgressFormat();
  return loadDataset(name, {
    dataDir: options.dataDir,
    download: true,
    signal,
    onNotice: line.print,
    onProgress: (progress) => line.update(format(progress)),
  });
}

/** The first of `STEM-1`, `STEM-2`, ... that does not exist. */
export async function freshFolder(stem: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = `${stem}-${number}`;
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (!exists) return path;
  }
}
