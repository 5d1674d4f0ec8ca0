import * as z from "zod";
import { checkArgument } from "../arguments.ts";

/** What an epoch was: a line of metrics.jsonl. */
export interface EpochRecord {
  /** 1 for the first. */
  readonly epoch: number;
  /** The objective, mean over the epoch's images while the weights were changing. */
  readonly trainingLoss: number;
  /** The objective on the validation set after the epoch; absent without a validation set. */
  readonly validationLoss?: number;
  /** The part of it that is the reconstruction error; where the objective has other parts. */
  readonly validationReconstruction?: number;
  /** The other part: KL(q || p) of a Gaussian code without beta, or the sum of the penalties. */
  readonly validationPenalty?: number;
  /** The share of the validation samples whose class was found, 0 to 1; of a classifier. */
  readonly validationAccuracy?: number;
  /** How many units of a dictionary no training sample of the epoch made active; of a dictionary code. */
  readonly deadUnits?: number;
  /** Wall time of the epoch, validation included. */
  readonly seconds: number;
  /** Training images a second of training time, validation excluded. */
  readonly imagesPerSecond: number;
}

export const epochSchema: z.ZodType<EpochRecord> = z.strictObject({
  epoch: z.int().min(1),
  trainingLoss: z.number(),
  validationLoss: z.number().exactOptional(),
  validationReconstruction: z.number().exactOptional(),
  validationPenalty: z.number().exactOptional(),
  validationAccuracy: z.number().min(0).max(1).exactOptional(),
  deadUnits: z.int().min(0).exactOptional(),
  seconds: z.number().min(0),
  imagesPerSecond: z.number().min(0),
});

/** Every finished epoch, the first one first, none left out. */
export const historySchema: z.ZodType<readonly EpochRecord[]> = z
  .array(epochSchema)
  .refine((history) => history.every(({ epoch }, index) => epoch === index + 1))
  .meta({ expected: "every epoch from 1 on" });

/**
 * The epoch with the lowest loss: validation where there is one, else training. `undefined` before the first.
 * @throws UsageError on what is no history
 */
export function bestEpoch(history: readonly EpochRecord[]): EpochRecord | undefined {
  checkArgument(z.array(epochSchema), history, "bestEpoch", "history");
  const loss = (record: EpochRecord): number => record.validationLoss ?? record.trainingLoss;
  return history.reduce<EpochRecord | undefined>(
    (best, record) => (best === undefined || loss(record) < loss(best) ? record : best),
    undefined,
  );
}
