import type { TrainingOptions } from "../training/options.ts";
import type { Settings } from "./settings.ts";

/** What settings mean for training. */
export function trainingOptions(settings: Settings): TrainingOptions {
  const { loss, learningRate, batchSize, epochs, seed, restoreBest } = settings;
  const { beta1, beta2, epsilon, monitor, patience, minDelta } = settings;
  return {
    loss,
    optimizer: { beta1, beta2, epsilon, epsilonTo: "uncorrected" },
    learningRate,
    batchSize,
    epochs,
    seed,
    earlyStopping: { monitor, patience, minDelta },
    restoreBest,
  };
}
