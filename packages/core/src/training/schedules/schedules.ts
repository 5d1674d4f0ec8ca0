import type { z } from "zod";
import { real } from "../../arguments.ts";
import { type Choice, valuesOf } from "../../kinds/kind.ts";
import { choiceSchema } from "../../kinds/schema.ts";
import { changedTable, type KindTable, kindTable } from "../../kinds/table.ts";
import { constant } from "./constant.ts";
import { cosine } from "./cosine.ts";
import { oneCycle } from "./one-cycle.ts";
import type { ScheduleKind, ScheduleOf } from "./schedule-kind.ts";
import { step } from "./step.ts";

/** How the learning rate can change over the steps. */
export const schedules: KindTable<ScheduleKind> = kindTable<ScheduleKind>("schedule", [
  constant,
  cosine,
  step,
  oneCycle,
]);

/** How the learning rate changes over the steps. */
export type LearningRateSchedule = ScheduleOf<
  typeof constant | typeof cosine | typeof step | typeof oneCycle
> & {
  /** Epochs over which the rate rises linearly from 0, before all else; parts of an epoch are allowed. */
  readonly warmUpEpochs: number;
};

/** What the epochs of warming up may be. */
const warmUp = {
  title: "epochs of warming up",
  placeholder: "EPOCHS",
  minimum: 0,
  maximum: 1000,
  first: 0,
} as const;
export const warmUpSchema: z.ZodType<number> = real(warmUp.minimum, warmUp.maximum);

export const scheduleSchema: z.ZodType<LearningRateSchedule> = choiceSchema(
  changedTable(schedules, (kind) => ({ ...kind, fields: { ...kind.fields, warmUpEpochs: warmUp } })),
);

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
  const { warmUpEpochs } = schedule;
  if (epoch < warmUpEpochs) return (learningRate * (step + 1)) / (warmUpEpochs * stepsPerEpoch + 1);
  const choice: Choice = schedule;
  const after = epoch - warmUpEpochs;
  const share = Math.min(1, after / Math.max(epochs - warmUpEpochs, 1 / stepsPerEpoch));
  return schedules
    .of(choice.kind)
    .rate(
      learningRate,
      { epoch: after, share, step: after * stepsPerEpoch, steps: (epochs - warmUpEpochs) * stepsPerEpoch },
      valuesOf(choice),
    );
}
