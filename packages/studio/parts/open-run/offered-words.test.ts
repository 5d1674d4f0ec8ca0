import { expect, test } from "vitest";
import { type Offered, offeredWords } from "./offered-words.ts";

const folder = { id: "a", title: "", date: "2026-11-30T12:00:00.000Z", files: [], dataset: "pumps" };
const detector = {
  ...{ ...folder, kind: "detector" as const, score: "relative error", falseAlarms: 0.01, auroc: 0.9712 },
  normal: { samples: 1300, alarms: 13 },
};
const { auroc: _, ...untested } = detector;

test.each<[string, Offered, RegExp]>([
  [
    "a run",
    {
      ...{ ...folder, model: "deep", latentSize: 3, seed: 1, epochs: 2, seconds: 12 },
      kind: "run",
      figures: { mse: 0.01, sse: 2 },
    },
    /^a · test MSE 0\.01000 · 2 epochs in 12\.0 s · [^·]*2026[^·]*$/,
  ],
  [
    "a classifier",
    { ...folder, kind: "classifier", classes: 3, labels: 30, accuracy: 0.9, tested: 9 },
    /^a · classifier of 3 classes, trained with 30 labels · accuracy 0\.9000 on 9 test samples · /,
  ],
  [
    "a detector",
    detector,
    /^a · score: relative error · AUROC 0\.9712 · 13 alarms on 1,300 normal test samples, 1\.0% allowed · /,
  ],
  [
    "a detector of which no normal sample was tested",
    { ...untested, normal: { samples: 0, alarms: 0 } },
    /^a · score: relative error · 1\.0% false alarms allowed · /,
  ],
  [
    "a study",
    {
      kind: "study",
      ...{ ...folder, question: "Which?", datasets: ["mnist", "digits"], models: [] },
      ...{ runs: 4, cells: 2, findings: 0 },
    },
    /^a · study of 4 trainings in 2 cells · mnist, digits · [^·]*2026[^·]* · Which\?$/,
  ],
])("%s is told in a line", (_name, found, words) => {
  expect(offeredWords(found)).toMatch(words);
});
