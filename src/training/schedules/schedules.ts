import { z } from "zod";
import { real, whole } from "../arguments.ts";

/** How the learning rate changes over the steps. */
export type LearningRateSchedule = {
  /** Epochs over which the rate rises linearly from 0, before all else; parts of an epoch are allowed. */
  readonly warmUpEpochs: number;
} & (
  | { readonly kind: "constant" }
  /** Half a cosine from the learning rate to 0 at the end of the last epoch (Loshchilov and Hutter, "SGDR", 2017). */
  | { readonly kind: "cosine" }
  /** Multiplied by `factor` after every `everyEpochs` epochs. */
  | { readonly kind: "step"; readonly everyEpochs: number; readonly factor: number }
);

/** What the epochs of warming up may be. */
export const warmUpSchema: z.ZodType<number> = real(0, 1000);

export const scheduleSchema: z.ZodType<LearningRateSchedule> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant"), warmUpEpochs: warmUpSchema }),
  z.strictObject({ kind: z.literal("cosine"), warmUpEpochs: warmUpSchema }),
  z.strictObject({
    kind: z.literal("step"),
    everyEpochs: whole(1, 100_000),
    factor: real(1e-6, 1),
    warmUpEpochs: warmUpSchema,
  }),
]);

/**
 * The learning rate of a step.
 * @param step counted from 0, over all epochs
 * @param epochs of the whole training, were it not to stop early
 */
export function learningRateAt(
  schedule: LearningRateSchedule,
  learningRate: number,
  step: number,
  stepsPerEpoch: number,
  epochs: number,
): number {
  const epoch = step / stepsPerEpoch;
  const warmUp = schedule.warmUpEpochs;
  if (epoch < warmUp) return (learningRate * (step + 1)) / (warmUp * stepsPerEpoch + 1);
  switch (schedule.kind) {
    case "constant":
      return learningRate;
    case "cosine": {
      const share = Math.min(1, (epoch - warmUp) / Math.max(epochs - warmUp, 1 / stepsPerEpoch));
      return (learningRate * (1 + Math.cos(Math.PI * share))) / 2;
    }
    case "step":
      return learningRate * schedule.factor ** Math.floor((epoch - warmUp) / schedule.everyEpochs);
  }
}
