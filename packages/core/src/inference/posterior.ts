import type { SampleValues } from "../data/samples/part.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { partParameters } from "../program/coder.ts";
import { posteriorProgram } from "../program/posterior.ts";
import { sampleInput } from "../program/samples.ts";
import type { Releasable } from "../runtime/releasable.ts";
import { float32Result, type Runtime } from "../runtime/runtime.ts";
import { type Labels, labelsFor } from "./label-tensors.ts";
import { parameterTensors } from "./parameter-tensors.ts";
import { countRows } from "./rows.ts";
import { sampleTensors } from "./sample-tensors.ts";

/** A normal distribution with a diagonal covariance over the code of each sample: `[N, latentSize]` both. */
export interface SamplePosterior {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Tells the distribution over codes of samples, under any weights. */
export interface PosteriorProbe extends Releasable {
  /**
   * Of `[N, sampleSize]` samples. All at once, so few.
   * @param labels the class of each; asked of a conditional model alone
   */
  posterior(weights: Weights, samples: SampleValues, labels?: Labels): Promise<SamplePosterior>;
}

/** Absent for a model whose codes have no such distribution. */
export async function createPosteriorProbe(
  runtime: Runtime,
  model: Model,
): Promise<PosteriorProbe | undefined> {
  const program = posteriorProgram(model, sampleInput(model, "batch"));
  if (program === undefined) return undefined;
  const executable = await runtime.load(toOnnx(program));
  return {
    posterior: async (weights, samples, labels) => {
      const count = countRows(samples, model.sampleSize);
      const results = await executable.run({
        ...parameterTensors(partParameters("encoder", model), weights),
        ...sampleTensors(model, samples, count),
        ...labelsFor(model, labels, count, "posterior", model.encoder)(0, count),
      });
      return {
        mean: float32Result(results, "mean"),
        deviation: float32Result(results, "deviation"),
      };
    },
    release: () => executable.release(),
  };
}
