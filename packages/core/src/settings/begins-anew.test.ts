import { describe, expect, test } from "vitest";
import { whyAnew } from "./begins-anew.ts";
import { resolveSettings } from "./resolve.ts";
import type { GivenSettings } from "./settings.ts";

const samples = { height: 28, width: 28, channels: 1 };

const why = (own: GivenSettings, changed: GivenSettings): string | undefined =>
  whyAnew(resolveSettings(own), resolveSettings({ ...own, ...changed }), samples);

describe("a training goes on", () => {
  test.each<[GivenSettings, GivenSettings]>([
    [{}, { learningRate: 0.01 }],
    [{}, { epochs: 7, patience: 0, schedule: "cosine", warmUp: 2 }],
    [{}, { corruption: "gaussian:0.5" }],
    [{ model: "denoising" }, { corruption: "masking:0.2" }],
    [{ model: "variational" }, { beta: 4 }],
    [{ penalty: "kl:0.05,0.1" }, { penalty: "kl:0.1,0.5" }],
    [{ penalty: "l1:0.1" }, { penalty: "none" }],
    [{}, { loss: "mse", binarize: true }],
    [{}, { weightDecay: 0.1, clipNorm: 1, beta1: 0.5 }],
    [{ optimizer: "sgd:0.9" }, { optimizer: "sgd:0.5" }],
    [{ restoreBest: true }, { restoreBest: false, minDelta: 0.1 }],
  ])("of %o with %o", (own, changed) => {
    expect(why(own, changed)).toBeUndefined();
  });
});

describe("a training begins anew", () => {
  test.each<[string, GivenSettings, GivenSettings]>([
    ["the layers are others", {}, { latentSize: 8 }],
    ["the layers are others", {}, { hidden: [64] }],
    ["the layers are others", { model: "deep" }, { dropout: 0.2 }],
    ["the layers are others", {}, { model: "deep" }],
    ["the layers are others", {}, { penalty: "topk:4" }],
    ["the layers are others", {}, { penalty: "kl:0.05,0.1" }],
    ["the first weights are others", {}, { seed: 2 }],
    ["the first weights are others", {}, { pretrain: "layers:2" }],
    ["the data are others", {}, { trainingImages: 100 }],
    ["an epoch has other batches", {}, { batchSize: 128 }],
    ["the optimiser keeps other numbers", {}, { optimizer: "sgd:0.9" }],
    ["the optimiser keeps other numbers", { optimizer: "sgd:0.9" }, { optimizer: "sgd:0" }],
    ["the weights of earlier epochs were not kept", {}, { restoreBest: true }],
    ["another engine does the arithmetic", {}, { threads: 2 }],
  ])("where %s: of %o with %o", (reason, own, changed) => {
    expect(why(own, changed)).toBe(reason);
  });
});
