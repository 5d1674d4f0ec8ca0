import type { Objective } from "../program/objective.ts";
import { takenPenalty } from "../program/penalties/penalties.ts";
import type { TrainingOptions } from "../training/options.ts";
import { corruptionOf, penaltiesOf, scheduleOf } from "./choices.ts";
import { requireSettings } from "./resolve.ts";
import type { Settings } from "./settings.ts";

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
export function objectiveOf({ loss, penalty, corruption, binarize, beta }: Settings): Objective {
  // Those that are layers are in the architecture.
  const penalties = penaltiesOf(penalty).filter((one) => takenPenalty(one).kind.value !== undefined);
  const noise = corruptionOf(corruption);
  return {
    loss,
    beta,
    binarize,
    ...(penalties.length === 0 ? {} : { penalties }),
    ...(noise === undefined ? {} : { corruption: noise }),
  };
}
