import type { SampleValues } from "../data/samples/part.ts";
import { type Program, toOnnx } from "../graph/onnx/serialise.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { decoderProgram, encoderProgram, openProgram, partParameters } from "../program/coder.ts";
import type { Releasable } from "../runtime/releasable.ts";
import { float32, float32Result, type Runtime, type Tensors } from "../runtime/runtime.ts";
import { type Labels, labelsFor } from "./label-tensors.ts";
import { imagesAtOnce } from "./memory.ts";
import { parameterTensors } from "./parameter-tensors.ts";
import { countRows, inBatches } from "./rows.ts";
import { floatTensors } from "./sample-tensors.ts";

/** Encoder and decoder of a model. */
export interface Coder {
  /**
   * `[N, sampleSize]` samples (images as bytes or floats in [0, 1]) to `[N, latentSize]` codes.
   * @param labels `[N]`, the class of each; asked of a conditional model alone
   */
  encode(samples: SampleValues, labels?: Labels): Promise<Float32Array>;
  /**
   * `[N, latentSize]` codes to `[N, sampleSize]` samples: images in [0, 1], others in their own units.
   * @param labels `[N]`, the class that each is to be of; asked of a conditional model alone
   */
  decode(codes: Float32Array, labels?: Labels): Promise<Float32Array>;
}

/**
 * Encoder and decoder of a model under any weights: for a model that is still learning, whose programs would otherwise be
 * made and loaded anew for every snapshot of its weights.
 */
export interface OpenCoder extends Releasable {
  readonly model: Model;
  under(weights: Weights): Coder;
}

/** Rows at once where they are small, so that memory stays small whatever is asked. */
const usualRows = { fixed: 1000, open: 500 };

/** Its weights are part of its programs: the runtime packs them for its products once, when it loads them. */
export async function createCoder(
  runtime: Runtime,
  model: Model,
  weights: Weights,
): Promise<Coder & Releasable> {
  const programs = { encoder: encoderProgram(model, weights), decoder: decoderProgram(model, weights) };
  const { coderOf, release } = await loadCoder(runtime, model, programs, usualRows.fixed);
  return { ...coderOf({ encoder: {}, decoder: {} }), release };
}

/** Its programs are given the weights with every call. */
export async function createOpenCoder(runtime: Runtime, model: Model): Promise<OpenCoder> {
  const programs = { encoder: openProgram("encoder", model), decoder: openProgram("decoder", model) };
  const { coderOf, release } = await loadCoder(runtime, model, programs, usualRows.open);
  return {
    model,
    under: (weights) =>
      coderOf({
        encoder: parameterTensors(partParameters("encoder", model), weights),
        decoder: parameterTensors(partParameters("decoder", model), weights),
      }),
    release,
  };
}

type OfBoth<T> = Readonly<Record<"encoder" | "decoder", T>>;

/** Both programs, loaded once, and a coder for any parameters that they are given beside the rows. */
async function loadCoder(
  runtime: Runtime,
  model: Model,
  programs: OfBoth<Program>,
  rows: number,
): Promise<Releasable & { readonly coderOf: (parameters: OfBoth<Tensors>) => Coder }> {
  const { sampleSize, latentSize } = model;
  const batchSize = imagesAtOnce(model, rows);
  const encoder = await runtime.load(toOnnx(programs.encoder));
  const decoder = await runtime.load(toOnnx(programs.decoder));
  return {
    coderOf: (parameters) => ({
      encode: (samples, labels) => {
        const told = labelsFor(model, labels, countRows(samples, sampleSize), "encode", model.encoder);
        return inBatches(samples, sampleSize, latentSize, batchSize, async (batch, count, start) => {
          const asked = { ...floatTensors(model, batch, count), ...told(start, count) };
          const given = { ...parameters.encoder, ...asked };
          return float32Result(await encoder.run(given), "codes");
        });
      },
      decode: (codes, labels) => {
        const told = labelsFor(model, labels, countRows(codes, latentSize), "decode", model.decoder);
        return inBatches(codes, latentSize, sampleSize, batchSize, async (batch, count, start) => {
          const asked = { codes: float32(batch, [count, latentSize]), ...told(start, count) };
          const given = { ...parameters.decoder, ...asked };
          return float32Result(await decoder.run(given), "reconstructions");
        });
      },
    }),
    release: async () => {
      await Promise.all([encoder.release(), decoder.release()]);
    },
  };
}
