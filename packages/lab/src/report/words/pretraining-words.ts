import { lossOf } from "hourglass-core/internal/program/losses/losses.ts";
import { pretrainingOf } from "hourglass-core/internal/settings/choices.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { pretrainingSentence } from "hourglass-core/internal/training/pretraining/pretrainings.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { formatNumber } from "./format.ts";

/** How initial weights were learnt, and with what error each part ended; `undefined` where they were not. */
export function pretrainingWords({
  settings,
  pretraining = [],
}: Pick<RunSummary, "settings" | "pretraining">): string | undefined {
  const chosen = pretrainingOf(settings.pretrain);
  if (chosen === undefined) return undefined;
  const errors = pretraining.map(({ name, loss, trainingLoss, validationLoss }) => {
    const validated =
      validationLoss === undefined ? "" : `, ${formatNumber(validationLoss)} on validation samples`;
    return `${name}: ${lossOf(loss).short} ${formatNumber(trainingLoss)} over its last epoch${validated}`;
  });
  return [pretrainingSentence(chosen, objectiveOf(settings)), ...errors].join("; ");
}
