import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImageShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { optionName, settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { type AnomalyScore, anomalyScores } from "./anomaly-scores.ts";
import { anomalyBaselines } from "./baselines.ts";
import type { AnomalyPlan } from "./results.ts";

/**
 * How anomalies are told, in words.
 * @param shape of the samples; images unless given
 */
export function describeProtocol(plan: AnomalyPlan, shape?: SampleShape): readonly string[] {
  if (shape === undefined || isImageShape(shape)) {
    return protocolFor(plan, ": they centre and scale the scores");
  }
  return [...protocolFor(plan, "").map((sentence) => inWordsOf(shape, sentence)), ...protocolOfOthers(shape)];
}

/** What is different where samples are no images. */
function protocolOfOthers(shape: SampleShape): readonly string[] {
  const { plural, value } = kindOfSamples(shape);
  const leftOut = (scores: Readonly<Record<string, AnomalyScore>>): string =>
    Object.values(scores)
      .filter(({ needsImages }) => needsImages)
      .map(({ title }) => `"${title}"`)
      .join(", ");
  return [
    `All errors and distances are of ${value.many} that are standardised by the normal training ${plural}.`,
    `Scores and baselines that need images are left out: ${leftOut(anomalyScores)}; ${leftOut(anomalyBaselines)}.`,
  ];
}

/** @param useOfHeldOut what the combined score, which images have, takes them for */
function protocolFor({ classes, seeds, settings }: AnomalyPlan, useOfHeldOut: string): readonly string[] {
  const heldOut = settings.validation === "auto" ? "the last tenth is" : `${settings.validation} are`;
  const chosen = settingNames
    .filter((name) => String(settings[name]) !== String(settingsTable[name].default))
    .map((name) => `--${optionName(name)} ${settings[name]}`);
  return [
    classes === undefined
      ? "An autoencoder is trained on the training images of the first data set alone."
      : "For each class in turn an autoencoder is trained on the training images of that class alone.",
    `Of these normal images ${heldOut} held out for validation${useOfHeldOut}.`,
    classes === undefined
      ? "Tested on the test images of both data sets; those of the second are the anomalies."
      : "Tested on all test images; those of the other classes are the anomalies.",
    "No training, choice or scaling sees an anomaly or a test image.",
    "The baselines learn from the same normal training images, and depend on no seed. Which of them is best is picked by " +
      "the areas on the test images, which favours it.",
    `Everything is trained anew for every seed: ${seeds.join(", ")}.`,
    `Settings other than the defaults: ${chosen.length === 0 ? "none" : chosen.join(" ")}.`,
  ];
}
