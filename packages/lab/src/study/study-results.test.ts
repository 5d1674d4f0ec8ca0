import { expect, test } from "vitest";
import type { RunOutcome } from "./aggregate.ts";
import { planStudy } from "./grid.ts";
import { parseStudy } from "./study-file.ts";
import { studyResults } from "./study-results.ts";

const study = parseStudy(
  `title: T
question: Q?
data: [mnist]
models: { vanilla: {}, wide: { model: deep, hidden: [64] } }
settings: { epochs: 3, trainingImages: 5000 }
vary: { latentSize: [2, 8] }
seeds: [1, 2]
`,
  "s.yaml",
);
const errors = { bce: 0.1, mse: 0.2, sse: 0.3 };
const outcome: RunOutcome = {
  ...{ status: "done", epochs: 3, seconds: 1, trainingImages: 5000, allEpochs: true },
  course: { history: [], stepsPerEpoch: 20 },
  numbers: {
    summary: { metrics: { train: errors, test: errors }, model: { parameters: 7 } as never },
    ...{ evaluation: {}, measures: {} },
  },
};
const image = { height: 28, width: 28, channels: 1 };
const results = studyResults({
  study,
  plan: planStudy(study, "s.yaml"),
  outcomes: new Map([["mnist-vanilla-latent-size-2-seed-1", outcome]]),
  data: [
    {
      ...{ data: "mnist", title: "MNIST handwritten digits", count: { train: 60_000, test: 10_000 } },
      ...{ image, indices: [3, 1], labels: [0, 1] },
    },
  ],
  environment: { hourglass: "1", runtime: "r", cpu: "c", cores: 2 },
});

test("the protocol says what was trained on what", () => {
  expect(results.protocol).toEqual([
    "MNIST handwritten digits: 5,000 images to train on, 10,000 held out for validation, 10,000 test images.",
    "Model vanilla: the preset; hidden none, code activation relu.",
    "Model wide: deep; hidden 64, code activation linear.",
    "Every training runs on one thread, with Adam. In all of them: epochs 3, batch size 256, learning rate 0.001, schedule constant, loss bce, patience 5, min delta 0.",
    "2 trainings a cell, with the seeds 1, 2: initial weights, order of the images and all noise. " +
      "Figures are of the test images; means and sample standard deviations are over the seeds. " +
      "The images and the test set are the same in every training: intervals say what other seeds would give, not what other images would.",
  ]);
});

test("results have the grid, figures that were measured, and the examples", () => {
  expect(results.varied).toEqual([{ setting: "latentSize", values: [2, 8] }]);
  expect(results.figures.map(({ name }) => name)).toEqual(["bce", "mse", "sse", "parameters"]);
  expect(results.runs).toHaveLength(8);
  expect(results.cells).toHaveLength(4);
  expect(results.examples).toEqual([{ data: "mnist", image, indices: [3, 1], labels: [0, 1] }]);
  expect(JSON.parse(JSON.stringify(results)), "plain JSON").toEqual(results);
});
