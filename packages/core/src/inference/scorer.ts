import type { SampleValues } from "../data/samples/part.ts";
import { seenSize } from "../data/samples/shape.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { type Model, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { scalingParameters } from "../model/scaling.ts";
import { corrupterProgram } from "../program/corrupter.ts";
import type { Corruption } from "../program/corruptions/corruptions.ts";
import { evaluatorProgram } from "../program/evaluator.ts";
import type { NoiseInput } from "../program/noise-inputs.ts";
import { noisyCoderProgram } from "../program/noisy-coder.ts";
import { float32, float32Result, type Runtime, type Tensors } from "../runtime/runtime.ts";
import { type Labels, labelsFor } from "./label-tensors.ts";
import { imagesAtOnce } from "./memory.ts";
import { noiseWords } from "./noise-words.ts";
import { parameterTensors } from "./parameter-tensors.ts";
import { batchesOf, countRows } from "./rows.ts";
import { sampleTensors } from "./sample-tensors.ts";

/** Reconstruction errors, one value a sample. */
export interface SampleErrors {
  /** Binary cross-entropy in nats, mean over the pixels of the image; absent where samples are not bounded. */
  readonly bce?: Float32Array;
  /** Squared error, mean over the values of the sample as the model sees them: pixels in [0, 1], or standardised numbers. */
  readonly mse: Float32Array;
}

/** Measures reconstruction errors of a model under any weights. */
export interface Scorer {
  /** Samples that it takes at once: noise is drawn anew for each so many, in the order of the set. */
  readonly batchSize: number;
  /**
   * Errors of `[N, sampleSize]` samples under these weights.
   * @param first the place of the first of them in its set, which noise depends on; 0 unless given
   * @param labels the class of each; asked of a conditional model alone
   */
  score(weights: Weights, samples: SampleValues, first?: number, labels?: Labels): Promise<SampleErrors>;
  release(): Promise<void>;
}

/** Images at once where they are small: enough to keep the threads busy, few enough to stay in the cache. */
const usualImages = 500;

/** @param corruption what the encoder sees is spoilt so, the same for every model; errors are against the clean image */
export async function createScorer(runtime: Runtime, model: Model, corruption?: Corruption): Promise<Scorer> {
  const program = evaluatorProgram(model, corruption);
  const executable = await runtime.load(toOnnx(program));
  const batchSize = imagesAtOnce(model, usualImages);
  const names = program.outputs.map(({ name }) => name);
  return {
    batchSize,
    score: async (weights, samples, first = 0, labels) => {
      const parameters = parameterTensors(modelParameters(model), weights);
      const count = countRows(samples, model.sampleSize);
      const told = labelsFor(model, labels, count, "score");
      const errors = names.map((name) => [name, new Float32Array(count)] as const);
      for (const batch of batchesOf(samples, model.sampleSize, batchSize)) {
        const results = await executable.run({
          ...parameters,
          ...(corruption === undefined
            ? {}
            : corruptionInputs(program.noise, corruption.level, first + batch.start, batch.count)),
          ...sampleTensors(model, batch.rows, batch.count),
          ...told(batch.start, batch.count),
        });
        for (const [name, values] of errors) values.set(float32Result(results, name), batch.start);
      }
      return Object.fromEntries(errors) as unknown as SampleErrors;
    },
    release: () => executable.release(),
  };
}

/**
 * `[N, sampleSize]` samples as the encoder sees them when they are corrupted, `[N, seenSize]`: float32 in [0, 1], or standardised.
 * @param first the place of the first of them in its set
 */
export async function corruptSamples(
  runtime: Runtime,
  model: Model,
  weights: Weights,
  samples: SampleValues,
  corruption: Corruption,
  first = 0,
): Promise<Float32Array> {
  const corrupter = await createCorrupter(runtime, model, corruption);
  try {
    return await corrupter.corrupt(weights, samples, corruption.level, first);
  } finally {
    await corrupter.release();
  }
}

/** Corrupts samples in one way, at any level. */
export interface Corrupter {
  /** {@link corruptSamples} */
  corrupt(weights: Weights, samples: SampleValues, level: number, first: number): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @param corruption its level is given with the samples */
export async function createCorrupter(
  runtime: Runtime,
  model: Model,
  corruption: Corruption,
): Promise<Corrupter> {
  const program = corrupterProgram(model, corruption);
  const executable = await runtime.load(toOnnx(program));
  return {
    corrupt: async (weights, samples, level, first) => {
      const scaling = parameterTensors(scalingParameters(model), weights);
      const size = seenSize(model.sampleShape);
      const corrupted = new Float32Array(countRows(samples, model.sampleSize) * size);
      for (const { start, count, rows } of batchesOf(samples, model.sampleSize, usualImages)) {
        const results = await executable.run({
          ...scaling,
          ...corruptionInputs(program.noise, level, first + start, count),
          ...sampleTensors(model, rows, count),
        });
        corrupted.set(float32Result(results, "corrupted"), start * size);
      }
      return corrupted;
    },
    release: () => executable.release(),
  };
}

/** What a model makes of samples with noise. */
export interface NoisyCoding {
  /** `[N, latentSize]` */
  readonly codes: Float32Array;
  /** `[N, seenSize]`, as the model sees samples: in [0, 1], or standardised; of a word the probability of each. */
  readonly reconstructions: Float32Array;
}

/**
 * Codes and reconstructions of `[N, sampleSize]` rows of a table that are corrupted as {@link corruptSamples} corrupts them.
 * @param first the place of the first of them in its set
 */
export async function codeCorrupted(
  runtime: Runtime,
  model: Model,
  weights: Weights,
  samples: SampleValues,
  corruption: Corruption,
  first: number,
  labels: Labels | undefined,
): Promise<NoisyCoding> {
  const program = noisyCoderProgram(model, corruption);
  const executable = await runtime.load(toOnnx(program));
  const parameters = parameterTensors(modelParameters(model), weights);
  const total = countRows(samples, model.sampleSize);
  const told = labelsFor(model, labels, total, "codeCorrupted");
  const sizes = { codes: model.latentSize, reconstructions: seenSize(model.sampleShape) };
  const made = {
    codes: new Float32Array(total * sizes.codes),
    reconstructions: new Float32Array(total * sizes.reconstructions),
  };
  try {
    // As many at once as the corrupter takes: noise is drawn anew for each so many.
    for (const { start, count, rows } of batchesOf(samples, model.sampleSize, usualImages)) {
      const results = await executable.run({
        ...parameters,
        ...corruptionInputs(program.noise, corruption.level, first + start, count),
        ...sampleTensors(model, rows, count),
        ...told(start, count),
      });
      for (const name of ["codes", "reconstructions"] as const) {
        made[name].set(float32Result(results, name), start * sizes[name]);
      }
    }
    return made;
  } finally {
    await executable.release();
  }
}

/** The same for every model and run, so that all see the same corrupted images. */
const corruptionSeed = 1;

/** Level and noise for a batch of test images, the first of which is image `start`. */
function corruptionInputs(
  requests: readonly NoiseInput[],
  level: number,
  start: number,
  count: number,
): Tensors {
  return {
    ...noiseWords(requests, corruptionSeed, `test image ${start}`, count),
    level: float32(Float32Array.of(level), []),
  };
}

/** The mean of errors over samples. A value that is no number shows in it. */
export function meanError(errors: Float32Array): number {
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
