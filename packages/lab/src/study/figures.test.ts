import { image } from "hourglass-core/internal/data/samples/image.ts";
import { expect, test } from "vitest";
import { figureNames, figuresOf, studyFigures } from "./figures.ts";

const drawn = (plot: readonly string[]): readonly string[] =>
  studyFigures(["probe"], plot, [image])
    .filter(({ headline }) => headline)
    .map(({ name }) => name);

test("the figures of measures have their measure's name before theirs", () => {
  expect(figureNames(["probe"])).toEqual([...figureNames([]), "probe.accuracy", "probe.pixels"]);
  expect(studyFigures(["probe"], [], [image]).find(({ name }) => name === "probe.accuracy")).toEqual({
    ...{ name: "probe.accuracy", title: "probe accuracy", unit: "", better: "higher" },
    ...{ beside: "probe.pixels", headline: true },
  });
});

test("what is drawn is what the study names, or else what the measures recommend", () => {
  expect(drawn([])).toEqual(["bce", "probe.accuracy"]);
  expect(drawn(["probe.pixels", "sse"])).toEqual(["sse", "probe.pixels"]);
});

test("a run has its errors, what its kind adds, and what measures found", () => {
  const errors = { bce: 0.1, mse: 0.2, sse: 0.3 };
  const summary = { metrics: { train: errors, test: errors }, model: { parameters: 7 } as never };
  const probe = { figures: { accuracy: 0.9 } };
  const plain = { ...errors, parameters: 7, "probe.accuracy": 0.9 };
  expect(figuresOf({ summary, evaluation: {}, measures: { probe } })).toEqual(plain);
  const variational = { elbo: { mean: -90 }, divergence: { mean: 20 }, logLikelihood: { mean: -85 } };
  expect(figuresOf({ summary, evaluation: { variational } as never, measures: { probe } })).toEqual({
    ...plain,
    ...{ elbo: -90, divergence: 20, logLikelihood: -85 },
  });
});
