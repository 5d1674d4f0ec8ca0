import {
  callback,
  checkArgument,
  optionalSignal,
  real,
  recordSchema,
  refuse,
  unchecked,
  whole,
} from "../arguments.ts";
import { areFinite, requireFloats } from "../data/numbers.ts";
import type { SampleValues } from "../data/samples/part.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { codeFitterProgram } from "../program/code-fitter.ts";
import { type Releasable, releasable } from "../runtime/releasable.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import { float32, float32Result, type Runtime } from "../runtime/runtime.ts";
import { requireCodes, requireSampleValues } from "./given-rows.ts";
import { type Labels, labelsFor } from "./label-tensors.ts";
import { imagesAtOnce } from "./memory.ts";
import { batchesOf, countRows } from "./rows.ts";
import { sampleTensors } from "./sample-tensors.ts";

/** How codes are fitted. */
export interface CodeFittingOptions {
  /** The standard deviation of each value of a code, `[latentSize]`: the unit of steps. A value of deviation 0 stays as it is. */
  readonly deviations: Float32Array;
  /** Steps of Adam. */
  readonly steps: number;
  /** Adam's learning rate at first, in deviations; it falls to 0 by half a cosine. */
  readonly rate: number;
  /** `[N]`, the class of each sample; asked of a conditional model alone. */
  readonly labels?: Labels | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal;
  /** Told the share that is done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Codes that were fitted to samples, and what they are better by. */
export interface FittedCodes {
  /** `[N, latentSize]` */
  readonly codes: Float32Array;
  /** Squared errors with the codes that were given, `[N]`, summed over the values of a sample as the model sees them. */
  readonly before: Float32Array;
  /** The same with the fitted codes; none is greater. */
  readonly after: Float32Array;
}

/** Fits codes to samples, whatever gave the codes: how well a decoder can rebuild samples. */
export interface CodeFitter extends Releasable {
  /**
   * Moves codes by gradient descent on the squared errors of what the decoder makes of them, each for its sample alone: neither the
   * other samples nor their number matter, but for the last bits.
   * @param samples `[N, sampleSize]`, as sets have them
   * @param codes `[N, latentSize]`, which fitting begins with: what the encoder gives
   * @throws HourglassError on anything else, and on codes of another number
   * @throws the reason of `signal` once that is aborted
   */
  fit(samples: SampleValues, codes: Float32Array, options: CodeFittingOptions): Promise<FittedCodes>;
}

/** More steps than fitting has ever gained by, a hundred times over. */
const mostSteps = 100_000;

const optionsSchema = recordSchema<CodeFittingOptions>({
  deviations: unchecked<Float32Array>(),
  steps: whole(1, mostSteps),
  rate: real(1e-6, 10),
  labels: unchecked<Labels>(),
  signal: optionalSignal,
  onProgress: callback(),
});

/** Samples at once where they are small: few enough to tell progress by, and to be stopped between. */
const usualSamples = 200;

/**
 * @throws UsageError where values of the model's codes are not free, as those of a codebook
 * @throws HourglassError on what is no runtime or model, and on weights of another model
 */
export async function createCodeFitter(
  runtime: Runtime,
  model: Model,
  weights: Weights,
): Promise<CodeFitter> {
  requireRuntime(runtime, "createCodeFitter");
  const program = codeFitterProgram(model, weights, runtime.lacksFloat64 ? "float32" : "float64");
  const executable = await runtime.load(toOnnx(program));
  const { sampleSize, latentSize } = model;
  const batchSize = imagesAtOnce(model, usualSamples);
  return releasable("the code fitter", {
    fit: async (samples, codes, options) => {
      const { steps, rate, signal, onProgress, ...given } = checkArgument(
        optionsSchema,
        options,
        "fit",
        "options",
      );
      const deviations = requireDeviations(given.deviations, latentSize);
      const values = requireSampleValues(model, samples, "fit");
      const start = requireCodes(model, codes, "fit");
      const count = countRows(values, sampleSize);
      if (start.length !== count * latentSize) {
        refuse(`${count * latentSize} values, a code for each sample`, start, "fit", "codes");
      }
      const told = labelsFor(model, given.labels, count, "fit", model.decoder);
      const settings = {
        deviations: float32(deviations),
        learning_rate: float32(cosineFrom(rate, steps)),
      };
      const fitted = {
        codes: new Float32Array(start.length),
        before: new Float32Array(count),
        after: new Float32Array(count),
      };
      for (const batch of batchesOf(values, sampleSize, batchSize)) {
        signal?.throwIfAborted();
        const [from, to] = [batch.start * latentSize, (batch.start + batch.count) * latentSize];
        const results = await executable.run({
          ...settings,
          ...sampleTensors(model, batch.rows, batch.count),
          codes: float32(start.subarray(from, to), [batch.count, latentSize]),
          ...told(batch.start, batch.count),
        });
        fitted.codes.set(float32Result(results, "fitted_codes"), from);
        fitted.before.set(float32Result(results, "sse_before"), batch.start);
        fitted.after.set(float32Result(results, "sse_after"), batch.start);
        onProgress?.((batch.start + batch.count) / count);
      }
      return fitted;
    },
    release: () => executable.release(),
  } satisfies CodeFitter);
}

/** @throws HourglassError unless they are finite numbers, none below 0, one for each value of a code */
function requireDeviations(given: unknown, latentSize: number): Float32Array {
  const deviations = requireFloats(given, "fit", "options.deviations");
  if (deviations.length === latentSize && areFinite(deviations) && deviations.every((one) => one >= 0)) {
    return deviations;
  }
  return refuse(
    `${latentSize} numbers of at least 0, one for each value of a code`,
    given,
    "fit",
    "options.deviations",
  );
}

/** The learning rate of each step: half a cosine from `rate` to 0 after the last. */
function cosineFrom(rate: number, steps: number): Float32Array {
  return Float32Array.from(
    { length: steps },
    (_, step) => (rate * (1 + Math.cos((Math.PI * step) / steps))) / 2,
  );
}
