import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { describe, expect, test } from "vitest";
import { type Experiment, experimentOf, firstExperiment, linkOf } from "./link.ts";
import { readLink } from "./read-link.ts";

/** A value of each setting that is not its default. */
const others: Settings = {
  dataset: "my digits & Über/2024",
  labels: "classes of mine.csv",
  columns: "columns of mine.yaml",
  labelColumn: "kind of & thing",
  drop: "id,Größe",
  missing: "refuse",
  imageSize: [28, 28],
  samples: "series",
  validation: 5000,
  trainingImages: 10_000,
  trainOn: "all",
  model: "deep",
  architecture: "convolutional",
  latentSize: 2,
  hidden: [512, 256],
  filters: [8],
  decoder: "upsample",
  activation: "leaky-relu",
  codeActivation: "sigmoid",
  code: "gaussian",
  conditionClasses: 7,
  outputActivation: "linear",
  tiedWeights: true,
  initializer: "normal:0.02",
  batchNormalization: true,
  dropout: 0.25,
  loss: "mse",
  penalty: "kl:0.05,0.1",
  augmentation: "affine:10,0.1,1+mirror:0.5",
  corruption: "salt-pepper:0.3",
  beta: 0.5,
  lossOn: "hidden",
  boundSamples: 5,
  codebook: "loss:512,16",
  selection: "batch-top-k:16",
  binarize: true,
  pretrain: "layers:4,0.3",
  epochs: 3,
  batchSize: 64,
  optimizer: "sgd:0.9,nesterov",
  learningRate: 3e-5,
  schedule: "step:5,0.5",
  warmUp: 1.5,
  weightDecay: 1e-4,
  clipNorm: 1,
  beta1: 0.8,
  beta2: 0.9999,
  epsilon: 1e-8,
  monitor: "validation",
  patience: 0,
  minDelta: 1e-5,
  restoreBest: true,
  seed: 4_294_967_295,
  importanceSamples: 100,
  threads: 2,
  device: "wasm",
};

describe("a link brings every setting back", () => {
  test.each(settingNames)("%s", (name) => {
    for (const value of [settingsTable[name].default, others[name]]) {
      const experiment = { [name]: value } as Experiment;
      expect(experimentOf(linkOf(experiment))).toEqual(experiment);
      expect(experimentOf(`#${linkOf(experiment)}`)).toEqual(experiment);
    }
    expect(others[name]).not.toEqual(settingsTable[name].default);
  });

  test("all of them together", () => {
    expect(experimentOf(linkOf(others))).toEqual(others);
  });

  test("names that look like numbers stay names", () => {
    expect(experimentOf("dataset=2024")).toEqual({ dataset: "2024" });
  });
});

test("the link of a first visit can be read", () => {
  expect(linkOf(firstExperiment)).toBe(
    "dataset=digits&validation=1000&trainingImages=10000&model=variational&latentSize=2&hidden=96,48" +
      "&activation=silu&epochs=10&batchSize=64&learningRate=0.003&seed=1",
  );
});

test("lists and words with numbers stay readable", () => {
  expect(linkOf({ hidden: [512, 256], penalty: "kl:0.05,0.1" })).toBe("hidden=512,256&penalty=kl:0.05,0.1");
});

test("what is no setting is left out, and told with the nearest that is one", () => {
  expect(experimentOf("utm_source=mail&seed=7&toString=1")).toEqual({ seed: 7 });
  expect(readLink("#latentsize=3&seed=7&epoch=1&epoch=2")).toEqual({
    experiment: { seed: 7 },
    problem:
      "The link names what is no setting, and is left out: latentsize (the nearest is latentSize) and epoch (the nearest is epochs)",
  });
  expect(readLink("#seed=7&sparsity=l1:0.1")).toEqual({ experiment: { seed: 7, penalty: "l1:0.1" } });
});

test.each([
  ["vanila", "vanilla"],
  ["layers.json", "sparse"],
])("a model that the page cannot make is refused, with the nearest: %s", (model, nearest) => {
  expect(readLink(`#model=${model}`)).toEqual({
    problem: expect.stringMatching(
      new RegExp(`^link: model: expected one of vanilla, .*found "${model}"; the nearest is ${nearest}$`),
    ),
  });
});

describe("what is wrong is told with the setting, what was expected and what was found", () => {
  test.each<[string, string, string]>([
    ["latentSize", "0", "link: latentSize: expected a whole number from 1 to 4096, found 0"],
    ["latentSize", "many", 'link: latentSize: expected a whole number from 1 to 4096, found "many"'],
    ["latentSize", "", 'link: latentSize: expected a whole number from 1 to 4096, found ""'],
    ["loss", "l2", "link: loss: expected bce"],
    ["binarize", "yes", 'link: binarize: expected true or false, found "yes"'],
    ["sparsity", "l1", "link: penalty: expected l1:WEIGHT"],
    ["hidden", "12,x", "link: hidden: expected whole numbers from 1 to 65536, separated by commas"],
    ["validation", "few", "link: validation: expected auto or a whole number"],
  ])("%s=%s", (name, word, message) => {
    expect(() => experimentOf(`${name}=${word}`)).toThrow(message);
  });
});
