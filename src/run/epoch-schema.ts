import { z } from "zod";
import type { EpochRecord } from "../training/epoch.ts";

/** An {@link EpochRecord} as files hold it. */
export const epochSchema: z.ZodType<EpochRecord> = z.strictObject({
  epoch: z.int().min(1),
  trainingLoss: z.number(),
  validationLoss: z.number().exactOptional(),
  validationReconstruction: z.number().exactOptional(),
  validationPenalty: z.number().exactOptional(),
  seconds: z.number().min(0),
  imagesPerSecond: z.number().min(0),
});

/** Every finished epoch, the first one first, none left out. */
export const historySchema: z.ZodType<readonly EpochRecord[]> = z
  .array(epochSchema)
  .refine((history) => history.every(({ epoch }, index) => epoch === index + 1))
  .meta({ expected: "every epoch from 1 on" });
