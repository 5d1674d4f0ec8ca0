import { valuesOf } from "../kinds/kind.ts";
import type { Objective } from "../program/objective.ts";
import { type OptimizerOptions, optimizers, optimizerWords } from "../program/optimizers/optimizers.ts";
import { takenPenalty } from "../program/penalties/penalties.ts";
import type { TrainingOptions } from "../training/options.ts";
import { augmentationsOf, chosen, corruptionOf, penaltiesOf, pretrainingOf, scheduleOf } from "./choices.ts";
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
  const { monitor, patience, minDelta } = settings;
  const pretraining = pretrainingOf(settings.pretrain);
  return {
    objective: objectiveOf(settings),
    optimizer: optimizerOptions(settings),
    learningRate,
    schedule: scheduleOf(schedule, warmUp),
    batchSize,
    epochs,
    seed,
    earlyStopping: { monitor, patience, minDelta },
    restoreBest,
    ...(pretraining === undefined ? {} : { pretraining }),
  };
}

/** The optimiser that settings describe. */
export function optimizerOptions(settings: Settings): OptimizerOptions {
  const { weightDecay, clipNorm } = settings;
  const [choice] = chosen("optimizer", settings.optimizer);
  const kind = optimizers.of(choice?.kind ?? settings.optimizer);
  const values = choice === undefined ? {} : valuesOf(choice);
  const own = kind.ofSettings?.(values, { ...settings }) ?? { kind: kind.name, ...values };
  return { ...own, weightDecay, ...(clipNorm === 0 ? {} : { clipNorm }) } as OptimizerOptions;
}

/** The objective that settings describe. */
export function objectiveOf({
  loss,
  penalty,
  augmentation,
  corruption,
  binarize,
  beta,
  boundSamples,
  lossOn,
}: Settings): Objective {
  // Those that are layers are in the architecture.
  const penalties = penaltiesOf(penalty).filter((one) => takenPenalty(one).kind.value !== undefined);
  const augmentations = augmentationsOf(augmentation);
  const noise = corruptionOf(corruption);
  return {
    loss,
    beta,
    binarize,
    ...(penalties.length === 0 ? {} : { penalties }),
    ...(augmentations.length === 0 ? {} : { augmentations }),
    ...(noise === undefined ? {} : { corruption: noise }),
    ...(boundSamples === 1 ? {} : { boundSamples }),
    ...(lossOn === "all" ? {} : { lossOn }),
  };
}

/** The optimiser of settings as a report names it, with its numbers. */
export function optimizerSentence(settings: Settings): string {
  return optimizerWords(optimizerOptions(settings), settings.learningRate);
}
