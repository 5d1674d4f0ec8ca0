import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { lossOf } from "hourglass-core/internal/program/losses/losses.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { evaluate } from "hourglass-lab/internal/evaluation/evaluate.ts";
import { createDocument } from "hourglass-lab/internal/report/page/document.ts";
import { renderReport } from "hourglass-lab/internal/report/run/report.tsx";
import type { RunSummary } from "hourglass-lab/internal/run/files/summary.ts";
import { measureSplits } from "hourglass-lab/internal/run/split-metrics.ts";
import { summariseProgress, summariseRun } from "hourglass-lab/internal/run/summarise.ts";
import { nextTask } from "../helpers/next-task.ts";
import { browserEnvironment } from "./browser-environment.ts";
import type { Job } from "./job.ts";
import type { LoadProgress } from "./trainer-api.ts";

/** Measures a model on the test set and renders the page that the command line renders of a run. */
export async function writeReport(
  runtime: Runtime,
  job: Job,
  weights: Weights,
  onProgress: (progress: LoadProgress) => void,
): Promise<string> {
  const { model, settings, splits } = job;
  const { train, test } = splits;
  const objective = objectiveOf(settings);
  const autoencoder = await createAutoencoder(runtime, model, weights, objective);
  try {
    const evaluation = await evaluate(autoencoder, test, {
      rankBy: lossOf(settings.loss).kind.nearestError,
      train,
      testSeen: settings.trainOn === "all",
      objective,
      importanceSamples: settings.importanceSamples,
      onProgress: (fraction) =>
        onProgress({ text: `measuring the test ${kindOfSamples(test).plural}`, fraction }),
    });
    onProgress({ text: "measuring the errors of every split" });
    const metrics = await measureSplits(autoencoder, splits);
    onProgress({ text: "drawing the report" });
    await nextTask();
    const history = job.state?.history ?? [];
    const summary: RunSummary = { ...summaryOf(runtime, job), metrics };
    return renderReport({ summary, history, evaluation, document: createDocument() }).html;
  } finally {
    await autoencoder.release();
  }
}

function summaryOf(runtime: Runtime, job: Job): RunSummary {
  const { settings, dataset, splits, model, state, end, changes, started = new Date().toISOString() } = job;
  const history = state?.history ?? [];
  const environment = browserEnvironment(runtime);
  return {
    ...summariseRun({ settings, dataset, splits, model, environment, started }, history),
    ...(changes.length === 0 ? {} : { changes }),
    status: end === undefined ? "interrupted" : "done",
    ...summariseProgress(history, end?.keptEpoch ?? history.length, end?.stopped ?? "interrupted"),
  };
}
