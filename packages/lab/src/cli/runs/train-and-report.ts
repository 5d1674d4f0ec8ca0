import { join } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { type DeviceTrial, trialOf } from "hourglass-core/internal/experiment/choose-device.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { visible } from "hourglass-core/internal/visible.ts";
import { counted, withArticle } from "hourglass-core/internal/words.ts";
import type { Evaluation } from "../../evaluation/evaluation.ts";
import { requireSameData } from "../../run/files/data-identity.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { type RunFolder, runFiles } from "../../run/folder.ts";
import type { OpenedRun } from "../../run/open-run.ts";
import { resumeCommand, shellWord } from "../../run/resume-command.ts";
import { type TrainedRun, trainRun } from "../../run/train-run.ts";
import type { TrainRunOptions } from "../../run/train-run-options.ts";
import type { SettingsFor } from "../options/settings-options.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { describeNext, evaluateStep, openWhereAsked, studioStep } from "../terminal/next-steps.ts";
import { formatCount, formatSeconds, type ProgressLine } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { commandRuntime } from "./command-runtime.ts";
import { pngDrawer } from "./png-figures.ts";
import type { TrainCommandOptions } from "./run-workspace.ts";
import { describeKind, describeMetrics, describeWarnings } from "./tables.ts";
import { type ReportHooks, writeReport } from "./write-report.ts";

/** A training to be done, new or resumed. */
export interface Job {
  readonly settings: Settings;
  /** Those that suit the samples, of a new training. */
  readonly settingsFor?: SettingsFor;
  /** The layers, where they do not follow from the settings. */
  readonly architecture?: Architecture;
  readonly loading: Promise<Dataset<Samples>>;
  readonly signal: AbortSignal;
  readonly resume?: NonNullable<TrainRunOptions["resume"]>;
  /** What a training begins with that has no state to go on from, unless seeded. */
  readonly initialWeights?: NonNullable<TrainRunOptions["initialWeights"]>;
  /** What the folder says of a run that goes on. */
  readonly before?: RunSummary;
}

/** Trains into a locked folder, writes the report, and tells the user how it ended. */
export async function trainAndReport(
  folder: RunFolder,
  line: ProgressLine,
  options: TrainCommandOptions,
  job: Job,
): Promise<void> {
  const png = await pngDrawer(options.figures);
  const before = job.before?.environment;
  const [dataset, runtime] = await Promise.all([
    job.loading,
    commandRuntime(
      {
        ...options,
        // Another number of threads could change the last bits of what goes on.
        threads: before?.threads ?? job.settings.threads,
        device: job.settings.device,
        trial: () => trialOfJob(job, line),
      },
      line.print,
    ),
  ]);
  if (job.before !== undefined) requireSameData(dataset, job.before.dataset);
  if (before !== undefined && before.runtime !== runtime.description) {
    line.print(
      `This run began with ${before.runtime} and goes on with ${runtime.description}: ` +
        "its last bits may differ from those of a run that was never interrupted.",
    );
  }
  const settings = job.settingsFor?.(shapeOf(dataset.train)) ?? job.settings;
  const run = await trainRun({
    folder,
    settings,
    dataset,
    runtime,
    signal: job.signal,
    ...(job.architecture === undefined ? {} : { architecture: job.architecture }),
    ...(job.resume === undefined ? {} : { resume: job.resume }),
    ...(job.initialWeights === undefined ? {} : { initialWeights: job.initialWeights }),
    ...progressHooks(line, settings, kindOfSamples(dataset.train)),
  });
  if (run.autoencoder === undefined) {
    tellHowToResume(folder, line, run);
    if (options.json) printJson(run.summary);
  } else {
    const trained = { ...run, autoencoder: run.autoencoder };
    const evaluation = await reportUnlessInterrupted(folder, trained, dataset, line, {
      signal: job.signal,
      png,
    });
    if (options.json) printJson({ ...run.summary, warnings: evaluation?.measures.warnings ?? [] });
    else if (evaluation !== undefined) tellResult(folder, run, evaluation);
    if (evaluation !== undefined) await openWhereAsked(join(folder.path, runFiles.report), options);
  }
}

/** What is timed where the device is to be chosen. */
async function trialOfJob(
  { loading, settings, settingsFor, architecture }: Job,
  line: ProgressLine,
): Promise<DeviceTrial> {
  const dataset = await loading;
  line.update("looking for the device that trains faster");
  return trialOf(settingsFor?.(shapeOf(dataset.train)) ?? settings, dataset, architecture);
}

/** `undefined` where the report was not written: Ctrl-C after training leaves a run that is done, but for its report. */
async function reportUnlessInterrupted(
  folder: RunFolder,
  run: OpenedRun,
  dataset: Dataset<Samples>,
  line: ProgressLine,
  hooks: ReportHooks & { readonly signal: AbortSignal },
): Promise<Evaluation | undefined> {
  try {
    const evaluation = await writeReport(folder, run, dataset, line, hooks);
    line.done();
    return evaluation;
  } catch (error) {
    if (!hooks.signal.aborted) throw error;
    line.done(
      `Interrupted; the run is done, only its report is missing. Write it with:\n  hourglass report ${shellWord(folder.path)}`,
    );
    process.exitCode = exitCodes.interrupted;
    return undefined;
  }
}

function progressHooks(
  line: ProgressLine,
  settings: Settings,
  { title, plural }: Pick<SampleKind<unknown>, "title" | "plural">,
): Pick<TrainRunOptions, "onPretraining" | "onProgress" | "onEpoch" | "onMeasuring"> {
  let validation = "";
  return {
    onPretraining: ({
      part,
      parts,
      epoch,
      epochs,
      imagesOfEpoch,
      imagesPerEpoch,
      trainingLoss,
      secondsLeft,
    }) => {
      const share = imagesOfEpoch / imagesPerEpoch;
      line.update(
        `pretraining layer ${part} of ${parts}, epoch ${epoch}/${epochs}${partly(share)}: loss ${trainingLoss.toFixed(4)}, ` +
          `${formatSeconds(secondsLeft)} of pretraining left`,
      );
    },
    onProgress: (progress) => {
      const share = progress.imagesOfEpoch / progress.imagesPerEpoch;
      line.update(
        `epoch ${progress.epoch}/${settings.epochs}${partly(share)}: training ${lossName(settings, title)} ${progress.trainingLoss.toFixed(4)}${validation}, ` +
          `${formatCount(Math.round(progress.imagesPerSecond))} ${plural}/s, ${formatSeconds(progress.secondsLeft)} left`,
      );
    },
    onEpoch: ({ validationLoss }) => {
      validation = validationLoss === undefined ? "" : `, validation ${validationLoss.toFixed(4)}`;
    },
    onMeasuring: () => line.update("measuring the errors of every split"),
  };
}

/** How much of an epoch is over, where it is not all of it. */
function partly(share: number): string {
  return share < 1 ? ` (${Math.floor(100 * share)} %)` : "";
}

/** What the progress calls the objective: more than the reconstruction loss where it has other terms. */
function lossName(settings: Settings, title: string): string {
  const { reduction, term, unweightedOf } = codeOf(settings);
  if (objectiveOf(settings).penalties !== undefined) return "loss";
  if (reduction === "sum") return `loss (nats ${withArticle(title)})`;
  return term === undefined && unweightedOf?.({ ...settings }) === undefined ? settings.loss : "loss";
}

function tellResult(folder: RunFolder, { summary }: TrainedRun, { measures }: Evaluation): void {
  const { epochs, seconds, imagesPerSecond, metrics, dataset } = summary;
  if (metrics === undefined) return;
  const kind = kindOfSamples(shapeStored(dataset));
  const rate = formatCount(Math.round(imagesPerSecond));
  const report = join(folder.path, runFiles.report);
  print(
    `Trained ${visible(summary.model.name)} on ${visible(dataset.title)}: ${counted(epochs.run, "epoch")} in ${formatSeconds(seconds)} (${rate} ${kind.plural}/s), ` +
      `${epochs.stopped}; weights of epoch ${epochs.kept}.\n\n${[describeMetrics(metrics, dataset), ...describeKind(measures, dataset), ...describeWarnings(measures)].join("\n")}\n\n` +
      `Run:    ${folder.path}\nReport: ${report}\n${describeNext(report, [studioStep(folder.path), evaluateStep(folder.path)])}`,
  );
}

function tellHowToResume(folder: RunFolder, line: ProgressLine, { summary }: TrainedRun): void {
  const { settings, pretraining, epochs } = summary;
  const isBefore = settings.pretrain !== "none" && pretraining === undefined;
  const where = isBefore
    ? "while pretraining, which will begin anew"
    : `after ${epochs.run} of ${counted(settings.epochs, "epoch")}; the state is saved`;
  line.done(`Interrupted ${where}. Continue with:\n` + `  ${resumeCommand(folder.path)}`);
  process.exitCode = exitCodes.interrupted;
}
