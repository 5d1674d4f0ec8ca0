import { sliceImages } from "hourglass-core/internal/data/image-set.ts";
import type { ImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import { type Program, toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { type Autoencoder, createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { createCodeFitter } from "hourglass-core/internal/inference/code-fitter.ts";
import { createValidator } from "hourglass-core/internal/inference/create-validator.ts";
import { labelTensors } from "hourglass-core/internal/inference/label-tensors.ts";
import { noiseWordsOfSteps } from "hourglass-core/internal/inference/noise-words.ts";
import { parameterTensors } from "hourglass-core/internal/inference/parameter-tensors.ts";
import { type ArchitectureInput, parseArchitecture } from "hourglass-core/internal/model/architecture.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { conditionOf, conditionOfLayers } from "hourglass-core/internal/model/condition.ts";
import { unfreeCode } from "hourglass-core/internal/model/free-code.ts";
import type { Layer } from "hourglass-core/internal/model/layer.ts";
import { initialWeights, type Model, modelParameters } from "hourglass-core/internal/model/model.ts";
import { layersOf } from "hourglass-core/internal/model/network.ts";
import { outputOf } from "hourglass-core/internal/model/outputs/outputs.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { codeFitterProgram } from "hourglass-core/internal/program/code-fitter.ts";
import { autoencoderProgram, decoderProgram, encoderProgram } from "hourglass-core/internal/program/coder.ts";
import { evaluatorProgram } from "hourglass-core/internal/program/evaluator.ts";
import type { AdamOptions } from "hourglass-core/internal/program/optimizers/adam.ts";
import { trainerProgram } from "hourglass-core/internal/program/trainer.ts";
import { stateTensors, updated } from "hourglass-core/internal/program/trainer-state.ts";
import { validatorProgram } from "hourglass-core/internal/program/validator.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import {
  float32,
  float32Result,
  int32,
  int64Scalar,
  type Runtime,
  type Tensors,
  uint8,
} from "hourglass-core/internal/runtime/runtime.ts";
import { createWebRuntime } from "hourglass-core/internal/runtime/web.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { presetNames } from "hourglass-core/internal/settings/presets.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { PresetName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { type FitHooks, fit } from "hourglass-core/internal/training/fit.ts";
import type { FitResult } from "hourglass-core/internal/training/run-epochs.ts";
import type { TrainingState } from "hourglass-core/internal/training/state.ts";
import { encodeCheckpoint, readCheckpoint } from "hourglass-lab/internal/run/files/checkpoint.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { expectClose } from "./support/closeness.ts";
import { layerExamples } from "./support/layer-examples.ts";
import { allNodes, mainGraph } from "./support/onnx-file.ts";
import { kerasAdam } from "./support/programs.ts";
import { pixelsOf, sampleImages } from "./support/sample-images.ts";
import { standardOperators } from "./support/standard-operators.ts";
import { timelessState } from "./support/training.ts";

/** An autoencoder at a size that trains in a moment. */
interface Case {
  readonly settings: Partial<Settings>;
  readonly imageShape: ImageShape;
  /** Where the settings name a file of layers: its content. */
  readonly layers?: ArchitectureInput;
}

const gray: ImageShape = { height: 8, width: 8, channels: 1 };
const color: ImageShape = { height: 4, width: 8, channels: 3 };

/** A preset with fewer units and filters. */
function small(model: PresetName): Case {
  const preset = resolveSettings({ model }, "test");
  const { hidden, architecture } = preset;
  const hasPlaces = codeOf(preset).planes !== undefined;
  return {
    settings: {
      model,
      ...(hasPlaces ? { latentSize: 12, codebook: "average:5,3" } : { latentSize: 4 }),
      ...(codeOf(preset).dictionary === undefined ? {} : { latentSize: 90, selection: "top-k:3" }),
      hidden: hidden.map((_, index) => 12 - 2 * index),
      ...(architecture === "convolutional" ? { filters: [4, 6] } : {}),
    },
    imageShape: gray,
  };
}

const regularized = { batchNormalization: true, dropout: 0.2, weightDecay: 0.01, clipNorm: 1 } as const;

/** Choices that no preset makes, with each other. */
const combinations: Readonly<Record<string, Case>> = {
  "sparse by mean activity": {
    settings: { model: "sparse", latentSize: 4, penalty: "kl:0.1,0.01" },
    imageShape: gray,
  },
  "augmented, gray": {
    settings: { model: "deep", hidden: [6], latentSize: 4, augmentation: "affine:20,0.2,1.5" },
    imageShape: gray,
  },
  "augmented, colour, corrupted": {
    settings: {
      ...{ model: "convolutional", filters: [3], latentSize: 4 },
      ...{ augmentation: "mirror:0.5+affine:10,0.1,1", corruption: "masking:0.2" },
    },
    imageShape: color,
  },
  "contractive, one layer": {
    settings: { model: "vanilla", latentSize: 5, penalty: "contractive:0.3", codeActivation: "sigmoid" },
    imageShape: gray,
  },
  "contractive, one layer of ReLU": {
    settings: { model: "vanilla", latentSize: 5, penalty: "contractive:0.3" },
    imageShape: gray,
  },
  "contractive, several layers": {
    settings: {
      model: "deep",
      hidden: [6],
      latentSize: 4,
      penalty: "contractive:0.3+l1:0.01",
      activation: "tanh",
    },
    imageShape: gray,
  },
  "contractive, convolutions": {
    settings: { model: "convolutional", filters: [3], latentSize: 4, penalty: "contractive:0.3" },
    imageShape: gray,
  },
  "sparse by top-k": {
    settings: { model: "sparse", latentSize: 6, penalty: "topk:2", loss: "mse" },
    imageShape: gray,
  },
  "sparse by top-k, at first by more": {
    settings: { model: "sparse", latentSize: 6, penalty: "topk:2,5" },
    imageShape: gray,
  },
  "sparse by top-k of the batch": {
    settings: { model: "sparse", latentSize: 6, penalty: "batch-topk:2" },
    imageShape: gray,
  },
  "deep, tied weights, wider than the image": {
    settings: { model: "deep", hidden: [90, 8], latentSize: 5, tiedWeights: true },
    imageShape: gray,
  },
  "sparse, tied weights, regularised": {
    settings: {
      model: "sparse",
      hidden: [12],
      latentSize: 6,
      penalty: "topk:2,4",
      tiedWeights: true,
      ...regularized,
    },
    imageShape: gray,
  },
  "deep, regularised, denoising": {
    settings: {
      model: "deep",
      hidden: [12, 8],
      latentSize: 4,
      activation: "silu",
      corruption: "salt-pepper:0.1",
      schedule: "cosine",
      warmUp: 0.5,
      ...regularized,
    },
    imageShape: gray,
  },
  "convolutional, coloured, regularised": {
    settings: {
      model: "convolutional",
      filters: [4, 6],
      hidden: [8],
      latentSize: 4,
      activation: "leaky-relu",
      penalty: "l1:1e-4",
      ...regularized,
    },
    imageShape: color,
  },
  "variational, convolutional, upsampling, denoising": {
    settings: {
      model: "variational",
      architecture: "convolutional",
      filters: [4],
      hidden: [8],
      latentSize: 4,
      decoder: "upsample",
      activation: "elu",
      loss: "mse",
      beta: 0.5,
      binarize: false,
      corruption: "masking:0.2",
    },
    imageShape: color,
  },
  "variational, total correlation and discrepancy": {
    settings: {
      model: "variational",
      hidden: [8],
      latentSize: 4,
      penalty: "total-correlation:4+mmd:2",
    },
    imageShape: gray,
  },
  "variational, annealed capacity and covariance": {
    settings: { model: "variational", hidden: [8], latentSize: 4, penalty: "capacity:3,10+dip-2:2,1" },
    imageShape: gray,
  },
  "variational, importance-weighted": {
    settings: { model: "variational", hidden: [8], latentSize: 4, boundSamples: 3 },
    imageShape: gray,
  },
  "conditional, importance-weighted": {
    settings: { model: "conditional", hidden: [8], latentSize: 3, conditionClasses: 2, boundSamples: 3 },
    imageShape: gray,
  },
  "conditional, convolutional": {
    settings: {
      model: "conditional",
      architecture: "convolutional",
      filters: [4],
      hidden: [8],
      latentSize: 4,
      conditionClasses: 3,
      penalty: "total-correlation:4",
    },
    imageShape: color,
  },
  "variational, of hidden patches": {
    settings: {
      model: "variational",
      hidden: [8],
      latentSize: 4,
      corruption: "patches:3,0.4",
      lossOn: "hidden",
    },
    imageShape: color,
  },
  "discrepancy of points": {
    settings: { model: "deep", hidden: [8], latentSize: 4, loss: "mse", penalty: "mmd:0.5,2" },
    imageShape: gray,
  },
  "vector-quantized, dense, by the loss": {
    settings: { model: "deep", hidden: [8], latentSize: 6, code: "vector-quantized", codebook: "loss:5,2" },
    imageShape: gray,
  },
  "dictionary, by batch top-k, with dead units": {
    settings: {
      model: "dictionary",
      latentSize: 90,
      selection: "batch-top-k:2",
      penalty: "dead-units:20,0.1,30",
    },
    imageShape: color,
  },
  "dictionary, by thresholds that are learnt": {
    settings: { model: "dictionary", latentSize: 20, selection: "jump-relu:0.1,0.1,1e-3" },
    imageShape: gray,
  },
  "dictionary, all that are positive": {
    settings: { model: "dictionary", latentSize: 20, selection: "relu", penalty: "l1:1e-3" },
    imageShape: gray,
  },
  "layers of a file": {
    settings: { model: "layers.json" },
    imageShape: { height: 10, width: 10, channels: 1 },
    layers: {
      encoder: [
        { type: "convolution", filters: 3, kernelSize: 5 },
        { type: "batch-normalization" },
        { type: "max-pooling", size: 3 },
        { type: "activation", activation: "tanh" },
        { type: "flatten" },
        { type: "gaussian", units: 4 },
      ],
      decoder: [
        { type: "dense", units: 8, activation: "elu" },
        { type: "reshape", shape: [2, 2, 2] },
        { type: "upsampling", factor: 5 },
        { type: "convolution", filters: 1, kernelSize: 1 },
      ],
    },
  },
};

const cases: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(presetNames.map((name) => [`preset ${name}`, small(name)])),
  ...combinations,
  ...Object.fromEntries(
    Object.entries(layerExamples()).map(([name, layers]): [string, Case] => [
      `layer ${name}`,
      { settings: { model: "layers.json" }, imageShape: gray, layers },
    ]),
  ),
};

const native = await createNodeRuntime({ threads: 1 });
const web = await createWebRuntime({ threads: 1 });

function build({ settings, imageShape, layers }: Case): Model {
  const architecture =
    layers === undefined
      ? architectureOf(resolveSettings(settings, "test", imageShape), imageShape)
      : parseArchitecture(layers, "layers");
  return buildArchitecture(architecture, imageShape);
}

/** 6 full batches of 8 and one of a single image, an epoch. */
const [trainCount, validationCount] = [49, 10];

function train(
  model: Model,
  { settings }: Case,
  changes: Partial<Settings> = {},
  hooks: FitHooks = {},
  runtime: Runtime = native,
): Promise<FitResult> {
  const options = trainingOptions(
    resolveSettings(
      { learningRate: 0.01, batchSize: 8, epochs: 3, patience: 0, ...settings, ...changes },
      "test",
    ),
  );
  const images = sampleImages(model, trainCount + validationCount);
  const data = {
    train: sliceImages(images, 0, trainCount),
    validation: sliceImages(images, trainCount, trainCount + validationCount),
  };
  return fit(runtime, model, data, options, hooks);
}

async function run(program: Program, inputs: Tensors): Promise<Tensors> {
  const executable = await native.load(toOnnx(program));
  const results = await executable.run(inputs);
  await executable.release();
  return results;
}

describe.each(Object.entries(cases))("%s", (_, example) => {
  const model = build(example);
  const { objective, optimizer } = trainingOptions(resolveSettings(example.settings, "test"));
  const images = sampleImages(model, 257, 2);
  let trained: FitResult;
  let autoencoder: Autoencoder;
  beforeAll(async () => {
    trained = await train(model, example);
    autoencoder = await createAutoencoder(native, model, trained.weights);
    return () => autoencoder.release();
  });

  test("its programs are the same bytes every time, of standard operators", () => {
    const weights = initialWeights(model, 1);
    const programs: readonly (() => Program)[] = [
      () => trainerProgram(build(example), objective, optimizer),
      () => validatorProgram(build(example), objective),
      () => evaluatorProgram(build(example), { kind: "gaussian", level: 0.5 }),
      () => autoencoderProgram(build(example), weights),
    ];
    for (const program of programs) {
      const bytes = toOnnx(program());
      expect(Buffer.compare(toOnnx(program()), bytes)).toBe(0);
      const nodes = allNodes(mainGraph(bytes));
      expect(nodes.filter(({ opType }) => !standardOperators.has(opType))).toEqual([]);
      // Another domain would be a field of the node that the schema does not have.
      expect(nodes.flatMap(({ $unknown = [] }) => $unknown)).toEqual([]);
    }
  });

  test("the gradient is that of the objective", async () => {
    await checkObjectiveGradient(model, example);
  });

  test("training lowers the objective", async () => {
    const validator = await createValidator(native, model, objective);
    const { images: validation, labels } = sampleImages(model, 100, 3);
    const before = await validator.validate(initialWeights(model, 1), validation, labels);
    const after = await validator.validate(trained.weights, validation, labels);
    await validator.release();
    expect(after.objective).toBeLessThan(0.95 * before.objective);
  });

  test("the same seed gives the same bits, however steps are cut into chunks; another seed others", async () => {
    const again = await train(model, example, {}, { stepsPerChunk: 4 });
    expect(timelessState(again.state)).toEqual(timelessState(trained.state));
    const other = await train(model, example, { seed: 2 });
    for (const [name, values] of other.weights) {
      expect(values, name).not.toEqual(trained.weights.get(name));
    }
  });

  test("a run that is resumed from its checkpoint ends as one that was not interrupted", async () => {
    const controller = new AbortController();
    const hooks = {
      stepsPerChunk: 2,
      signal: controller.signal,
      onProgress: ({ epoch, imagesOfEpoch }: { epoch: number; imagesOfEpoch: number }): void => {
        if (epoch === 2 && imagesOfEpoch === 16) controller.abort();
      },
    };
    const { state, stopped } = await train(model, example, {}, hooks);
    expect(stopped).toBe("interrupted");
    const from = readCheckpoint(
      model,
      kerasAdam,
      encodeCheckpoint(model, kerasAdam, state),
      "checkpoint",
    ).state;
    expect(timelessState(from)).toEqual(timelessState(state));
    const resumed = await train(model, example, {}, { from });
    expect(timelessState(resumed.state)).toEqual(timelessState(trained.state));
  });

  test("reconstructions are decoded codes, and scores are their errors", async () => {
    const codes = await autoencoder.encode(images.images, images.labels);
    const reconstructions = await autoencoder.reconstruct(images.images, images.labels);
    expect(codes).toHaveLength(images.count * model.latentSize);
    expect(reconstructions).toEqual(await autoencoder.decode(codes, images.labels));
    const { bce, mse } = await autoencoder.score(images.images, images.labels);
    const meanOf = (error: (x: number, p: number) => number): number[] =>
      Array.from({ length: images.count }, (_image, number) => {
        const start = number * model.sampleSize;
        const errors = pixelsOf(images, number).map((x, pixel) =>
          error(x, reconstructions[start + pixel] as number),
        );
        return errors.reduce((sum, value) => sum + value) / model.sampleSize;
      });
    const crossEntropy = (x: number, p: number): number => -(x * Math.log(p) + (1 - x) * Math.log1p(-p));
    // Of what is no probability, the logarithm enlarges rounding: outputs.test.ts has it.
    if (outputOf(model).bounded) expectClose(bce, meanOf(crossEntropy), 1e-5, "bce");
    expectClose(
      mse,
      meanOf((x, p) => (p - x) ** 2),
      1e-5,
      "mse",
    );
  });

  test("codes that are fitted to images rebuild them better, where their values are free", async () => {
    if (unfreeCode(model) !== undefined) {
      expect(() => codeFitterProgram(model, trained.weights)).toThrow("codes whose values are free");
      return;
    }
    const fitter = await createCodeFitter(native, model, trained.weights);
    const codes = await autoencoder.encode(images.images, images.labels);
    const deviations = new Float32Array(model.latentSize).fill(1);
    const { before, after } = await fitter.fit(images.images, codes, {
      ...{ deviations, steps: 10, rate: 0.02, labels: images.labels },
    });
    await fitter.release();
    const { mse } = await autoencoder.score(images.images, images.labels);
    expectClose(
      before,
      mse.map((error) => error * model.sampleSize),
      1e-5,
    );
    expect(after.every((error, image) => error <= (before[image] as number))).toBe(true);
    const sum = (errors: Float32Array): number => errors.reduce((total, error) => total + error, 0);
    expect(sum(after)).toBeLessThan(sum(before));
  });

  test("its files give what the autoencoder gives", async () => {
    const { weights } = trained;
    const pixels = Float32Array.from(images.images, (byte) => byte / 255);
    const told = (part: readonly Layer[]): Tensors =>
      labelTensors({ classes: conditionOfLayers(part) }, images.labels);
    const input = { images: float32(pixels, [images.count, model.sampleSize]) };
    const codes = await autoencoder.encode(images.images, images.labels);
    const reconstructions = await autoencoder.reconstruct(images.images, images.labels);
    const encoded = await run(encoderProgram(model, weights), { ...input, ...told(model.encoder) });
    expectClose(float32Result(encoded, "codes"), codes, 1e-6, "encoder");
    const decoded = await run(decoderProgram(model, weights), {
      codes: float32(codes, [images.count, model.latentSize]),
      ...told(model.decoder),
    });
    expectClose(float32Result(decoded, "reconstructions"), reconstructions, 1e-6, "decoder");
    const both = await run(autoencoderProgram(model, weights), { ...input, ...told(layersOf(model)) });
    expectClose(float32Result(both, "reconstructions"), reconstructions, 1e-6, "autoencoder");
  });

  test("an image alone is treated as one among 257", async () => {
    const [codes, reconstructions, errors] = [
      await autoencoder.encode(images.images, images.labels),
      await autoencoder.reconstruct(images.images, images.labels),
      await autoencoder.score(images.images, images.labels),
    ];
    for (let number = 0; number < images.count; number += 16) {
      const { images: alone, labels } = sliceImages(images, number, number + 1);
      const row = (values: Float32Array, size: number): Float32Array =>
        values.subarray(number * size, (number + 1) * size);
      expectClose(await autoencoder.encode(alone, labels), row(codes, model.latentSize), 1e-6, "code");
      expectClose(
        await autoencoder.reconstruct(alone, labels),
        row(reconstructions, model.sampleSize),
        1e-6,
        "image",
      );
      const error = outputOf(model).bounded ? "bce" : "mse";
      expectClose((await autoencoder.score(alone, labels))[error]!, row(errors[error]!, 1), 1e-6, error);
    }
  });

  test("ten steps as WebAssembly agree with the native ones", async () => {
    // An epoch and three more steps.
    const hooks = (): FitHooks => {
      const controller = new AbortController();
      let chunks = 0;
      const onProgress = (): void => {
        if (++chunks === 10) controller.abort();
      };
      return { stepsPerChunk: 1, signal: controller.signal, onProgress };
    };
    const expected = await train(model, example, {}, hooks());
    const actual = await train(model, example, {}, hooks(), web);
    expect(actual.state.step).toBe(10);
    for (const [name, values] of expected.weights) {
      if (isMoved(name, expected.state)) expectClose(actual.weights.get(name), values, 1e-4, name);
    }
    expectClose([actual.state.lossOfEpoch], [expected.state.lossOfEpoch], 1e-4, "loss");
  });
});

/**
 * Whether a parameter moves at all: a bias that batch normalization takes away has rounding for a gradient, of which Adam
 * makes steps all the same; and the moving mean follows.
 */
function isMoved(name: string, { tensors }: TrainingState): boolean {
  const largest = (tensor: string): number => Math.max(...(tensors.get(tensor) ?? []));
  const moments = [...tensors.keys()].filter((tensor) => tensor.endsWith(".second_moment"));
  const own = `${name}.second_moment`;
  if (!tensors.has(own)) return !name.endsWith(".moving_mean");
  return largest(own) > 1e-9 * Math.max(...moments.map(largest));
}

/** How far weights are moved: the larger leaves less rounding, the smaller crosses fewer kinks (of relu, of maxima). */
const distances = [1e-2, 5e-4];

/**
 * Compares the gradient that training follows with central differences of the loss that it reports, along the gradient of
 * every tensor and along a random direction. One step with moments that forget at once gives both: its first moment is
 * the gradient.
 *
 * In float32, as convolutions and noise are: a hundredth of the gradient's norm is allowed, and what rounding leaves. Exact
 * to many more digits are the comparisons with PyTorch in golden.test.ts; this one holds for whatever is added.
 */
async function checkObjectiveGradient(model: Model, { settings }: Case): Promise<void> {
  const { objective, optimizer } = trainingOptions(resolveSettings(settings, "test"));
  const { clipNorm: _, ...unclipped } = optimizer;
  const program = trainerProgram(model, objective, {
    ...(unclipped as AdamOptions),
    ...{ beta1: 0, beta2: 0, weightDecay: 0 },
  });
  const executable = await native.load(toOnnx(program));
  const batchSize = 8;
  const images = sampleImages(model, batchSize);
  const zeros = stateTensors(model, kerasAdam).map(
    ({ name, shape }) => [name, float32(new Float32Array(shape.reduce((a, b) => a * b, 1)), shape)] as const,
  );
  const step = async (weights: Weights): Promise<Tensors> =>
    executable.run({
      ...Object.fromEntries(zeros),
      ...parameterTensors(modelParameters(model), weights),
      ...noiseWordsOfSteps(program.noise, 1, ["step 1"], batchSize),
      images: uint8(images.images, [batchSize, model.sampleSize]),
      ...labelTensors({ classes: conditionOf(model) }, images.labels),
      order: int32(
        Int32Array.from({ length: batchSize }, (_image, number) => number),
        [1, batchSize],
      ),
      step: int64Scalar(0),
      learning_rate: float32(Float32Array.of(0)),
      ...(program.usesProgress ? { progress: float32(Float32Array.of(0.1)) } : {}),
    });
  const random = createRandom(1, "gradient");
  // Biases of 0 would be where activations have their kinks.
  const weights = new Map(
    [...initialWeights(model, 1)].map(([name, values]) => [
      name,
      values.map((value) => value + 0.1 * random.uniform()),
    ]),
  );
  const results = await step(weights);
  const [loss = Number.NaN] = float32Result(results, "loss");
  // What passes through in the place of a gradient is that of no objective: codes.test.ts has it.
  const passes = codeOf(model).gradientPasses?.(model.encoder) === true;
  const ofEncoder = model.encoder.flatMap(({ parameters }) => parameters);
  const checked = modelParameters(model).filter((one) => !passes || !ofEncoder.includes(one));
  for (const { name } of checked.filter(({ trainable }) => trainable)) {
    const gradient = float32Result(results, updated(`${name}.first_moment`));
    for (const direction of [gradient, gradient.map(() => random.normal())]) {
      const length = Math.hypot(...direction);
      const lossAt = async (distance: number): Promise<number> => {
        const values = weights.get(name)!.map((x, index) => x + (distance * direction[index]!) / length);
        return float32Result(await step(new Map([...weights, [name, values]])), "loss")[0]!;
      };
      const derived = gradient.reduce((sum, x, index) => sum + x * direction[index]!, 0) / length;
      const errors: number[] = [];
      for (const distance of distances) {
        const difference = ((await lossAt(distance)) - (await lossAt(-distance))) / (2 * distance);
        const allowed = 0.01 * Math.hypot(...gradient) + (1e-7 * loss) / distance;
        errors.push(Math.abs(derived - difference) / allowed);
      }
      expect(Math.min(...errors), name).toBeLessThanOrEqual(1);
    }
  }
  await executable.release();
}

describe.each([
  { height: 28, width: 28, channels: 1 },
  { height: 32, width: 32, channels: 3 },
])("every preset as it is, for images of $height x $width x $channels", (imageShape) => {
  test.each(presetNames)("%s", async (name) => {
    const model = build({ settings: { model: name }, imageShape });
    const { latentSize } = resolveSettings({ model: name }, "test", imageShape);
    expect([model.sampleSize, model.latentSize]).toEqual([
      imageShape.height * imageShape.width * imageShape.channels,
      latentSize,
    ]);
    const autoencoder = await createAutoencoder(native, model, initialWeights(model, 1));
    const { images, labels } = sampleImages(model, 2);
    const reconstructions = await autoencoder.reconstruct(images, labels);
    await autoencoder.release();
    expect(reconstructions).toHaveLength(images.length);
    const { bounded } = outputOf(model);
    expect(reconstructions.every((p) => (bounded ? p > 0 && p < 1 : Number.isFinite(p)))).toBe(true);
  });
});
