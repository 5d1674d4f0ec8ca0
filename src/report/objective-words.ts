import { codeOf } from "../model/codes/codes.ts";
import { lossOf } from "../program/losses/losses.ts";
import { takenPenalty } from "../program/penalties/penalties.ts";
import type { RunSummary } from "../run/files/summary.ts";
import { penaltiesOf } from "../settings/choices.ts";

interface ObjectiveWords {
  /** The objective with its unit, for the axis of a plot. */
  readonly label: string;
  readonly reconstruction: string;
  /** Its other part; absent where it has none. */
  readonly penalty?: string;
}

/** How a report names a reconstruction loss, with its unit. */
export function lossWords(loss: string): Readonly<Record<"short" | "long" | "unit" | "label", string>> {
  const { short, kind } = lossOf(loss);
  const { title, unit } = kind;
  return { short, long: title, unit, label: `${short} (${unit}, mean over pixels)` };
}

/** How a report names what a run minimised, and its parts, each with its unit. */
export function objectiveWords({
  settings,
  model,
}: {
  readonly settings: Pick<RunSummary["settings"], "loss" | "beta" | "penalty">;
  readonly model: Pick<RunSummary["model"], "code">;
}): ObjectiveWords {
  const { loss, beta, penalty } = settings;
  const { short, unit, label } = lossWords(loss);
  const { reduction, term, words } = codeOf(model);
  const ofPenalties = penaltiesOf(penalty).flatMap((one) => takenPenalty(one).kind.label ?? []);
  const terms = [...(term === undefined ? [] : [term.label]), ...ofPenalties];
  if (reduction === "sum") {
    // What is the negative logarithm of a density but for a constant.
    const nats =
      lossOf(loss).kind.densityOf === undefined ? "nats an image" : "nats an image, up to a constant";
    return {
      label: `${words.objective?.(beta)} (${nats})`,
      reconstruction: `reconstruction: −log p(x|z) (${nats})`,
      ...(terms.length === 0 ? {} : { penalty: terms.join(" + ") }),
    };
  }
  if (terms.length === 0) return { label, reconstruction: label };
  return {
    label: `${short} + penalty (${unit}, mean over pixels)`.replace("intensity², mean", "mean"),
    reconstruction: label,
    penalty: `penalty: ${terms.join(" + ")}`,
  };
}
