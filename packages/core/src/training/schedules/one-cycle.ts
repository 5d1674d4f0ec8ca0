import type { ScheduleKind } from "./schedule-kind.ts";

/** By how much the first rate is below the learning rate, and the last below the first: PyTorch's defaults. */
const startFactor = 25;
const endFactor = 1e4;
const usualRise = 0.3;

/**
 * Up to the learning rate and down again, each by half a cosine: from a 25th of it over the first part of training, and to a 10,000th of
 * that in the last step. Smith and Topin, "Super-convergence", 2019, section 3; as PyTorch's OneCycleLR has it.
 */
export const oneCycle: ScheduleKind<"one-cycle", { readonly rise?: number }> = {
  name: "one-cycle",
  title: "one cycle, up and down",
  fields: {
    rise: {
      title: "share of training that it rises",
      placeholder: "RISE",
      minimum: 0.01,
      maximum: 0.99,
      first: usualRise,
      step: 0.05,
      optional: true,
    },
  },
  rate: (learningRate, { step, steps }, { rise = usualRise }) => {
    const first = learningRate / startFactor;
    const top = Math.max(rise * steps - 1, 0);
    if (step <= top && top > 0) return between(first, learningRate, step / top);
    const share = (step - top) / Math.max(steps - 1 - top, 1);
    return between(learningRate, first / endFactor, Math.min(1, share));
  },
  course: (word, epochs) =>
    `the learning rate (--schedule ${word}) rises and falls once, to all but 0 at epoch ${epochs}`,
};

/** Half a cosine from one rate to another. */
function between(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
