import type { ScheduleKind } from "./schedule-kind.ts";

/** Multiplied by a factor after every so many epochs. */
export const step: ScheduleKind<"step", { readonly everyEpochs: number; readonly factor: number }> = {
  name: "step",
  title: "in steps",
  fields: {
    everyEpochs: {
      title: "every so many epochs",
      placeholder: "EPOCHS",
      minimum: 1,
      maximum: 100_000,
      whole: true,
      first: 5,
      step: 1,
    },
    factor: {
      title: "times",
      placeholder: "FACTOR",
      minimum: 1e-6,
      maximum: 1,
      first: 0.5,
      step: 0.05,
    },
  },
  rate: (learningRate, { epoch }, { everyEpochs, factor }) =>
    learningRate * factor ** Math.floor(epoch / everyEpochs),
};
