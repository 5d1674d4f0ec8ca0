import { join, resolve } from "node:path";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { type ClassifierSummary, parseClassifierSummary } from "../../classify/classifier-summary.ts";
import { describeClassifier } from "../../classify/describe-classifier.ts";
import { resumeClassifierCommand } from "../../classify/open-classifier.ts";
import { trainClassifiers } from "../../classify/train-classifiers.ts";
import { deviceOf } from "../../run/environment.ts";
import { asTrainedOn, requireSameData } from "../../run/files/data-identity.ts";
import { type RunFolder, readParsed, runFiles, runFolder } from "../../run/folder.ts";
import { openRun, requireFinished } from "../../run/open-run.ts";
import type { FiguresOptions } from "../options/figures-option.ts";
import { givenSettings } from "../options/settings-options.ts";
import type { OpenOptions } from "../options/shared-options.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { describeNext, openWhereAsked, predictStep, studioStep } from "../terminal/next-steps.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { classifierPlan, type PlanOptions, requireSamePlan } from "./classify-plan.ts";
import { commandRuntime } from "./command-runtime.ts";
import { type PngDrawer, pngDrawer } from "./png-figures.ts";
import { inRunFolder, loadWithProgress } from "./run-workspace.ts";
import { relocated, type StoredRunOptions } from "./stored-run.ts";
import { writeClassifierReport } from "./write-classifier-report.ts";

export interface ClassifyOptions extends PlanOptions, StoredRunOptions, FiguresOptions, OpenOptions {
  readonly out: string;
  readonly resume?: boolean;
  readonly threads?: string;
  readonly device?: string;
  readonly json?: boolean;
}

/** Trains a classifier on the encoder of a run into a folder of its own, or goes on with the one that is there. */
export async function classifyRun(run: string | undefined, options: ClassifyOptions): Promise<void> {
  const { out, resume = false } = options;
  const plan = resume ? undefined : classifierPlan(options);
  if (plan === undefined) requireSamePlan(options, "--resume");
  if (run === undefined && !resume) throw new UsageError("RUN: name the folder of a finished run");
  if (run !== undefined && resolve(run) === resolve(out)) {
    throw new UsageError(`--out: ${out} is the folder of the run itself: choose another`);
  }
  const given = givenSettings({ threads: options.threads, device: options.device });
  const png = await pngDrawer(options.figures);
  // Before anything is made: a lock would make the folder.
  const known = await knownClassifier(out, resume);
  const path = run ?? (known as ClassifierSummary).encoder.run;
  await requireFinished(runFolder(path));
  await inRunFolder(out, async (folder, line, signal) => {
    const before = await readParsed(folder, runFiles.summary, parseClassifierSummary);
    const { memoryLimit } = options;
    // Another device or number of threads could change the last bits of what goes on.
    const machine = {
      threads: before?.environment.threads ?? given.threads,
      device: given.device ?? (before && deviceOf(before.environment)),
    };
    const runtime = await commandRuntime(
      { ...machine, ...(memoryLimit === undefined ? {} : { memoryLimit }) },
      line.print,
    );
    const opened = await openRun(path, runtime);
    try {
      requireSameEncoder(before, opened.summary.weights, path);
      const settings = await relocated((before ?? opened.summary).settings, options);
      const dataset = await loadWithProgress(settings, options, line, signal);
      requireSameData(asTrainedOn(dataset, opened.summary), opened.summary.dataset);
      if (before !== undefined) requireSameData(dataset, before.dataset, "this classifier was trained on");
      const estimate = createEstimate(line, "training classifiers");
      const summary = await trainClassifiers({
        ...{ folder, run: opened, path: resolve(path), dataset, settings, runtime, signal },
        plan: before?.plan ?? (plan as NonNullable<typeof plan>),
        ...(before === undefined ? {} : { before }),
        onProgress: estimate,
      });
      await tell(summary, folder, line, options, png);
    } finally {
      await opened.autoencoder.release();
    }
  });
}

/** What the folder has of a classifier. @throws UsageError where that does not go with what is asked for */
async function knownClassifier(out: string, resume: boolean): Promise<ClassifierSummary | undefined> {
  if (out === "") throw new UsageError("--out: expected a folder, found nothing");
  const folder = runFolder(out);
  const isThere = await folder.has(runFiles.summary);
  if (!resume) {
    if (!isThere) return undefined;
    throw new UsageError(
      `--out: ${out} holds a run already: choose another folder, or finish a classifier with --resume`,
    );
  }
  if (!isThere) throw new UsageError(`--resume: ${out} holds no classifier (${runFiles.summary} is missing)`);
  return readParsed(folder, runFiles.summary, parseClassifierSummary);
}

function requireSameEncoder(
  before: ClassifierSummary | undefined,
  weights: string | undefined,
  path: string,
): void {
  if (before === undefined || before.encoder.weights === weights) return;
  throw new HourglassError(
    `${join(path, runFiles.weights)}: this classifier is on other weights: expected SHA-256 ${before.encoder.weights}, found ${weights}; ` +
      "name the run as it was, or begin anew with another --out",
  );
}

async function tell(
  summary: ClassifierSummary,
  folder: RunFolder,
  line: ProgressLine,
  options: ClassifyOptions,
  png: PngDrawer | undefined,
): Promise<void> {
  if (summary.status === "interrupted") {
    line.done(`Interrupted; the state is saved. Continue with:\n  ${resumeClassifierCommand(folder.path)}`);
    process.exitCode = exitCodes.interrupted;
    if (options.json) printJson(summary);
    return;
  }
  await writeClassifierReport(folder, summary, line, png);
  line.done();
  const page = join(folder.path, runFiles.report);
  if (options.json) printJson(summary);
  else {
    const next = describeNext(page, [predictStep(folder.path), studioStep(folder.path)]);
    print(`${describeClassifier(summary)}\n\nClassifier: ${folder.path}\nReport: ${page}\n${next}`);
  }
  await openWhereAsked(page, options);
}
