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
import type { TrainCommandOptions } from "./train.ts";
import { writeReport } from "./write-report.ts";

/** Beside settings, what training needs to know; a data set already loaded needs no loading. */
export interface RunTrainingOptions extends TrainCommandOptions {
  readonly dataset?: Dataset;
  /** Why that data set stands in for another. */
  readonly note?: string;
}

/** Trains into a new folder. @throws UsageError when `--out` holds a run already */
export async function runTraining(settings: Settings, options: RunTrainingOptions): Promise<void> {
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
    const loading = load(settings.dataset, options, line, signal);
    return trainAndReport(folder, line, options, { settings, loading, signal });
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
    const loading = load(settings.dataset, options, line, signal);
    const model = modelOf(settings, summary.dataset.image);
    const bytes = await folder.read(runFiles.checkpoint);
    const resume =
      bytes === undefined
        ? undefined
        : { summary, state: decodeCheckpoint(model, bytes, join(path, runFiles.checkpoint)) };
    return trainAndReport(folder, line, options, {
      settings,
      loading,
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
}

async function trainAndReport(
  folder: RunFolder,
  line: ProgressLine,
  options: RunTrainingOptions,
  job: Job,
): Promise<void> {
  const [dataset, runtime] = await Promise.all([
    job.loading,
    createNodeRuntime({
      // Another number of threads could change the last bits.
      threads: job.before?.environment.threads ?? job.settings.threads,
      webAssembly: options.webAssembly === true,
      onNotice: line.print,
    }),
  ]);
  if (job.before !== undefined) requireSameData(dataset, job.before);
  const note = options.note ?? job.before?.dataset.note;
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
    line.update("evaluating and drawing the report");
    await writeReport(folder, { ...run, autoencoder: run.autoencoder }, dataset.test, line);
    line.done();
    if (!options.json) tellResult(folder, run);
  }
  if (options.json) process.stdout.write(`${JSON.stringify(run.summary, null, 2)}\n`);
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
      `  hourglass train --out ${folder.path} --resume`,
  );
  process.exitCode = exitCodes.interrupted;
}

/** Locks a folder, and gives `work` a line of progress and a signal for Ctrl-C. */
async function inFolder(
  path: string,
  work: (folder: RunFolder, line: ProgressLine, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const lock = await lockFolder(path);
  const { signal, stop } = interruption();
  const line = createProgressLine(process.stderr);
  try {
    await work(runFolder(path), line, signal);
  } finally {
    line.done();
    stop();
    await lock.release();
  }
}

async function load(
  name: string,
  options: RunTrainingOptions,
  line: ProgressLine,
  signal: AbortSignal,
): Promise<Dataset> {
  if (options.dataset !== undefined) return options.dataset;
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
