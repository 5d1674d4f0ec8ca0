import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeStored } from "../run/files/stored-shape.ts";
import { accuracies } from "./accuracies.ts";
import type { ClassifierSummary, ClassifierTraining } from "./classifier-summary.ts";
import { accuracyWords, labelWords, networkWords, planWords } from "./classifier-words.ts";

/** What was trained and what it is worth, beside what needs no autoencoder: lines of text. */
export function describeClassifier(summary: ClassifierSummary): string {
  const { plan, trainings, dataset } = summary;
  const kept = trainings[0] as ClassifierTraining;
  const { test } = dataset.splits;
  const { plural } = kindOfSamples(shapeStored(dataset));
  const same = trainings.filter(
    ({ labelsPerClass, seed }) => labelsPerClass === kept.labelsPerClass && seed === kept.seed,
  );
  const lines = [
    `Trained ${planWords(plan)}, with ${labelWords(kept)}, seed ${kept.seed}.`,
    `Accuracy on the ${test} ${plural} of the test split:`,
    ...same.map(
      ({ network, accuracy }) => `  ${networkWords(network, plan)}: ${accuracyWords(accuracy, test)}`,
    ),
  ];
  if (trainings.length === same.length) return lines.join("\n");
  const rows = accuracies(summary).map(
    ({ network, labels, seeds, mean, deviation }) =>
      `  ${networkWords(network, plan)}, ${labels} labels: ${mean.toFixed(4)}` +
      (deviation === undefined ? "" : ` ± ${deviation.toFixed(4)} (standard deviation over ${seeds} seeds)`),
  );
  return [...lines, "", "With more and fewer labels, mean over seeds:", ...rows].join("\n");
}
