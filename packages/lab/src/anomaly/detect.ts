import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { requireTrainingMemory } from "hourglass-core/internal/inference/memory.ts";
import { requireObjective } from "hourglass-core/internal/program/objective.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { objectiveOf, trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { requirePretraining } from "hourglass-core/internal/training/pretraining/require-pretraining.ts";
import { shareDone } from "hourglass-core/internal/training/run-epochs.ts";
import { modelFor } from "../detector/detector-model.ts";
import { scoresFor } from "../detector/detector-scores.ts";
import { fitScores, requireFinite } from "../detector/fit-scores.ts";
import { withScorer } from "../detector/sample-scorer.ts";
import { auroc } from "../evaluation/auroc.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { partOf } from "../measures/pacing.ts";
import {
  type AnomalyScoreName,
  anomalyScores,
  headlineScore,
  type OfScores,
  scoresIn,
} from "./anomaly-scores.ts";
import { byKind, describeScores } from "./describe-scores.ts";
import type { PreparedTask } from "./prepare.ts";
import type { AnomalyCell, AnomalyPlan } from "./results.ts";
import { type AnomalyFindings, anomalyWarnings } from "./warnings.ts";

/** The share of the time that training takes; scoring takes the rest. */
const trainingShare = 0.9;

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
  { task, splits }: PreparedTask,
  { settings, architecture }: Pick<AnomalyPlan, "settings" | "architecture">,
  hooks: ProgressHooks = {},
): Promise<AnomalyCell> {
  const { signal, onProgress } = hooks;
  const started = performance.now();
  const plan = { settings, ...(architecture === undefined ? {} : { architecture }) };
  const model = modelFor(plan, shapeOf(splits.train));
  const { weights, state } = await fit(runtime, model, splits, trainingOptions(settings), {
    ...(signal === undefined ? {} : { signal }),
    onProgress: (progress) => onProgress?.(trainingShare * shareDone(progress)),
  });
  signal?.throwIfAborted();
  const names = scoresFor(shapeOf(splits.train)).flatMap(({ name, isBaseline }) =>
    isBaseline === true ? [] : [name],
  );
  const telling = partOf(hooks, trainingShare, 1);
  const normal = { train: splits.train, heldOut: splits.validation };
  const fitted = await fitScores(runtime, { model, weights }, normal, names, partOf(telling, 0, 0.5));
  const found = await withScorer(runtime, { model, weights, scores: fitted.scores }, (scorer) =>
    scorer.score(splits.test, partOf(telling, 0.5, 1)),
  );
  requireFinite(found);
  const scores = Object.fromEntries(found) as unknown as OfScores<Float64Array>;
  const objective = objectiveOf(settings);
  const { corruption } = objective;
  const autoencoder = await createAutoencoder(runtime, model, weights, objective);
  let validationErrors: AnomalyFindings["validationErrors"];
  try {
    validationErrors =
      corruption === undefined
        ? (await autoencoder.score(valuesOf(splits.validation))).mse
        : (await autoencoder.scoreCorrupted(valuesOf(splits.validation), corruption)).mse;
  } finally {
    await autoencoder.release();
  }
  const anomalous = task.isAnomalous.filter((isAnomalous) => isAnomalous).length;
  const scoresOf = (name: AnomalyScoreName): Float64Array => scores[name] ?? scores.error;
  const areas = scoresIn(scores).map((name): [AnomalyScoreName, number] => {
    const kinds = byKind(task, scoresOf(name));
    return [name, auroc(kinds.normal, kinds.anomalous)];
  });
  const normalTests = splits.test.count - anomalous;
  const warnings = anomalyWarnings({
    ...{ autoencoder, splits, normal: normalTests, validationErrors, anomalous, steps: state.step },
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
      normal: normalTests,
      anomalous,
    },
    epochs: state.history.length,
    seconds: (performance.now() - started) / 1000,
    auroc: Object.fromEntries(areas) as AnomalyCell["auroc"],
    ...describeScores(task, scoresOf(headlineScore(scores))),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}
