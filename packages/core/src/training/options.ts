import * as z from "zod";
import { real, recordSchema, seedSchema, whole } from "../arguments.ts";
import type { Model } from "../model/model.ts";
import { type LossWord, storedErrors } from "../program/losses/losses.ts";
import { type Objective, objectiveSchema } from "../program/objective.ts";
import { type OptimizerOptions, optimizerSchema } from "../program/optimizers/optimizers.ts";
import { type Pretraining, pretrainingSchema } from "./pretraining/pretrainings.ts";
import { type LearningRateSchedule, scheduleSchema } from "./schedules/schedules.ts";

/** How a model is trained. */
export interface TrainingOptions {
  readonly objective: Objective;
  readonly optimizer: OptimizerOptions;
  /** The learning rate that the schedule starts from. */
  readonly learningRate: number;
  readonly schedule: LearningRateSchedule;
  /** Images a step; the last batch of an epoch may be smaller. */
  readonly batchSize: number;
  /** Passes over the training images, at most. */
  readonly epochs: number;
  /** Of the initial weights, the order of the images and all noise. */
  readonly seed: number;
  readonly earlyStopping: EarlyStoppingOptions;
  /** End with the weights of the epoch with the best monitored loss instead of those of the last. */
  readonly restoreBest: boolean;
  /** What is done to the seeded weights before the first step; nothing unless given. */
  readonly pretraining?: Pretraining;
}

/** The same of any task, which brings its own objective. */
export type TaskOptions = Omit<TrainingOptions, "objective" | "pretraining">;

export interface EarlyStoppingOptions {
  readonly monitor: "training" | "validation";
  /** Epochs without improvement after which training stops; 0: never. */
  readonly patience: number;
  /** Smallest decrease that counts as an improvement. */
  readonly minDelta: number;
  /** Losses of the epochs up to this one do not count, since they were measured by another objective; 0 unless given: all count. */
  readonly after?: number;
}

/** What the numbers may be. */
export const trainingLimits: Readonly<
  Record<"learningRate" | "batchSize" | "epochs" | "patience" | "minDelta", z.ZodType<number>>
> = {
  learningRate: real(1e-8, 10),
  batchSize: whole(1, 65_536),
  epochs: whole(1, 100_000),
  patience: whole(0, 100_000),
  minDelta: real(0, 1e6),
};

const { learningRate, batchSize, epochs, patience, minDelta } = trainingLimits;

const taskFields = {
  optimizer: optimizerSchema.exactOptional(),
  learningRate: learningRate.exactOptional(),
  schedule: scheduleSchema.exactOptional(),
  batchSize: batchSize.exactOptional(),
  epochs: epochs.exactOptional(),
  seed: seedSchema.exactOptional(),
  earlyStopping: recordSchema<EarlyStoppingOptions>({
    monitor: z.enum(["training", "validation"]),
    patience,
    minDelta,
    after: whole(0).exactOptional(),
  }).exactOptional(),
  restoreBest: z.boolean().exactOptional(),
};

/** Options of which any may be left out. */
export const trainingSchema: z.ZodType<Partial<TrainingOptions>> = recordSchema<Partial<TrainingOptions>>({
  objective: objectiveSchema.exactOptional(),
  ...taskFields,
  pretraining: pretrainingSchema.exactOptional(),
});

/** Those of any task, of which any may be left out. */
export const taskSchema: z.ZodType<Partial<TaskOptions>> = recordSchema<Partial<TaskOptions>>(taskFields);

/** What `fit` does unless told otherwise: Keras's usual autoencoder, with Adam as in Keras, and no early stopping. */
export const defaultTraining: TrainingOptions = {
  objective: { loss: "bce" },
  optimizer: { beta1: 0.9, beta2: 0.999, epsilon: 1e-7, epsilonTo: "uncorrected" },
  learningRate: 1e-3,
  schedule: { kind: "constant", warmUpEpochs: 0 },
  batchSize: 256,
  epochs: 50,
  seed: 1,
  earlyStopping: { monitor: "training", patience: 0, minDelta: 0 },
  restoreBest: false,
};

/** What a model is trained by unless told otherwise: the first error of its samples. */
export function defaultObjective({ sampleShape }: Model): Objective {
  return { loss: storedErrors(sampleShape)[0] as LossWord };
}
