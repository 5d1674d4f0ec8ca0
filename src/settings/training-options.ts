import type { Objective } from "../program/objective.ts";
import type { TrainingOptions } from "../training/options.ts";
import { corruptionOf, scheduleOf, sparsityOf } from "./choices.ts";
import { requireSettings, type Settings } from "./settings.ts";

/**
 * What settings mean for training.
 * @param given all of them, as resolveSettings returns them
 * @throws UsageError naming one that is missing or wrong
 */
export function trainingOptions(given: Settings): TrainingOptions {
  const settings = requireSettings(given, "trainingOptions");
  const { learningRate, batchSize, epochs, seed, restoreBest, schedule, warmUp } = settings;
  const { beta1, beta2, epsilon, weightDecay, clipNorm, monitor, patience, minDelta } = settings;
  return {
    objective: objectiveOf(settings),
    optimizer: {
      beta1,
      beta2,
      epsilon,
      epsilonTo: "uncorrected",
      weightDecay,
      ...(clipNorm === 0 ? {} : { clipNorm }),
    },
    learningRate,
    schedule: scheduleOf(schedule, warmUp),
    batchSize,
    epochs,
    seed,
    earlyStopping: { monitor, patience, minDelta },
    restoreBest,
  };
}

/** The objective that settings describe. */
export function objectiveOf({ loss, sparsity, corruption, binarize, beta }: Settings): Objective {
  const penalty = sparsityOf(sparsity);
  const noise = corruptionOf(corruption);
  return {
    loss,
    beta,
    binarize,
    ...(penalty === undefined ? {} : { sparsity: penalty }),
    ...(noise === undefined ? {} : { corruption: noise }),
  };
}
