import type { CodeTerm } from "hourglass-core/internal/model/codes/code-kind.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { lossOf } from "hourglass-core/internal/program/losses/losses.ts";
import { hiddenWords } from "hourglass-core/internal/program/objective.ts";
import { addedTerm, takenPenalty } from "hourglass-core/internal/program/penalties/penalties.ts";
import { penaltiesOf } from "hourglass-core/internal/settings/choices.ts";
import { withArticle } from "hourglass-core/internal/words.ts";
import type { StoredShape } from "../../run/files/stored-shape.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { unitOf } from "./error-words.ts";
import { type SampleWords, samplesOf } from "./sample-words.ts";

interface ObjectiveWords {
  /** The objective with its unit, for the axis of a plot. */
  readonly label: string;
  readonly reconstruction: string;
  /** Its other part; absent where it has none. */
  readonly penalty?: string;
}

/** How a report names a reconstruction loss, with its unit, of samples of a kind. */
export function lossWords(
  loss: string,
  samples: SampleWords,
): Readonly<Record<"short" | "long" | "unit" | "label", string>> {
  const { short: ofNumbers, kind } = lossOf(loss);
  const ownUnit = unitOf(kind.unit, samples);
  const [short, unit] =
    samples.isMixed === true
      ? [`${ofNumbers} + cross-entropies`, `${ownUnit} and nats`]
      : [ofNumbers, ownUnit];
  return { short, long: kind.title, unit, label: `${short} (${unit}, mean over ${samples.value.many})` };
}

/** How a report names what a run minimised, and its parts, each with its unit. */
export function objectiveWords({
  settings,
  model,
  dataset = {},
}: {
  readonly settings: Pick<RunSummary["settings"], "loss" | "beta" | "penalty" | "boundSamples" | "lossOn">;
  readonly model: Pick<RunSummary["model"], "code"> & Partial<Pick<RunSummary["model"], "architecture">>;
  /** Of images unless given. */
  readonly dataset?: StoredShape;
}): ObjectiveWords {
  const { loss, beta, penalty, boundSamples, lossOn } = settings;
  const all = samplesOf({ dataset });
  const samples = lossOn === "hidden" ? hiddenWords(all) : all;
  const { short, unit, label } = lossWords(loss, samples);
  const kind = codeOf(model);
  const { reduction, words } = kind;
  const term = addedTerm(kind, penaltiesOf(penalty));
  const ownLayer = model.architecture?.encoder.at(-1);
  const unweighted = ownLayer && kind.unweightedOf?.({ ...ownLayer });
  const ofPenalties = penaltiesOf(penalty).flatMap((one) => takenPenalty(one).kind.label ?? []);
  const each = `nats ${withArticle(samples.title)}`;
  const terms = [
    ...(term === undefined
      ? []
      : [reduction === "sum" ? `${termLabel(term, boundSamples)} (${each})` : term.label]),
    ...(unweighted === undefined ? [] : [unweighted.label]),
    ...ofPenalties,
  ];
  if (reduction === "sum") {
    // What is the negative logarithm of a density but for a constant.
    const nats = lossOf(loss).kind.densityOf === undefined ? each : `${each}, up to a constant`;
    const asked = ofPenalties.length === 0 ? "" : " + penalty";
    return {
      label: `${term === undefined ? "reconstruction" : words.objective?.(beta, boundSamples)}${asked} (${nats})`,
      reconstruction: `reconstruction: −log p(x|z) (${nats})`,
      ...(terms.length === 0 ? {} : { penalty: terms.join(" + ") }),
    };
  }
  if (terms.length === 0) return { label, reconstruction: label };
  return {
    label: `${short} + penalty (${unit}, mean over ${samples.value.many})`.replace(/\w+², mean/, "mean"),
    reconstruction: label,
    penalty: `penalty: ${terms.join(" + ")}`,
  };
}

/** As the axis of a plot names what the objective has beside the reconstruction error. */
function termLabel({ label }: CodeTerm, boundSamples: number): string {
  return boundSamples > 1 ? "negative bound − reconstruction" : label;
}
