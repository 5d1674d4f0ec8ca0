import { callback, checkArgument, optionalSignal, recordSchema, whole } from "../arguments.ts";
import type { SampleValues } from "../data/samples/part.ts";
import type { Program } from "../graph/onnx/serialise.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { partParameters } from "../program/coder.ts";
import { boundProgram, likelihoodProgram } from "../program/likelihood.ts";
import type { Objective } from "../program/objective.ts";
import { posteriorProgram } from "../program/posterior.ts";
import { floatInput } from "../program/samples.ts";
import { createRandom } from "../random/random.ts";
import { releasable } from "../runtime/releasable.ts";
import { type Executable, float32, float32Result, type Runtime } from "../runtime/runtime.ts";
import { requireSampleValues } from "./given-rows.ts";
import { type Labels, labelsFor } from "./label-tensors.ts";
import { noiseWords } from "./noise-words.ts";
import { parameterTensors } from "./parameter-tensors.ts";
import type { SamplePosterior } from "./posterior.ts";
import { type Batch, batchesOf, countRows } from "./rows.ts";
import { floatTensors } from "./sample-tensors.ts";
import { toPixels } from "./to-pixels.ts";

/** The evidence lower bound in its parts, one value an image, in nats. */
export interface Bound {
  /** -(reconstruction + divergence) */
  readonly elbo: Float32Array;
  /** -log p(x|z) of one sample of the posterior. */
  readonly reconstruction: Float32Array;
  /** KL(q(z|x) || p(z)) */
  readonly divergence: Float32Array;
}

/** What can be asked of a model whose code has a distribution. Images are bytes, binarised at random where training did. */
export interface Variational {
  /**
   * The bound of `[N, sampleSize]` samples, with one sample each; of a conditional model that of log p(x|y).
   * @param labels the class of each; asked of a conditional model alone
   */
  bound(samples: SampleValues, labels?: Labels): Promise<Bound>;
  /**
   * log p(x) of the `[N, sampleSize]` that are given in nats, estimated by importance sampling: it rises to the truth as `samples`
   * grows. Of a conditional model log p(x|y).
   * @param labels the class of each; asked of a conditional model alone
   */
  logLikelihood(
    given: SampleValues,
    samples: number,
    hooks?: LikelihoodHooks,
    labels?: Labels,
  ): Promise<Float64Array>;
  /** The normal distribution over codes of each of `[N, sampleSize]` samples; absent where it is another. */
  posterior?(samples: SampleValues, labels?: Labels): Promise<SamplePosterior>;
  release(): Promise<void>;
}

export interface LikelihoodHooks {
  /** Stops between two images. */
  readonly signal?: AbortSignal;
  /** Told the share that is done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

const hooksSchema = recordSchema<LikelihoodHooks>({ signal: optionalSignal, onProgress: callback() });

/** More would take a night. */
export const mostSamples = 100_000;
const samplesSchema = whole(1, mostSamples);

/** The same for every model, so that all are asked of the same binary images and with the same samples. */
const seed = 1;
const samplesInBatch = 500;
const samplesAtOnce = 500;

export async function createVariational(
  runtime: Runtime,
  model: Model,
  weights: Weights,
  { loss, binarize = false }: Objective,
): Promise<Variational> {
  const boundOf = boundProgram(model, weights, loss);
  const likelihoodOf = likelihoodProgram(model, weights, loss);
  const posteriorOf = posteriorProgram(model, floatInput(model));
  // Few ask for it.
  let posteriorExecutable: Promise<Executable> | undefined;
  const [boundExecutable, likelihoodExecutable] = await Promise.all([
    runtime.load(toOnnx(boundOf)),
    runtime.load(toOnnx(likelihoodOf)),
  ]);
  const size = model.sampleSize;
  /** Samples as the model was trained on them. */
  const targets = ({ start, count, rows }: Batch<SampleValues>): Float32Array => {
    const pixels = rows instanceof Uint8Array ? toPixels(rows) : rows;
    if (!binarize) return pixels;
    for (let image = 0; image < count; image++) {
      const random = createRandom(seed, `binarized image ${start + image}`);
      for (let pixel = image * size; pixel < (image + 1) * size; pixel++) {
        pixels[pixel] = random.uniform() < (pixels[pixel] as number) ? 1 : 0;
      }
    }
    return pixels;
  };

  const bound = async (given: SampleValues, labels?: Labels): Promise<Bound> => {
    const samples = requireSampleValues(model, given, "bound");
    const count = countRows(samples, size);
    const told = labelsFor(model, labels, count, "bound");
    const reconstruction = new Float32Array(count);
    const divergence = new Float32Array(count);
    for (const batch of batchesOf(samples, size, samplesInBatch)) {
      const results = await boundExecutable.run({
        ...floatTensors(model, targets(batch), batch.count),
        ...told(batch.start, batch.count),
        ...noiseWords(boundOf.noise, seed, `bound of image ${batch.start}`, batch.count),
      });
      reconstruction.set(float32Result(results, "reconstruction"), batch.start);
      divergence.set(float32Result(results, "divergence"), batch.start);
    }
    const elbo = reconstruction.map((error, image) => -(error + (divergence[image] as number)));
    return { elbo, reconstruction, divergence };
  };

  const logLikelihood = async (
    given: SampleValues,
    samples: number,
    hooks: LikelihoodHooks = {},
    labels?: Labels,
  ): Promise<Float64Array> => {
    const values = requireSampleValues(model, given, "logLikelihood");
    checkArgument(samplesSchema, samples, "logLikelihood", "samples");
    checkArgument(hooksSchema, hooks, "logLikelihood", "hooks");
    const count = countRows(values, size);
    const told = labelsFor(model, labels, count, "logLikelihood");
    const estimates = new Float64Array(count);
    for (const single of batchesOf(values, size, 1)) {
      hooks.signal?.throwIfAborted();
      const image = single.start;
      const pixels = float32(targets(single), [1, size]);
      const logWeights = new Float32Array(samples);
      for (let start = 0; start < samples; start += samplesAtOnce) {
        const rows = Math.min(samplesAtOnce, samples - start);
        const occasion = `sample ${start} of image ${image}`;
        const results = await likelihoodExecutable.run({
          image: pixels,
          ...told(image, 1),
          ...noiseWords(likelihoodOf.noise, seed, occasion, rows),
        });
        logWeights.set(float32Result(results, "log_weights"), start);
      }
      estimates[image] = logMeanExp(logWeights);
      hooks.onProgress?.((image + 1) / count);
    }
    return estimates;
  };

  const posterior = async (
    program: Program,
    given: SampleValues,
    labels?: Labels,
  ): Promise<SamplePosterior> => {
    const samples = requireSampleValues(model, given, "posterior");
    posteriorExecutable ??= runtime.load(toOnnx(program));
    const executable = await posteriorExecutable;
    const count = countRows(samples, size);
    const told = labelsFor(model, labels, count, "posterior", model.encoder);
    const [mean, deviation] = [
      new Float32Array(count * model.latentSize),
      new Float32Array(count * model.latentSize),
    ];
    const parameters = parameterTensors(partParameters("encoder", model), weights);
    for (const batch of batchesOf(samples, size, samplesInBatch)) {
      const results = await executable.run({
        ...parameters,
        ...floatTensors(model, targets(batch), batch.count),
        ...told(batch.start, batch.count),
      });
      mean.set(float32Result(results, "mean"), batch.start * model.latentSize);
      deviation.set(float32Result(results, "deviation"), batch.start * model.latentSize);
    }
    return { mean, deviation };
  };

  return releasable("the autoencoder", {
    bound,
    logLikelihood,
    ...(posteriorOf && {
      posterior: (samples: SampleValues, labels?: Labels) => posterior(posteriorOf, samples, labels),
    }),
    release: async () => {
      const executables = [boundExecutable, likelihoodExecutable, await posteriorExecutable];
      await Promise.all(executables.map((executable) => executable?.release()));
    },
  });
}

/** The logarithm of the mean of exponentials, without overflow. */
function logMeanExp(values: Float32Array): number {
  const largest = values.reduce((a, b) => Math.max(a, b));
  const sum = values.reduce((total, value) => total + Math.exp(value - largest), 0);
  return largest + Math.log(sum / values.length);
}
