import { type Program, toOnnx } from "../graph/onnx/serialise.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { decoderProgram, encoderProgram } from "../program/coder.ts";
import type { Corruption } from "../program/corruption.ts";
import type { Objective } from "../program/objective.ts";
import { type Executable, float32, float32Result, type Runtime } from "../runtime/runtime.ts";
import { computeFeatures, type FeatureSource } from "./features.ts";
import { toPixels } from "./pixels.ts";
import { inBatches } from "./rows.ts";
import { corruptImages, createScorer, type ImageErrors } from "./scorer.ts";
import { createVariational, type Variational } from "./variational.ts";

/**
 * A trained autoencoder that can be asked. Images are given as bytes (0 to 255) or as floats in [0, 1],
 * row-major `[N, imageSize]`; all else is float32.
 */
export interface Autoencoder extends FeatureSource {
  readonly model: Model;
  readonly weights: Weights;
  /** Values of one image: height x width x channels. */
  readonly imageSize: number;
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
  /** For a model with a Gaussian code. */
  readonly variational?: Pick<Variational, "bound" | "logLikelihood">;
  /** Frees the runtime's memory. */
  release(): Promise<void>;
}

/** Rows at once, so that memory stays small whatever is asked. */
const batchSize = 1000;

/**
 * A model with its weights, ready to be asked.
 * @param objective what it was trained by, which only the bounds of a Gaussian code depend on
 */
export async function createAutoencoder(
  runtime: Runtime,
  model: Model,
  weights: Weights,
  objective: Objective = { loss: "bce" },
): Promise<Autoencoder> {
  const { imageSize, latentSize } = model;
  const load = (program: Program): Promise<Executable> => runtime.load(toOnnx(program));
  const encoder = await load(encoderProgram(model, weights));
  const decoder = await load(decoderProgram(model, weights));
  const scorer = await createScorer(runtime, model);
  const variational =
    model.code === "gaussian" ? await createVariational(runtime, model, weights, objective) : undefined;

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

  return {
    model,
    weights,
    imageSize,
    latentSize,
    encode,
    decode,
    reconstruct: async (images) => decode(await encode(images)),
    score: (images) => scorer.score(weights, images),
    features: (images) => computeFeatures(runtime, model, weights, images),
    corrupt: (images, corruption, first) => corruptImages(runtime, model, images, corruption, first),
    scoreCorrupted: async (images, corruption, first) => {
      const ofCorrupted = await createScorer(runtime, model, corruption);
      try {
        return await ofCorrupted.score(weights, images, first);
      } finally {
        await ofCorrupted.release();
      }
    },
    ...(variational === undefined ? {} : { variational }),
    release: async () => {
      await Promise.all([encoder.release(), decoder.release(), scorer.release(), variational?.release()]);
    },
  };
}

export type { ImageErrors };
