import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { expect, test } from "vitest";
import { experimentOfModel } from "./open-experiment.ts";

const sampleShape = { height: 28, width: 28, channels: 1 };

test.each([
  { dataset: "mnist", model: "vanilla", epochs: 50, seed: 1 },
  { dataset: "digits", model: "deep", epochs: 3, seed: 9, hidden: [64, 32], latentSize: 2 },
  { dataset: "digits", model: "sparse", epochs: 3, seed: 1, penalty: "kl:0.1,0.01", validation: 100 },
  { dataset: "digits", model: "variational", epochs: 3, seed: 1, importanceSamples: 0 },
] as const)("the settings of $model are what was chosen", (given) => {
  const settings = resolveSettings(given, "test");
  expect(experimentOfModel({ settings, sampleShape })).toEqual(given);
  expect(resolveSettings(experimentOfModel({ settings, sampleShape }), "test")).toEqual(settings);
});

test("a number of validation images that is the usual one is left to the data", () => {
  const settings = resolveSettings({ dataset: "mnist", validation: 10_000, epochs: 5 }, "test");
  expect(experimentOfModel({ settings, sampleShape, count: 60_000 })).not.toHaveProperty("validation");
  expect(experimentOfModel({ settings, sampleShape, count: 30_000 })).toHaveProperty("validation", 10_000);
});

test("a path of data and the threads of a machine are left out", () => {
  const settings = resolveSettings({ dataset: "photos/", imageSize: [8, 8], threads: 3 }, "test");
  expect(experimentOfModel({ settings, sampleShape })).toEqual({ model: "vanilla", epochs: 50, seed: 1 });
});

test("layers from a file are refused", () => {
  const settings = { ...resolveSettings({}, "test"), model: "layers.json" } as const;
  expect(() => experimentOfModel({ settings, sampleShape })).toThrow("layers.json is no preset");
});

test("what rows call for is not among what was chosen", () => {
  const rows = { kind: "row", columns: 5 } as const;
  const given = { model: "variational", epochs: 3, seed: 1 } as const;
  const settings = resolveSettings({ ...given, dataset: "rows.npy" }, "test", rows);
  expect(experimentOfModel({ settings, sampleShape: rows })).toEqual(given);
});
