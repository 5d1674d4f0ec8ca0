import { expectedForms } from "hourglass-core/internal/kinds/word.ts";
import { corruptions } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { losses } from "hourglass-core/internal/program/losses/losses.ts";
import { schedules } from "hourglass-core/internal/training/schedules/schedules.ts";
import { buildModel, defaultTraining, fit, initialWeights, sliceImages } from "hourglass-lab";
import { createNodeRuntime } from "hourglass-lab/node";
import { describe } from "vitest";
import { nativeRuntime } from "../support/evaluate.ts";
import { tinyModel } from "../support/programs.ts";
import { any, refuses } from "../support/refusals.ts";
import { sampleImages } from "../support/sample-images.ts";

const runtime = await nativeRuntime();
const model = tinyModel();
const { sampleShape: imageShape } = model;
const weights = initialWeights(model, 1);
const images = { ...sampleImages(model, 30), labels: new Uint8Array(30) };
const splits = { train: sliceImages(images, 0, 20), validation: sliceImages(images, 20, 30) };
const floats = new Float32Array(images.images.length).fill(0.5);
const options = { epochs: 1, batchSize: 10, learningRate: 0.01 };
const trained = await fit(runtime, model, splits, options);
const wider = buildModel("vanilla", { sampleShape: imageShape, latentSize: 5 });
const other = await fit(runtime, wider, splits, options);

describe("fit refuses", () => {
  refuses([
    [
      "a runtime that is still to come",
      () => fit(any(createNodeRuntime()), model, splits),
      "fit: runtime: expected a record with description, threads, load, found a Promise: await it; give what createNodeRuntime or createWebRuntime returns",
    ],
    [
      "a model that is none",
      () => fit(runtime, any("vanilla"), splits),
      'fit: model: expected a record with name, sampleSize, latentSize, code, ..., found "vanilla"; give what buildModel, buildArchitecture or createModel returns',
    ],
    [
      "a model whose sizes are not those of its layers",
      () => fit(runtime, { ...model, latentSize: 5 }, splits),
      "fit: model: the layers make codes of 4 values of images of 25, but the model says 5 and 25; give what buildModel, buildArchitecture or createModel returns",
    ],
    [
      "no data",
      () => fit(runtime, model, any(undefined)),
      "fit: data: expected a record with train, validation, test, found nothing",
    ],
    [
      "images without a split",
      () => fit(runtime, model, any(images)),
      'fit: data: unknown name "count": choose from train, validation, test',
    ],
    [
      "a misspelt validation set",
      () => fit(runtime, model, any({ train: splits.train, validaton: splits.validation })),
      'fit: data: unknown name "validaton": choose from train, validation, test',
    ],
    [
      "no images to train on",
      () => fit(runtime, model, { train: sliceImages(images, 0, 0) }),
      "fit: data.train: expected images to train on, found none",
    ],
    [
      "floats where bytes belong",
      () => fit(runtime, model, { train: { ...images, images: any(floats) } }),
      "fit: data.train.images: expected bytes (a Uint8Array), found Float32Array of 750; for values from 0 to 1 give Uint8Array.from(values, (value) => Math.round(255 * value))",
    ],
    [
      "images in a plain array",
      () => fit(runtime, model, { train: { ...images, images: any([...images.images]) } }),
      "fit: data.train.images: expected bytes (a Uint8Array), found a list of 750; give Uint8Array.from(values)",
    ],
    [
      "fewer bytes than the sizes say",
      () => fit(runtime, model, { train: { ...images, images: images.images.subarray(1) } }),
      "fit: data.train.images: expected 30 x 5 x 5 x 1 = 750 bytes, found 749",
    ],
    [
      "labels of other images",
      () => fit(runtime, model, { train: { ...images, labels: new Uint8Array(29) } }),
      "fit: data.train.labels: expected 30, one an image, found 29",
    ],
    [
      "images of another size",
      () => fit(runtime, model, { train: { ...images, height: 1, width: 25 } }),
      "fit: data.train: expected images of 5 x 5 (gray), which the model takes, found images of 1 x 25 (gray)",
    ],
    [
      "a count that is no whole number",
      () => fit(runtime, model, { train: { ...images, count: 1.5 } }),
      "fit: data.train.count: expected a whole number of at least 0, found 1.5",
    ],
    [
      "a misspelt option",
      () => fit(runtime, model, splits, any({ epoch: 5 })),
      'fit: options: unknown name "epoch": choose from objective, optimizer, learningRate, schedule, batchSize, epochs, seed, earlyStopping, restoreBest, pretraining',
    ],
    [
      "no images a step",
      () => fit(runtime, model, splits, { batchSize: 0 }),
      "fit: options.batchSize: expected a whole number from 1 to 65536, found 0",
    ],
    [
      "part of an image a step",
      () => fit(runtime, model, splits, { batchSize: 1.5 }),
      "fit: options.batchSize: expected a whole number from 1 to 65536, found 1.5",
    ],
    [
      "a negative rate",
      () => fit(runtime, model, splits, { learningRate: -0.1 }),
      "fit: options.learningRate: expected a number from 1e-8 to 10, found -0.1",
    ],
    [
      "a rate that is no number",
      () => fit(runtime, model, splits, { learningRate: Number.NaN }),
      "fit: options.learningRate: expected a number from 1e-8 to 10, found NaN",
    ],
    [
      "a number as a text",
      () => fit(runtime, model, splits, { epochs: any("5") }),
      'fit: options.epochs: expected a whole number from 1 to 100000, found "5"',
    ],
    [
      "endless epochs",
      () => fit(runtime, model, splits, { epochs: Number.POSITIVE_INFINITY }),
      "fit: options.epochs: expected a whole number from 1 to 100000, found Infinity",
    ],
    [
      "a loss in other letters",
      () => fit(runtime, model, splits, { objective: { loss: "BCE" } }),
      `fit: options.objective.loss: expected ${expectedForms(losses)}, found "BCE"`,
    ],
    [
      "an unknown noise",
      () =>
        fit(runtime, model, splits, {
          objective: { loss: "bce", corruption: { kind: any("gauss"), level: 0.5 } },
        }),
      `fit: options.objective.corruption.kind: expected one of ${corruptions.kinds.map(({ name }) => name).join(", ")}, found "gauss"`,
    ],
    [
      "too much noise",
      () =>
        fit(runtime, model, splits, {
          objective: { loss: "bce", corruption: { kind: "masking", level: 1 } },
        }),
      "fit: options.objective.corruption.level: expected a number from 0 to 0.99, found 1",
    ],
    [
      "a penalty that does not fit the code",
      () =>
        fit(runtime, model, splits, {
          objective: { loss: "bce", penalties: [{ kind: "kl", target: 0.1, weight: 1 }] },
        }),
      'fit: options.objective.penalties[0]: expected a code with the activation sigmoid for kl: kl compares mean activities in (0, 1), found "relu"',
    ],
    [
      "beta without a gaussian code",
      () => fit(runtime, model, splits, { objective: { loss: "bce", beta: 4 } }),
      "fit: options.objective.beta: expected no beta, which weighs the divergence of a gaussian code, or weighs the commitment of a vector-quantized code, found 4; leave it out",
    ],
    [
      "part of an optimiser",
      () => fit(runtime, model, splits, { optimizer: any({ beta1: 0.5 }) }),
      "fit: options.optimizer.beta2: expected a number from 0 to 0.99999999, found nothing",
    ],
    [
      "a norm of nothing",
      () => fit(runtime, model, splits, { optimizer: { ...defaultTraining.optimizer, clipNorm: 0 } }),
      "fit: options.optimizer.clipNorm: expected a number above 0 and of at most 1000000, found 0",
    ],
    [
      "an unknown schedule",
      () => fit(runtime, model, splits, { schedule: any({ kind: "linear", warmUpEpochs: 0 }) }),
      `fit: options.schedule.kind: expected one of ${schedules.kinds.map(({ name }) => name).join(", ")}, found "linear"`,
    ],
    [
      "an unknown split to monitor",
      () =>
        fit(runtime, model, splits, { earlyStopping: { monitor: any("valid"), patience: 1, minDelta: 0 } }),
      'fit: options.earlyStopping.monitor: expected one of training, validation, found "valid"',
    ],
    [
      "options in a Map",
      () => fit(runtime, model, splits, any(new Map([["epochs", 5]]))),
      "fit: options: expected a record with objective, optimizer, learningRate, schedule, ..., found a Map of 1",
    ],
    [
      "a misspelt hook",
      () => fit(runtime, model, splits, {}, any({ onepoch: () => {} })),
      'fit: hooks: unknown name "onepoch": choose from from, initialWeights, onPretraining, onPretrained, onProgress, onEpoch, signal, stepsPerChunk, secondsPerChunk, chunkLength',
    ],
    [
      "a hook that is no function",
      () => fit(runtime, model, splits, {}, { onEpoch: any(true) }),
      "fit: hooks.onEpoch: expected a function, found true",
    ],
    [
      "the controller for its signal",
      () => fit(runtime, model, splits, {}, { signal: any(new AbortController()) }),
      "fit: hooks.signal: expected the signal of an AbortController, found an object (AbortController)",
    ],
    [
      "chunks of no steps",
      () => fit(runtime, model, splits, {}, { stepsPerChunk: 0 }),
      "fit: hooks.stepsPerChunk: expected a whole number of at least 1, found 0",
    ],
    [
      "chunks of no time",
      () => fit(runtime, model, splits, {}, { secondsPerChunk: 0 }),
      "fit: hooks.secondsPerChunk: expected a number from 0.001 to 3600, found 0",
    ],
    [
      "the result of a training for its state",
      () => fit(runtime, model, splits, options, { from: any({ weights, keptEpoch: 1 }) }),
      "fit: hooks.from.step: expected a whole number of at least 0, found nothing; give the state that fit returns, or hands to its hooks",
    ],
    [
      "a state of another model",
      () => fit(runtime, model, splits, options, { from: other.state }),
      "fit: hooks.from.tensors: expected 100 values of encoder.code.kernel, found 125: they are of another model",
    ],
    [
      "a state of other batches",
      () => fit(runtime, model, splits, { ...options, batchSize: 8 }, { from: trained.state }),
      "fit: hooks.from: expected step 3 after 1 epochs and 0 images, of 20 in batches of 8, found step 2: it is of another training; go on with the images and the batchSize that it began with",
    ],
    [
      "a state of other images",
      () => fit(runtime, model, { train: images }, options, { from: trained.state }),
      "fit: hooks.from: expected step 3 after 1 epochs and 0 images, of 30 in batches of 10, found step 2: it is of another training; go on with the images and the batchSize that it began with",
    ],
    [
      "a state that lacks an epoch",
      () => fit(runtime, model, splits, options, { from: { ...trained.state, history: [] } }),
      "fit: hooks.from: expected step 0 after 0 epochs and 0 images, of 20 in batches of 10, found step 2: it is of another training; go on with the images and the batchSize that it began with",
    ],
    [
      "a history that is none",
      () => fit(runtime, model, splits, options, { from: { ...trained.state, history: any([1]) } }),
      "fit: hooks.from.history[0]: expected a record with epoch, trainingLoss, validationLoss, validationReconstruction, ..., found 1; give the state that fit returns, or hands to its hooks",
    ],
    [
      "a state without its tensors",
      () => fit(runtime, model, splits, options, { from: { ...trained.state, tensors: new Map() } }),
      "fit: hooks.from.tensors: expected 100 values of encoder.code.kernel, found nothing: they are of another model",
    ],
    [
      "a best epoch that was not kept",
      () => fit(runtime, model, splits, { ...options, restoreBest: true }, { from: trained.state }),
      "fit: hooks.from.best: expected the weights of the best epoch for restoreBest, found nothing: go on without restoreBest, as it was trained",
    ],
  ]);
});
