import type { AdamOptions } from "../program/adam.ts";
import type { LossName } from "../program/losses.ts";

/** How a model is trained. */
export interface TrainingOptions {
  readonly loss: LossName;
  readonly optimizer: AdamOptions;
  readonly learningRate: number;
  /** Images a step; the last batch of an epoch may be smaller. */
  readonly batchSize: number;
  /** Passes over the training images, at most. */
  readonly epochs: number;
  /** Of the initial weights and the order of the images. */
  readonly seed: number;
  readonly earlyStopping: EarlyStoppingOptions;
  /** End with the weights of the epoch with the best monitored loss instead of those of the last. */
  readonly restoreBest: boolean;
}

export interface EarlyStoppingOptions {
  readonly monitor: "training" | "validation";
  /** Epochs without improvement after which training stops; 0: never. */
  readonly patience: number;
  /** Smallest decrease that counts as an improvement. */
  readonly minDelta: number;
}
