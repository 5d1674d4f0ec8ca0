import type { RunSummary } from "../run/files/summary.ts";
import { sparsityOf } from "../settings/choices.ts";
import { measureWords } from "./measures.ts";

interface ObjectiveWords {
  /** The objective with its unit, for the axis of a plot. */
  readonly label: string;
  readonly reconstruction: string;
  /** Its other part; absent where it has none. */
  readonly penalty?: string;
}

/** How a report names what a run minimised, and its parts, each with its unit. */
export function objectiveWords({
  settings,
  model,
}: {
  readonly settings: Pick<RunSummary["settings"], "loss" | "beta" | "sparsity">;
  readonly model: Pick<RunSummary["model"], "code">;
}): ObjectiveWords {
  const { loss, beta } = settings;
  const { short, unit, label } = measureWords[loss];
  if (model.code === "gaussian") {
    // A squared error is the negative logarithm of a normal density but for a constant.
    const nats = loss === "bce" ? "nats an image" : "nats an image, up to a constant";
    return {
      label: `${beta === 1 ? "negative ELBO" : `reconstruction + ${beta} KL`} (${nats})`,
      reconstruction: `reconstruction: −log p(x|z) (${nats})`,
      penalty: "KL(q(z|x) ‖ p(z)) (nats an image)",
    };
  }
  const sparsity = sparsityOf(settings.sparsity);
  if (sparsity === undefined) return { label, reconstruction: label };
  const name =
    sparsity.kind === "l1" ? "weight × L1 norm of the code" : "weight × KL(target ‖ mean activity)";
  return {
    label: `${short} + sparsity penalty (${unit}, mean over pixels)`.replace("intensity², mean", "mean"),
    reconstruction: label,
    penalty: `penalty: ${name}`,
  };
}
