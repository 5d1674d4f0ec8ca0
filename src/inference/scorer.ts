import { toOnnx } from "../graph/onnx/serialise.ts";
import type { Model } from "../model/model.ts";
import { modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { corrupterProgram } from "../program/corrupter.ts";
import type { Corruption } from "../program/corruptions/corruptions.ts";
import { evaluatorProgram } from "../program/evaluator.ts";
import type { NoiseInput } from "../program/noise-inputs.ts";
import { float32, float32Result, type Runtime, type Tensors, uint8 } from "../runtime/runtime.ts";
import { imagesAtOnce } from "./memory.ts";
import { noiseWords } from "./noise-words.ts";
import { batchesOf, countRows } from "./rows.ts";

/** Reconstruction errors, one value an image. */
export interface ImageErrors {
  /** Binary cross-entropy in nats, mean over the pixels of the image. */
  readonly bce: Float32Array;
  /** Squared error, mean over the pixels of the image. */
  readonly mse: Float32Array;
}

/** Measures reconstruction errors of a model under any weights. */
export interface Scorer {
  /**
   * Errors of `[N, imageSize]` bytes under these weights.
   * @param first the place of the first of them in its set, which noise depends on; 0 unless given
   */
  score(weights: Weights, images: Uint8Array, first?: number): Promise<ImageErrors>;
  release(): Promise<void>;
}

/** Images at once where they are small: enough to keep the threads busy, few enough to stay in the cache. */
const usualImages = 500;

/** @param corruption what the encoder sees is spoilt so, the same for every model; errors are against the clean image */
export async function createScorer(runtime: Runtime, model: Model, corruption?: Corruption): Promise<Scorer> {
  const program = evaluatorProgram(model, corruption);
  const executable = await runtime.load(toOnnx(program));
  const batchSize = imagesAtOnce(model, usualImages);
  return {
    score: async (weights, images, first = 0) => {
      const parameters = parameterTensors(model, weights);
      const count = countRows(images, model.sampleSize);
      const bce = new Float32Array(count);
      const mse = new Float32Array(count);
      for (const batch of batchesOf(images, model.sampleSize, batchSize)) {
        const results = await executable.run({
          ...parameters,
          ...(corruption === undefined
            ? {}
            : corruptionInputs(program.noise, corruption.level, first + batch.start, batch.count)),
          images: uint8(batch.rows, [batch.count, model.sampleSize]),
        });
        bce.set(float32Result(results, "bce"), batch.start);
        mse.set(float32Result(results, "mse"), batch.start);
      }
      return { bce, mse };
    },
    release: () => executable.release(),
  };
}

/**
 * `[N, imageSize]` bytes as the encoder sees them when they are corrupted: float32 in [0, 1].
 * @param first the place of the first of them in its set
 */
export async function corruptImages(
  runtime: Runtime,
  model: Model,
  images: Uint8Array,
  corruption: Corruption,
  first = 0,
): Promise<Float32Array> {
  const corrupter = await createCorrupter(runtime, model, corruption);
  try {
    return await corrupter.corrupt(images, corruption.level, first);
  } finally {
    await corrupter.release();
  }
}

/** Corrupts images in one way, at any level. */
export interface Corrupter {
  /** {@link corruptImages} */
  corrupt(images: Uint8Array, level: number, first: number): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @param corruption its level is given with the images */
export async function createCorrupter(
  runtime: Runtime,
  model: Model,
  corruption: Corruption,
): Promise<Corrupter> {
  const program = corrupterProgram(model, corruption);
  const executable = await runtime.load(toOnnx(program));
  return {
    corrupt: async (images, level, first) => {
      const corrupted = new Float32Array(images.length);
      for (const { start, count, rows } of batchesOf(images, model.sampleSize, usualImages)) {
        const results = await executable.run({
          ...corruptionInputs(program.noise, level, first + start, count),
          images: uint8(rows, [count, model.sampleSize]),
        });
        corrupted.set(float32Result(results, "corrupted"), start * model.sampleSize);
      }
      return corrupted;
    },
    release: () => executable.release(),
  };
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

/** The weights as a program's inputs. */
export function parameterTensors(model: Model, weights: Weights): Tensors {
  return Object.fromEntries(
    modelParameters(model).map(({ name, shape }) => [
      name,
      float32(weights.get(name) as Float32Array, shape),
    ]),
  );
}

/** The mean of errors over images. A value that is no number shows in it. */
export function meanError(errors: Float32Array): number {
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}
