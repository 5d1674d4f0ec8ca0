import { describe, expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { resolveSettings } from "./resolve.ts";

describe("combinations that make no sense are refused with the reason", () => {
  test.each<[Record<string, unknown>, string]>([
    [
      { model: "mine.json", latentSize: 3 },
      "the layers are those of mine.json: leave out architecture, latentSize, hidden, filters, decoder, activation, " +
        "codeActivation, code, codebook, conditionClasses, selection, outputActivation, tiedWeights, initializer, batchNormalization, dropout, or choose a preset",
    ],
    [
      { model: "mine.json", batchNormalization: false },
      "the layers are those of mine.json: leave out architecture",
    ],
    [
      { model: "mine.json", penalty: "topk:3" },
      'the layers are those of mine.json: put a layer of type "top-k" there',
    ],
    [
      { filters: [8] },
      "filters and decoder belong to convolutions: add architecture convolutional, or leave them out",
    ],
    [{ model: "deep", decoder: "upsample" }, "filters and decoder belong to convolutions"],
    [
      { model: "convolutional", architecture: "dense", filters: [8] },
      "filters and decoder belong to convolutions",
    ],
    [
      { model: "convolutional", filters: [] },
      "a convolutional architecture needs at least one number of filters",
    ],
    [
      { model: "variational", penalty: "l1:0.1" },
      "penalty l1 acts on a deterministic code, and a gaussian code is a distribution: choose one of them",
    ],
    [{ code: "gaussian", penalty: "topk:3" }, "penalty topk acts on a deterministic code"],
    [
      { penalty: "total-correlation:5" },
      "penalty total-correlation acts on normal distributions over codes, and a deterministic code has none: choose one of them",
    ],
    [{ code: "gaussian", penalty: "mmd:1+l1:1" }, "penalty l1 acts on a deterministic code"],
    [
      { code: "gaussian", penalty: "capacity:25,100", beta: 4 },
      "beta weighs the divergence, whose place penalty capacity:25,100 takes with a weight of its own: leave beta out",
    ],
    [
      { code: "gaussian", penalty: "capacity:25,100", patience: 3 },
      "with penalty capacity:25,100 the objective changes",
    ],
    [{ model: "sparse", code: "gaussian" }, "penalty l1 acts on a deterministic code"],
    [
      { model: "variational", codeActivation: "relu" },
      "a gaussian code is a mean and a variance, without an activation: leave codeActivation out",
    ],
    [
      { beta: 4 },
      "beta weighs the divergence of a gaussian code, or weighs the commitment of a vector-quantized code, and the code is deterministic: add code gaussian, or leave it out",
    ],
    [
      { importanceSamples: 100 },
      "importanceSamples estimate the likelihood of a gaussian code, and the code is deterministic: add code gaussian, or leave them out",
    ],
    [
      { penalty: "kl:0.05,0.1", codeActivation: "relu" },
      "penalty kl compares mean activities in (0, 1): expected codeActivation sigmoid, found relu",
    ],
    [
      { model: "convolutional", tiedWeights: true },
      "tiedWeights shares the kernels of dense layers, and the architecture is convolutional: leave one of them out",
    ],
    [
      { model: "variational", tiedWeights: true },
      "tiedWeights shares the kernel of the code's layer, and a gaussian code has two, of mean and variance",
    ],
    [
      { penalty: "topk:5,20", patience: 3 },
      "with penalty topk:5,20 the objective changes over the first half of training, so losses of its epochs do not compare",
    ],
    [
      { selection: "top-k:4" },
      "selection says which units of a dictionary are active, and the code is deterministic: add code dictionary, or leave it out",
    ],
    [
      { code: "dictionary", hidden: [64] },
      "the layers of a dictionary code are all its own, and read the samples as they are: expected no hidden layers, found hidden 64",
    ],
    [
      { code: "dictionary", architecture: "convolutional" },
      "the layers of a dictionary code are all its own, and read the samples as they are: expected architecture dense, found convolutional",
    ],
    [
      { code: "dictionary", selection: "top-k:40" },
      "selection top-k:40 keeps 40 of the units of a code: expected a latentSize of at least 40, found 32",
    ],
    [
      { code: "dictionary", tiedWeights: true },
      "tiedWeights shares the kernel of the code's layer, and a dictionary has atoms of its own, which only start as the encoder's kernel",
    ],
    [
      { code: "dictionary", codeActivation: "relu" },
      "which units of a dictionary are active, its selection says: leave codeActivation out",
    ],
    [
      { code: "dictionary", outputActivation: "sigmoid" },
      "code dictionary needs outputActivation linear, found sigmoid: leave outputActivation out",
    ],
    [
      { code: "dictionary", penalty: "topk:3" },
      "penalty topk is a layer after the code, and the layers of a dictionary code are all its own: choose one of them",
    ],
    [
      { code: "dictionary", penalty: "kl:0.05,0.1" },
      "penalty kl compares mean activities in (0, 1), and which units of a dictionary are active, its selection says",
    ],
    [
      { code: "dictionary", penalty: "total-correlation:5" },
      "penalty total-correlation acts on normal distributions over codes, and a dictionary code has none",
    ],
    [
      { penalty: "dead-units:4,0.1" },
      "penalty dead-units acts on the units of a dictionary, and a deterministic code has none: choose one of them",
    ],
    [
      { model: "dictionary", penalty: "dead-units:2000,0.1" },
      "penalty dead-units:2000,0.1 keeps more values than the code has, 1024",
    ],
    [{ penalty: "topk:5,20", restoreBest: true }, "with penalty topk:5,20 the objective changes"],
    [
      { code: "vector-quantized", codebook: "average:64,5" },
      "codebook average:64,5 has entries of 5 values: expected a latentSize that 5 divides, found 32",
    ],
    [
      { code: "vector-quantized", penalty: "l1:0.1" },
      "penalty l1 acts on a deterministic code, and a vector-quantized code is one of a codebook",
    ],
    [
      { code: "vector-quantized", tiedWeights: true },
      "tiedWeights shares the kernel of the code's layer, and a vector-quantized code is looked up",
    ],
    [
      { conditionClasses: 10 },
      "conditionClasses tells a gaussian code the class of each sample, and the code is deterministic: add code gaussian, or leave it out",
    ],
    [
      { codebook: "loss:64,4" },
      "codebook says what a vector-quantized code chooses from, and the code is deterministic: add code vector-quantized, or leave it out",
    ],
    [
      { lossOn: "hidden" },
      "lossOn hidden counts what a corruption hides, and corruption none hides nothing: choose masking:P or patches:SIZE,P",
    ],
    [
      { model: "denoising", lossOn: "hidden" },
      "lossOn hidden counts what a corruption hides, and corruption gaussian:0.5",
    ],
    [{ penalty: "topk:33" }, "penalty topk:33 keeps more values than the code has, 32"],
    [{ penalty: "topk:5,33" }, "penalty topk:5,33 keeps more values than the code has, 32"],
    [{ penalty: "topk:5", latentSize: 4 }, "penalty topk:5 keeps more values than the code has, 4"],
  ])("%o", (given, reason) => {
    const resolve = (): unknown => resolveSettings(given, "options");
    expect(resolve).toThrow(UsageError);
    expect(resolve).toThrow(`options: ${reason}`);
  });
});

test.each<[Record<string, unknown>]>([
  [{ model: "mine.json", penalty: "l1:0.1", corruption: "masking:0.5", beta: 4, importanceSamples: 10 }],
  [{ architecture: "convolutional", filters: [8], decoder: "upsample" }],
  [{ model: "convolutional", architecture: "dense" }],
  [{ model: "variational", beta: 4, importanceSamples: 0 }],
  [{ model: "convolutional", code: "gaussian" }],
  [{ model: "denoising", penalty: "topk:32", batchNormalization: true, dropout: 0.5 }],
  [{ penalty: "kl:0.05,0.1", codeActivation: "sigmoid" }],
])("%o make sense", (given) => {
  expect(resolveSettings(given, "options")).toMatchObject(given);
});
