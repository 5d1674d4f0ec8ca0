import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { requireTrainingMemory } from "hourglass-core/internal/inference/memory.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { conditionOf } from "hourglass-core/internal/model/condition.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import { requireObjective } from "hourglass-core/internal/program/objective.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { objectiveOf, trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { requirePretraining } from "hourglass-core/internal/training/pretraining/require-pretraining.ts";
import { auroc } from "../evaluation/auroc.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import {
  type AnomalyScoreName,
  anomalyScores,
  fitAnomalyScorer,
  headlineScore,
  type ScoresOfSamples,
  scoresIn,
} from "./anomaly-scores.ts";
import { byKind, describeScores } from "./describe-scores.ts";
import type { PreparedTask } from "./prepare.ts";
import type { AnomalyCell, AnomalyPlan } from "./results.ts";
import { type AnomalyFindings, anomalyWarnings } from "./warnings.ts";

/** The share of the time that training takes; scoring takes the rest. */
const trainingShare = 0.9;

/** The autoencoder of a plan, not yet trained. */
export function modelFor(
  { settings, architecture }: Pick<AnomalyPlan, "settings" | "architecture">,
  shape: SampleShape,
): Model {
  const model = buildArchitecture(architecture ?? architectureOf(settings, shape), shape);
  if (conditionOf(model) === undefined) return model;
  throw new UsageError(
    `settings: ${model.name} is told the class of each sample, which whoever looks for anomalies does not know: choose another model`,
  );
}

/** @throws HourglassError where the autoencoder of a plan does not go with its objective, or would take too much memory */
export function requireTrainable(
  runtime: Runtime,
  plan: Pick<AnomalyPlan, "settings" | "architecture">,
  { train, test }: Dataset<Samples>,
): void {
  const model = modelFor(plan, shapeOf(train));
  if (plan.settings.trainOn === "all") {
    throw new UsageError(
      "settings: with trainOn all the anomalies among the test samples would be trained on as well: leave trainOn out",
    );
  }
  requireObjective(model, objectiveOf(plan.settings), "settings", "objective");
  const batchSize = Math.min(plan.settings.batchSize, train.count);
  const bytes = valuesOf(train).byteLength + valuesOf(test).byteLength;
  requireTrainingMemory(model, batchSize, bytes, runtime.memory);
  requirePretraining(model, trainingOptions(plan.settings), { train }, runtime.memory);
}

/**
 * Trains an autoencoder on a task's normal samples and scores its test samples, whose labels nothing but the area under
 * the ROC curve sees.
 */
export async function detect(
  runtime: Runtime,
  { task, splits, nearestEdges }: PreparedTask,
  { settings, architecture }: Pick<AnomalyPlan, "settings" | "architecture">,
  { signal, onProgress }: ProgressHooks = {},
): Promise<AnomalyCell> {
  const started = performance.now();
  const plan = { settings, ...(architecture === undefined ? {} : { architecture }) };
  const model = modelFor(plan, shapeOf(splits.train));
  const { weights, state } = await fit(runtime, model, splits, trainingOptions(settings), {
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ epoch, epochs, imagesOfEpoch, imagesPerEpoch }) =>
      onProgress?.((trainingShare * (epoch - 1 + imagesOfEpoch / imagesPerEpoch)) / epochs),
  });
  signal?.throwIfAborted();
  const objective = objectiveOf(settings);
  const { corruption } = objective;
  const autoencoder = await createAutoencoder(runtime, model, weights, objective);
  let scores: ScoresOfSamples;
  let validationErrors: AnomalyFindings["validationErrors"];
  try {
    const scorer = await fitAnomalyScorer(autoencoder, splits, nearestEdges);
    validationErrors =
      corruption === undefined
        ? scorer.validation.error
        : (await autoencoder.scoreCorrupted(valuesOf(splits.validation), corruption)).mse;
    scores = await scorer.score(splits.test, {
      ...(signal === undefined ? {} : { signal }),
      onProgress: (fraction) => onProgress?.(trainingShare + (1 - trainingShare) * fraction),
    });
  } finally {
    await autoencoder.release();
  }
  const anomalous = task.isAnomalous.filter((isAnomalous) => isAnomalous).length;
  const scoresOf = (name: AnomalyScoreName): Float64Array => scores[name] ?? scores.error;
  const areas = scoresIn(scores).map((name): [AnomalyScoreName, number] => {
    const kinds = byKind(task, scoresOf(name));
    return [name, auroc(kinds.normal, kinds.anomalous)];
  });
  const normal = splits.test.count - anomalous;
  const warnings = anomalyWarnings({
    ...{ autoencoder, splits, validationErrors, normal, anomalous, steps: state.step },
    corrupted: corruption !== undefined,
    areas: areas.map(([name, area]) => [anomalyScores[name].title, area]),
  });
  return {
    normal: task.normal,
    ...(task.normalClass === undefined ? {} : { normalClass: task.normalClass }),
    seed: settings.seed,
    images: {
      train: splits.train.count,
      validation: splits.validation.count,
      normal,
      anomalous,
    },
    epochs: state.history.length,
    seconds: (performance.now() - started) / 1000,
    auroc: Object.fromEntries(areas) as AnomalyCell["auroc"],
    ...describeScores(task, scoresOf(headlineScore(scores))),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}
