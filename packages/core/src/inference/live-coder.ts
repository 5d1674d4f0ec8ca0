import type { SampleValues } from "../data/samples/part.ts";
import { type Program, toOnnx } from "../graph/onnx/serialise.ts";
import { inputLabel } from "../graph/operators/source.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { openProgram } from "../program/coder.ts";
import { type Executable, float32, float32Result, type Runtime, type Tensors } from "../runtime/runtime.ts";
import { imagesAtOnce } from "./memory.ts";
import { inBatches } from "./rows.ts";
import { floatTensors } from "./sample-tensors.ts";
import { parameterTensors } from "./scorer.ts";

/**
 * Encoder and decoder of a model under any weights: for a model that is still learning, whose programs would otherwise be
 * made and loaded anew for every snapshot of its weights.
 */
export interface LiveCoder {
  readonly model: Model;
  /** `[N, sampleSize]` samples (images as bytes or floats in [0, 1]) to `[N, latentSize]` codes. */
  encode(weights: Weights, samples: SampleValues): Promise<Float32Array>;
  /** `[N, latentSize]` codes to `[N, sampleSize]` samples: images in [0, 1], others in their own units. */
  decode(weights: Weights, codes: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Rows at once where they are small, so that memory stays small whatever is asked. */
const usualRows = 500;

export async function createLiveCoder(runtime: Runtime, model: Model): Promise<LiveCoder> {
  const { sampleSize, latentSize } = model;
  const batchSize = imagesAtOnce(model, usualRows);
  const encoder = await loadOpen(runtime, openProgram("encoder", model));
  const decoder = await loadOpen(runtime, openProgram("decoder", model));
  return {
    model,
    encode: (weights, samples) => {
      const parameters = encoder.parameters(parameterTensors(model, weights));
      return inBatches(samples, sampleSize, latentSize, batchSize, async (batch, count) => {
        const given = { ...parameters, ...floatTensors(model, batch, count) };
        return float32Result(await encoder.executable.run(given), "codes");
      });
    },
    decode: (weights, codes) => {
      const parameters = decoder.parameters(parameterTensors(model, weights));
      return inBatches(codes, latentSize, sampleSize, batchSize, async (batch, count) => {
        const given = { ...parameters, codes: float32(batch, [count, latentSize]) };
        return float32Result(await decoder.executable.run(given), "reconstructions");
      });
    },
    release: async () => {
      await Promise.all([encoder.executable.release(), decoder.executable.release()]);
    },
  };
}

/** A program without weights of its own, and which of a model's parameters it asks for. */
async function loadOpen(
  runtime: Runtime,
  program: Program,
): Promise<{ readonly executable: Executable; parameters(all: Tensors): Tensors }> {
  const inputNames = new Set(program.inputs.map(({ value }) => inputLabel(value)));
  return {
    executable: await runtime.load(toOnnx(program)),
    parameters: (all) => Object.fromEntries(Object.entries(all).filter(([name]) => inputNames.has(name))),
  };
}
