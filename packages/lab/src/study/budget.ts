import { whole } from "hourglass-core/internal/arguments.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { counted } from "hourglass-core/internal/words.ts";
import * as z from "zod";

/**
 * By what the trainings of a study are equal: steps of the optimiser, training images (each as often as it is used), or that they
 * go on until the validation loss stops falling. Seconds are none of them: how many steps they hold depends on the machine and
 * what else it does, so no training could be repeated.
 */
export type Budget =
  | { readonly steps: number }
  | { readonly images: number }
  | { readonly converged: { readonly patience: number; readonly epochs: number } };

const most = 1e12;

export const budgetSchema: z.ZodType<Budget> = z
  .union([
    z.strictObject({ steps: whole(1, most) }),
    z.strictObject({ images: whole(1, most) }),
    z.strictObject({ converged: z.strictObject({ patience: whole(1, 10_000), epochs: whole(1, 100_000) }) }),
  ])
  .meta({ expected: "steps: N, images: N, or converged: { patience: P, epochs: MOST }" });

/** Settings that the budget decides. */
export function decidedByBudget(budget: Budget): readonly SettingName[] {
  return "converged" in budget ? ["epochs", "patience", "monitor", "restoreBest"] : ["epochs", "patience"];
}

/**
 * What the budget makes of the settings of a run. Epochs are whole: steps and images are rounded up to them.
 * @param settings all others, as they are resolved
 * @throws UsageError where it is not known how many images an epoch has
 */
export function budgetSettings(
  budget: Budget,
  { batchSize, trainingImages, trainOn }: Pick<Settings, "batchSize" | "trainingImages" | "trainOn">,
  from: string,
): Partial<Settings> {
  if ("converged" in budget) {
    const { patience, epochs } = budget.converged;
    return { epochs, patience, monitor: "validation", restoreBest: true };
  }
  if (trainingImages === "all" || trainOn === "all") {
    throw new UsageError(
      `${from}: a budget in ${"steps" in budget ? "steps" : "images"} becomes epochs of a known number of images: ` +
        "give settings.trainingImages a number, and leave trainOn out",
    );
  }
  const epochs =
    "steps" in budget
      ? Math.ceil(budget.steps / Math.ceil(trainingImages / batchSize))
      : Math.ceil(budget.images / trainingImages);
  return { epochs, patience: 0 };
}

/** By what trainings are equal. */
export function budgetKind(budget: Budget): "steps" | "images" | "converged" {
  if ("steps" in budget) return "steps";
  return "images" in budget ? "images" : "converged";
}

/** The budget in a sentence. */
export function describeBudget(budget: Budget): string {
  if ("steps" in budget) {
    return `Equal training: every model has ${counted(budget.steps, "step")}, rounded up to whole epochs.`;
  }
  if ("images" in budget) {
    return (
      `Equal training: every model has ${counted(budget.images, "training image")}, each as often as it is used, ` +
      "rounded up to whole epochs."
    );
  }
  const { patience, epochs } = budget.converged;
  return (
    `Equal training: every model is trained until the validation loss has stopped falling, with a patience of ` +
    `${counted(patience, "epoch")} and ${epochs.toLocaleString("en-US")} at most, and has the weights of its best epoch. ` +
    "The validation loss is the model's own objective."
  );
}
