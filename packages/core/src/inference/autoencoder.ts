import * as z from "zod";
import { checkArgument, functionSchema, refuse, whole } from "../arguments.ts";
import type { SampleValues } from "../data/samples/part.ts";
import { columnsSeen } from "../data/samples/shape.ts";
import { codeOf } from "../model/codes/codes.ts";
import { type Model, modelParameters, requireModel } from "../model/model.ts";
import { requireWeights, requireWeightsOf, type Weights } from "../model/parameter.ts";
import {
  type Corruption,
  corruptionMisfit,
  measuredCorruptionSchema,
} from "../program/corruptions/corruptions.ts";
import { storedErrors } from "../program/losses/losses.ts";
import { type Objective, objectiveSchema } from "../program/objective.ts";
import { releasable } from "../runtime/releasable.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Coder, createCoder } from "./coder.ts";
import { computeFeatures, type FeatureSource } from "./compute-features.ts";
import { requireCodable, requireCodes, requireSampleValues } from "./given-rows.ts";
import type { Labels } from "./label-tensors.ts";
import { requireCodingMemory } from "./memory.ts";
import {
  codeCorrupted,
  corruptSamples,
  createScorer,
  type NoisyCoding,
  type SampleErrors,
} from "./scorer.ts";
import { seenValues, unseen } from "./seen-values.ts";
import { createVariational, type Variational } from "./variational.ts";

/**
 * A trained autoencoder that can be asked. Images are given as bytes (0 to 255) or as floats in [0, 1], other samples as finite
 * floats in their own units, row-major `[N, sampleSize]`; all else is float32. A conditional model must be told the class of each, `labels`
 * `[N]`, which others do not look at. Every method throws a HourglassError on what it does not take, and once the
 * autoencoder is released.
 */
export interface Autoencoder extends Coder, FeatureSource {
  readonly model: Model;
  readonly weights: Weights;
  /** Values of one sample: of an image, height x width x channels. */
  readonly sampleSize: number;
  readonly latentSize: number;
  /** `[N, sampleSize]` samples to their `[N, sampleSize]` reconstructions: images in [0, 1], others in their own units. */
  reconstruct(samples: SampleValues, labels?: Labels): Promise<Float32Array>;
  /** `[N, sampleSize]` samples, as sets have them, to their N reconstruction errors. */
  score(samples: SampleValues, labels?: Labels): Promise<SampleErrors>;
  /**
   * `[N, sampleSize]` samples as a denoiser sees them, `[N, seenSize]`, in [0, 1] or standardised: with the same noise for every model.
   * @param first the place of the first sample in its set, for a part of it; 0 unless given
   */
  corrupt(samples: SampleValues, corruption: Corruption, first?: number): Promise<Float32Array>;
  /** Errors, against the clean samples, of reconstructions of samples with the noise of {@link Autoencoder.corrupt}. */
  scoreCorrupted(
    samples: SampleValues,
    corruption: Corruption,
    first?: number,
    labels?: Labels,
  ): Promise<SampleErrors>;
  /** Codes of samples with the noise of {@link Autoencoder.corrupt}, and their reconstructions as the model sees samples. */
  codeCorrupted(
    samples: SampleValues,
    corruption: Corruption,
    first?: number,
    labels?: Labels,
  ): Promise<NoisyCoding>;
  /** For a model whose code has a distribution: a Gaussian one. */
  readonly variational?: Pick<Variational, "bound" | "logLikelihood" | "posterior">;
  /** Frees the runtime's memory, when what is under way is done. */
  release(): Promise<void>;
}

/**
 * A model with its weights, ready to be asked.
 * @param objective what it was trained by, which only the bounds of a Gaussian code depend on
 * @throws HourglassError on what is no runtime, model or objective, and on weights that are not the model's, or not finite
 */
export async function createAutoencoder(
  runtime: Runtime,
  model: Model,
  weights: Weights,
  objective: Objective = { loss: storedErrors(model.sampleShape)[0] as string },
): Promise<Autoencoder> {
  requireRuntime(runtime, "createAutoencoder");
  requireModel(model, "createAutoencoder");
  requireWeights(modelParameters(model), weights, "createAutoencoder");
  checkArgument(objectiveSchema, objective, "createAutoencoder", "objective");
  requireCodingMemory(model, runtime.memory);
  const coder = await createCoder(runtime, model, weights);
  const scorer = await createScorer(runtime, model);
  const variational =
    codeOf(model).distribution && (await createVariational(runtime, model, weights, objective));

  // Codes that the encoder gave are decoded as they are: where they are no numbers, that shows in what they decode to.
  const own = new WeakSet<Float32Array>();
  return releasable("the autoencoder", {
    model,
    weights,
    sampleSize: model.sampleSize,
    latentSize: model.latentSize,
    encode: async (samples, labels) => {
      const codes = await coder.encode(requireCodable(model, samples, "encode"), labels);
      own.add(codes);
      return codes;
    },
    decode: async (codes, labels) =>
      coder.decode(own.has(codes) ? codes : requireCodes(model, codes, "decode"), labels),
    reconstruct: async (samples, labels) =>
      coder.decode(await coder.encode(requireCodable(model, samples, "reconstruct"), labels), labels),
    score: async (samples, labels) =>
      scorer.score(weights, requireSampleValues(model, samples, "score"), 0, labels),
    features: async (samples, labels) =>
      computeFeatures(runtime, model, weights, requireSampleValues(model, samples, "features"), labels),
    corrupt: async (samples, corruption, first = 0) => {
      const values = requireSampleValues(model, samples, "corrupt");
      requireNoise(model, corruption, first, "corrupt");
      return corruptSamples(runtime, model, weights, values, corruption, first);
    },
    scoreCorrupted: async (samples, corruption, first = 0, labels) => {
      const values = requireSampleValues(model, samples, "scoreCorrupted");
      requireNoise(model, corruption, first, "scoreCorrupted");
      const ofCorrupted = await createScorer(runtime, model, corruption);
      try {
        return await ofCorrupted.score(weights, values, first, labels);
      } finally {
        await ofCorrupted.release();
      }
    },
    codeCorrupted: async (samples, corruption, first = 0, labels) => {
      const values = requireSampleValues(model, samples, "codeCorrupted");
      requireNoise(model, corruption, first, "codeCorrupted");
      // A word with noise is no word any more: of what rows of a table become, no encoder's program is asked.
      if (columnsSeen(model.sampleShape) !== undefined) {
        return codeCorrupted(runtime, model, weights, values, corruption, first, labels);
      }
      const noisy = await corruptSamples(runtime, model, weights, values, corruption, first);
      const codes = await coder.encode(unseen({ model, weights }, noisy), labels);
      return { codes, reconstructions: seenValues({ model, weights }, await coder.decode(codes, labels)) };
    },
    ...(variational === undefined ? {} : { variational }),
    release: async () => {
      await Promise.all([coder.release(), scorer.release(), variational?.release()]);
    },
  } satisfies Autoencoder);
}

function requireNoise({ sampleShape }: Model, given: unknown, first: unknown, call: string): void {
  const corruption = checkArgument(measuredCorruptionSchema, given, call, "corruption");
  const misfit = corruptionMisfit(corruption, sampleShape);
  if (misfit !== undefined) refuse("one that suits the samples", given, call, "corruption", misfit);
  checkArgument(placeSchema, first, call, "first");
}

const placeSchema = whole(0);

const method = functionSchema<() => unknown>();
const autoencoderSchema = z.object({
  sampleSize: whole(1),
  latentSize: whole(1),
  encode: method,
  decode: method,
  reconstruct: method,
  score: method,
  corrupt: method,
  scoreCorrupted: method,
  codeCorrupted: method,
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

export type { SampleErrors };
