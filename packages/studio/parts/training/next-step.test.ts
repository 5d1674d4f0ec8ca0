import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { expect, test } from "vitest";
import { changed, problemOf } from "../../state/check-experiment.ts";
import { type Experiment, firstExperiment } from "../../state/link.ts";
import { nextSteps } from "./next-step.ts";

test("one step leads to the next, in the order of the lessons, and all of them can be trained", () => {
  const seen: string[] = [];
  let experiment: Experiment = { dataset: "digits", model: "vanilla", seed: 1 };
  for (let steps = 0; steps < 8; steps++) {
    seen.push(`${experiment.model} ${experiment.latentSize ?? ""}${experiment.penalty ?? ""}`.trim());
    const [next] = nextSteps(resolveSettings(experiment, "test"));
    experiment = changed(experiment, next?.change ?? {});
    expect(problemOf(experiment, { height: 28, width: 28, channels: 1 })).toBeUndefined();
  }
  expect(seen).toEqual([
    ...[
      "vanilla",
      "vanilla 2",
      "denoising",
      "deep",
      "sparse",
      "variational",
      "convolutional",
      "sparse topk:8",
    ],
  ]);
});

test("a first visit, a variational code of 2, is led to what is quick and new", () => {
  const titles = nextSteps(resolveSettings(firstExperiment, "test")).map(({ title }) => title);
  expect(titles).toEqual(["Denoising", "Deep", "Sparse"]);
});

test("what a step keeps is how long it trains: another model does not train on more samples", () => {
  const [next] = nextSteps(resolveSettings(firstExperiment, "test"));
  const { trainingImages, epochs, latentSize } = changed(firstExperiment, next?.change ?? {});
  expect({ trainingImages, epochs, latentSize }).toEqual({
    trainingImages: 10_000,
    epochs: 10,
    latentSize: undefined,
  });
});

test("rows are led past what is of images alone", () => {
  const rows = { kind: "row", columns: 6 } as const;
  const settings = resolveSettings({ model: "variational", latentSize: 4 }, "test", rows);
  const steps = nextSteps(settings, rows);
  expect(steps.map(({ title }) => title)).toEqual(["Top-8", "A code of 2", "Denoising"]);
  expect(steps[2]?.text).toBe("Spoil the input and ask for the clean row: the model learns to remove noise.");
});
