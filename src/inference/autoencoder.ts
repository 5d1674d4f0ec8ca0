import { z } from "zod";
import { checkArgument, functionSchema, whole } from "../arguments.ts";
import { type Program, toOnnx } from "../graph/onnx/serialise.ts";
import { codeOf } from "../model/codes/codes.ts";
import { type Model, modelParameters, requireModel } from "../model/model.ts";
import { requireWeights, requireWeightsOf, type Weights } from "../model/parameter.ts";
import { decoderProgram, encoderProgram } from "../program/coder.ts";
import { type Corruption, measuredCorruptionSchema } from "../program/corruptions/corruptions.ts";
import { type Objective, objectiveSchema } from "../program/objective.ts";
import { releasable } from "../runtime/releasable.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import { type Executable, float32, float32Result, type Runtime } from "../runtime/runtime.ts";
import { computeFeatures, type FeatureSource } from "./compute-features.ts";
import { requireCodes, requireImageBytes, requirePixels } from "./given-rows.ts";
import { imagesAtOnce, requireCodingMemory } from "./memory.ts";
import { inBatches } from "./rows.ts";
import { corruptImages, createScorer, type ImageErrors } from "./scorer.ts";
import { toPixels } from "./to-pixels.ts";
import { createVariational, type Variational } from "./variational.ts";

/**
 * A trained autoencoder that can be asked. Images are given as bytes (0 to 255) or as floats in [0, 1],
 * row-major `[N, imageSize]`; all else is float32. Every method throws a HourglassError on what it does not take, and once the
 * autoencoder is released.
 */
export interface Autoencoder extends FeatureSource {
  readonly model: Model;
  readonly weights: Weights;
  /** Values of one image: height x width x channels. */
  readonly sampleSize: number;
  readonly latentSize: number;
  /** `[N, imageSize]` images to `[N, latentSize]` codes. */
  encode(images: Uint8Array | Float32Array): Promise<Float32Array>;
  /** `[N, latentSize]` codes to `[N, imageSize]` images in [0, 1]. */
  decode(codes: Float32Array): Promise<Float32Array>;
  /** `[N, imageSize]` images to their `[N, imageSize]` reconstructions in [0, 1]. */
  reconstruct(images: Uint8Array | Float32Array): Promise<Float32Array>;
  /** `[N, imageSize]` images to their N reconstruction errors. */
  score(images: Uint8Array): Promise<ImageErrors>;
  /**
   * `[N, imageSize]` images as a denoiser sees them, in [0, 1]: with the same noise for every model.
   * @param first the place of the first image in its set, for a part of it; 0 unless given
   */
  corrupt(images: Uint8Array, corruption: Corruption, first?: number): Promise<Float32Array>;
  /** Errors, against the clean images, of reconstructions of images with the noise of {@link Autoencoder.corrupt}. */
  scoreCorrupted(images: Uint8Array, corruption: Corruption, first?: number): Promise<ImageErrors>;
  /** For a model whose code has a distribution: a Gaussian one. */
  readonly variational?: Pick<Variational, "bound" | "logLikelihood">;
  /** Frees the runtime's memory, when what is under way is done. */
  release(): Promise<void>;
}

/** Rows at once where they are small, so that memory stays small whatever is asked. */
const usualRows = 1000;

/**
 * A model with its weights, ready to be asked.
 * @param objective what it was trained by, which only the bounds of a Gaussian code depend on
 * @throws HourglassError on what is no runtime, model or objective, and on weights that are not the model's, or not finite
 */
export async function createAutoencoder(
  runtime: Runtime,
  model: Model,
  weights: Weights,
  objective: Objective = { loss: "bce" },
): Promise<Autoencoder> {
  requireRuntime(runtime, "createAutoencoder");
  requireModel(model, "createAutoencoder");
  requireWeights(modelParameters(model), weights, "createAutoencoder");
  checkArgument(objectiveSchema, objective, "createAutoencoder", "objective");
  requireCodingMemory(model, runtime.memory);
  const batchSize = imagesAtOnce(model, usualRows);
  const { sampleSize: imageSize, latentSize } = model;
  const load = (program: Program): Promise<Executable> => runtime.load(toOnnx(program));
  const encoder = await load(encoderProgram(model, weights));
  const decoder = await load(decoderProgram(model, weights));
  const scorer = await createScorer(runtime, model);
  const variational =
    codeOf(model).distribution && (await createVariational(runtime, model, weights, objective));

  const encode = (images: Uint8Array | Float32Array): Promise<Float32Array> =>
    inBatches(images, imageSize, latentSize, batchSize, async (batch, count) => {
      const pixels = batch instanceof Uint8Array ? toPixels(batch) : batch;
      const results = await encoder.run({ images: float32(pixels, [count, imageSize]) });
      return float32Result(results, "codes");
    });
  const decode = (codes: Float32Array): Promise<Float32Array> =>
    inBatches(codes, latentSize, imageSize, batchSize, async (batch, count) => {
      const results = await decoder.run({ codes: float32(batch, [count, latentSize]) });
      return float32Result(results, "reconstructions");
    });

  // Codes that the encoder gave are decoded as they are: where they are no numbers, that shows in the images.
  const own = new WeakSet<Float32Array>();
  return releasable("the autoencoder", {
    model,
    weights,
    sampleSize: imageSize,
    latentSize,
    encode: async (images) => {
      const codes = await encode(requirePixels(model, images, "encode"));
      own.add(codes);
      return codes;
    },
    decode: async (codes) => decode(own.has(codes) ? codes : requireCodes(model, codes, "decode")),
    reconstruct: async (images) => decode(await encode(requirePixels(model, images, "reconstruct"))),
    score: async (images) => scorer.score(weights, requireImageBytes(model, images, "score")),
    features: async (images) =>
      computeFeatures(runtime, model, weights, requireImageBytes(model, images, "features")),
    corrupt: async (images, corruption, first = 0) => {
      const bytes = requireImageBytes(model, images, "corrupt");
      requireNoise(corruption, first, "corrupt");
      return corruptImages(runtime, model, bytes, corruption, first);
    },
    scoreCorrupted: async (images, corruption, first = 0) => {
      const bytes = requireImageBytes(model, images, "scoreCorrupted");
      requireNoise(corruption, first, "scoreCorrupted");
      const ofCorrupted = await createScorer(runtime, model, corruption);
      try {
        return await ofCorrupted.score(weights, bytes, first);
      } finally {
        await ofCorrupted.release();
      }
    },
    ...(variational === undefined ? {} : { variational }),
    release: async () => {
      await Promise.all([encoder.release(), decoder.release(), scorer.release(), variational?.release()]);
    },
  } satisfies Autoencoder);
}

function requireNoise(corruption: unknown, first: unknown, call: string): void {
  checkArgument(measuredCorruptionSchema, corruption, call, "corruption");
  checkArgument(placeSchema, first, call, "first");
}

const placeSchema = whole(0);

const method = functionSchema<() => unknown>();
const autoencoderSchema = z.object({
  imageSize: whole(1),
  latentSize: whole(1),
  encode: method,
  decode: method,
  reconstruct: method,
  score: method,
  corrupt: method,
  scoreCorrupted: method,
  features: method.optional(),
});

/**
 * An autoencoder that was given.
 * @throws HourglassError on anything else
 */
export function requireAutoencoder(given: unknown, call: string, name: string): Autoencoder {
  const advice = "give what createAutoencoder, loadAutoencoder or openRun returns";
  checkArgument(autoencoderSchema, given, call, name, advice);
  const autoencoder = given as Autoencoder;
  requireModel(autoencoder.model, call, `${name}.model`);
  // What numbers are broken shows in what is measured of it.
  requireWeightsOf(modelParameters(autoencoder.model), autoencoder.weights, call, `${name}.weights`);
  return autoencoder;
}

export type { ImageErrors };
