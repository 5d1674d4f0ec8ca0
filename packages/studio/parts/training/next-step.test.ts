import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { expect, test } from "vitest";
import { changed, problemOf } from "../../state/check-experiment.ts";
import { type Experiment, firstExperiment } from "../../state/link.ts";
import { nextStep } from "./next-step.ts";

test("one step leads to the next, through every preset, and all of them can be trained", () => {
  const seen: string[] = [];
  let experiment: Experiment = firstExperiment;
  for (let steps = 0; steps < 8; steps++) {
    seen.push(`${experiment.model} ${experiment.latentSize ?? ""}${experiment.penalty ?? ""}`.trim());
    experiment = changed(experiment, nextStep(resolveSettings(experiment, "test")).change);
    expect(problemOf(experiment, { height: 28, width: 28, channels: 1 })).toBeUndefined();
  }
  expect(seen).toEqual([
    ...["vanilla", "deep", "deep 2", "variational 2"],
    ...["convolutional", "denoising", "sparse", "sparse topk:8"],
  ]);
  expect(experiment).toEqual({ ...firstExperiment, seed: 2 });
});

test("rows are led past what is of images alone", () => {
  const rows = { kind: "row", columns: 6 } as const;
  const settings = resolveSettings({ model: "variational", latentSize: 2 }, "test", rows);
  expect(nextStep(settings, rows)).toEqual({
    text: "Spoil the input and ask for the clean row: the model learns to remove noise.",
    title: "Try the denoising one",
    change: { model: "denoising" },
  });
});
