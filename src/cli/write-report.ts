import type { Dataset } from "../data/image-set.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { Evaluation } from "../evaluation/evaluation.ts";
import { measures } from "../representation/measures.ts";
import { type RunFolder, runFiles } from "../run/folder.ts";
import { readMeasures } from "../run/measures-file.ts";
import type { OpenedRun } from "../run/open-run.ts";
import { objectiveOf } from "../settings/training-options.ts";
import { formatSeconds, type ProgressLine } from "./progress.ts";

/**
 * Evaluates a run on its test set and writes the report with its figures and numbers.
 * @throws the reason of `signal` once that is aborted
 */
export async function writeReport(
  folder: RunFolder,
  { summary, history, autoencoder }: OpenedRun,
  dataset: Pick<Dataset, "train" | "test">,
  line: ProgressLine,
  signal?: AbortSignal,
): Promise<Evaluation> {
  const evaluation = await evaluateRun({ summary, history, autoencoder }, dataset, line, signal);
  const { test } = dataset;
  line.update("drawing the report");
  const [{ renderReport }, { createDocument }] = await Promise.all([
    import("../report/report.tsx"),
    import("../report/document.ts"),
  ]);
  const found = await readMeasures(folder);
  const { classNames } = summary.dataset;
  const { html, files } = renderReport({
    ...{ summary, history, evaluation, document: createDocument() },
    ...(found === undefined ? {} : { representation: { results: found, measures, test, classNames } }),
  });
  for (const [file, content] of files) await folder.write(file, content);
  await folder.write(runFiles.report, html);
  return evaluation;
}

/** Evaluates a run on its test set, with progress. */
export async function evaluateRun(
  { summary, autoencoder }: OpenedRun,
  { train, test }: Pick<Dataset, "train" | "test">,
  line: ProgressLine,
  signal?: AbortSignal,
): Promise<Evaluation> {
  const started = performance.now();
  return evaluate(autoencoder, test, {
    rankBy: summary.settings.loss,
    train,
    objective: objectiveOf(summary.settings),
    importanceSamples: summary.settings.importanceSamples,
    ...(signal === undefined ? {} : { signal }),
    onProgress: (fraction) => {
      const left = ((performance.now() - started) / 1000 / fraction) * (1 - fraction);
      line.update(`evaluating: ${Math.round(100 * fraction)} %, ${formatSeconds(left)} left`);
    },
  });
}
