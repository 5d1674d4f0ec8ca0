import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { lossOf } from "hourglass-core/internal/program/losses/losses.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { evaluate } from "../../evaluation/evaluate.ts";
import type { Evaluation } from "../../evaluation/evaluation.ts";
import { measures } from "../../measures/measures.ts";
import type { DrawnSamples } from "../../measures/mixture/draw-samples.ts";
import { sha256OfDataset } from "../../run/files/data-identity.ts";
import { readMeasures } from "../../run/files/measures-file.ts";
import type { Provenance } from "../../run/files/provenance.ts";
import type { RunFolder } from "../../run/folder.ts";
import type { OpenedRun } from "../../run/open-run.ts";
import { createEstimate } from "../terminal/estimate.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import type { PngDrawer } from "./png-figures.ts";
import { writePage } from "./write-page.ts";

export interface ReportHooks {
  readonly signal?: AbortSignal;
  /** Draws the figures as PNG files too. */
  readonly png?: PngDrawer | undefined;
}

/**
 * Evaluates a run on its test set and writes the report with its figures and numbers.
 * @throws the reason of `signal` once that is aborted
 */
export async function writeReport(
  folder: RunFolder,
  run: OpenedRun,
  dataset: Dataset<Samples>,
  line: ProgressLine,
  hooks: ReportHooks = {},
): Promise<Evaluation> {
  const evaluation = await evaluateRun(run, dataset, line, hooks.signal);
  await writeReportOf(folder, run, evaluation, dataset, line, hooks);
  return evaluation;
}

/**
 * Writes the report of what was evaluated, with samples drawn from the codes, and records the checksums of all that was written.
 * @throws the reason of `signal` once that is aborted
 */
export async function writeReportOf(
  folder: RunFolder,
  run: OpenedRun,
  evaluation: Evaluation,
  dataset: Dataset<Samples>,
  line: ProgressLine,
  { signal, png }: ReportHooks = {},
): Promise<void> {
  const samples = await drawFromCodes(run, evaluation, dataset, line, signal);
  line.update("drawing the report");
  const [{ renderReport }, { createDocument }] = await Promise.all([
    import("../../report/run/report.tsx"),
    import("../../report/page/document.ts"),
  ]);
  const { summary, history } = run;
  const found = await readMeasures(folder, summary, line.print);
  const { classNames } = dataset;
  const page = renderReport({
    ...{ summary, history, evaluation, provenance: provenanceNow(run, dataset), document: createDocument() },
    ...(samples === undefined ? {} : { drawn: samples }),
    ...(found === undefined
      ? {}
      : { representation: { results: found, measures, test: dataset.test, classNames } }),
  });
  await writePage(folder, page, png, line.update);
  await folder.recordChecksums();
}

/** New samples, of a model that makes finite numbers and whose code is neither a distribution to draw from nor made of entries of a codebook. */
async function drawFromCodes(
  { summary, autoencoder }: OpenedRun,
  { pictures }: Evaluation,
  dataset: Dataset<Samples>,
  line: ProgressLine,
  signal: AbortSignal | undefined,
): Promise<DrawnSamples | undefined> {
  if (pictures === undefined || pictures.codebook !== undefined) return undefined;
  if (autoencoder.variational !== undefined) return undefined;
  const { drawSamples } = await import("../../measures/mixture/draw-samples.ts");
  const estimate = createEstimate(line, "fitting mixtures to the codes");
  return drawSamples(autoencoder, splitDataset(dataset, summary.dataset.splits), {
    ...(signal === undefined ? {} : { signal }),
    onProgress: (fraction) => estimate(fraction, 1),
  });
}

/** Of an opened run, with the data that it was opened with: its own, be it with labels that it was trained without. */
export function provenanceNow({ summary }: OpenedRun, dataset: Dataset<Samples>): Provenance {
  if (summary.weights === undefined) throw new TypeError("a finished run says which weights it has");
  const found = sha256OfDataset(dataset);
  const data = summary.dataset.sha256 ?? found;
  return { weights: summary.weights, data, ...(data === found ? {} : { labelled: found }) };
}

/** Evaluates a run on its test set, with progress. */
export async function evaluateRun(
  { summary, autoencoder }: OpenedRun,
  { train, test }: Pick<Dataset<Samples>, "train" | "test">,
  line: ProgressLine,
  signal?: AbortSignal,
): Promise<Evaluation> {
  const estimate = createEstimate(line, "evaluating");
  return evaluate(autoencoder, test, {
    rankBy: lossOf(summary.settings.loss).kind.nearestError,
    train,
    testSeen: summary.settings.trainOn === "all",
    objective: objectiveOf(summary.settings),
    importanceSamples: summary.settings.importanceSamples,
    ...(signal === undefined ? {} : { signal }),
    onProgress: (fraction) => estimate(fraction, 1),
  });
}
