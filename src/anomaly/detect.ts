import { createAutoencoder } from "../inference/autoencoder.ts";
import { buildArchitecture } from "../model/build.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { architectureOf } from "../settings/build-model.ts";
import { objectiveOf, trainingOptions } from "../settings/training-options.ts";
import { fit } from "../training/fit.ts";
import { anomalyScoreNames, fitAnomalyScorer, type ScoresOfImages } from "./anomaly-scores.ts";
import { auroc } from "./auroc.ts";
import { byKind, describeScores } from "./describe-scores.ts";
import type { AnomalyCell, AnomalyPlan } from "./results.ts";
import { type AnomalyTask, splitTask } from "./task.ts";

export interface DetectionHooks {
  /** Stops the work, which then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told the share that is done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** The share of the time that training takes; scoring takes the rest. */
const trainingShare = 0.9;

/**
 * Trains an autoencoder on a task's normal images and scores its test images, whose labels nothing but the area under
 * the ROC curve sees.
 */
export async function detect(
  runtime: Runtime,
  task: AnomalyTask,
  { settings, architecture }: Pick<AnomalyPlan, "settings" | "architecture">,
  { signal, onProgress }: DetectionHooks = {},
): Promise<AnomalyCell> {
  const started = performance.now();
  const splits = splitTask(task, settings);
  const { height, width, channels } = splits.train;
  const image = { height, width, channels };
  const model = buildArchitecture(architecture ?? architectureOf(settings, image), image);
  const { weights, state } = await fit(runtime, model, splits, trainingOptions(settings), {
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ epoch, epochs, imagesOfEpoch, imagesPerEpoch }) =>
      onProgress?.((trainingShare * (epoch - 1 + imagesOfEpoch / imagesPerEpoch)) / epochs),
  });
  signal?.throwIfAborted();
  const autoencoder = await createAutoencoder(runtime, model, weights, objectiveOf(settings));
  let scores: ScoresOfImages;
  try {
    const scorer = await fitAnomalyScorer(autoencoder, splits);
    scores = await scorer.score(splits.test, {
      ...(signal === undefined ? {} : { signal }),
      onProgress: (fraction) => onProgress?.(trainingShare + (1 - trainingShare) * fraction),
    });
  } finally {
    await autoencoder.release();
  }
  const anomalous = task.isAnomalous.filter((isAnomalous) => isAnomalous).length;
  const areas = anomalyScoreNames.map((name) => {
    const kinds = byKind(task, scores[name]);
    return [name, auroc(kinds.normal, kinds.anomalous)];
  });
  return {
    normal: task.normal,
    ...(task.normalClass === undefined ? {} : { normalClass: task.normalClass }),
    seed: settings.seed,
    images: {
      train: splits.train.count,
      validation: splits.validation.count,
      normal: splits.test.count - anomalous,
      anomalous,
    },
    epochs: state.history.length,
    seconds: (performance.now() - started) / 1000,
    auroc: Object.fromEntries(areas) as AnomalyCell["auroc"],
    ...describeScores(task, scores.combined),
  };
}
