import { expect, test } from "vitest";
import { defaultTraining } from "../training/options.ts";
import { resolveSettings } from "./resolve.ts";
import { objectiveOf, trainingOptions } from "./training-options.ts";

const settings = resolveSettings({}, "test");

test("the defaults of settings are those of fit, but for early stopping", () => {
  const { objective, optimizer, earlyStopping, ...others } = trainingOptions(settings);
  const { objective: _, optimizer: __, earlyStopping: ___, ...defaults } = defaultTraining;
  expect(others).toEqual(defaults);
  expect(objective).toEqual({ loss: "bce", beta: 1, binarize: false });
  expect(optimizer).toEqual({ ...defaultTraining.optimizer, weightDecay: 0 });
  expect(earlyStopping).toEqual({ monitor: "training", patience: 5, minDelta: 0 });
});

test("every setting of training reaches its option", () => {
  const given = {
    ...settings,
    loss: "mse",
    penalty: "kl:0.05,0.1",
    corruption: "masking:0.25",
    beta: 4,
    binarize: true,
    epochs: 7,
    batchSize: 32,
    learningRate: 0.5,
    schedule: "step:3,0.1",
    warmUp: 1.5,
    weightDecay: 0.02,
    clipNorm: 5,
    beta1: 0.8,
    beta2: 0.9,
    epsilon: 1e-5,
    monitor: "validation",
    patience: 2,
    minDelta: 0.001,
    restoreBest: true,
    seed: 9,
  } as const;
  expect(trainingOptions(given)).toEqual({
    objective: {
      loss: "mse",
      beta: 4,
      binarize: true,
      penalties: [{ kind: "kl", target: 0.05, weight: 0.1 }],
      corruption: { kind: "masking", level: 0.25 },
    },
    optimizer: {
      beta1: 0.8,
      beta2: 0.9,
      epsilon: 1e-5,
      epsilonTo: "uncorrected",
      weightDecay: 0.02,
      clipNorm: 5,
    },
    learningRate: 0.5,
    schedule: { kind: "step", everyEpochs: 3, factor: 0.1, warmUpEpochs: 1.5 },
    batchSize: 32,
    epochs: 7,
    seed: 9,
    earlyStopping: { monitor: "validation", patience: 2, minDelta: 0.001 },
    restoreBest: true,
  });
});

test("no clipping and no penalty are absent, not of size 0", () => {
  expect(trainingOptions(settings).optimizer).not.toHaveProperty("clipNorm");
  expect(objectiveOf({ ...settings, penalty: "topk:3" })).not.toHaveProperty("penalties");
});
