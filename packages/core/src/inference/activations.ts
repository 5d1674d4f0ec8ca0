import type { SampleValues } from "../data/samples/part.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { type Model, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { activationsProgram } from "../program/activations.ts";
import type { Releasable } from "../runtime/releasable.ts";
import { float32Result, type Runtime } from "../runtime/runtime.ts";
import { type Labels, labelsFor } from "./label-tensors.ts";
import { parameterTensors } from "./parameter-tensors.ts";
import { countRows } from "./rows.ts";
import { sampleTensors } from "./sample-tensors.ts";

/** What the layers of a model make of samples, under any weights. */
export interface LayerProbe extends Releasable {
  /**
   * `[N, sampleSize]` samples to what each layer gives, by its name: `[N, ...]`, row-major. All samples at once, so few.
   * @param labels the class of each; asked of a conditional model alone
   */
  activations(
    weights: Weights,
    samples: SampleValues,
    labels?: Labels,
  ): Promise<ReadonlyMap<string, Float32Array>>;
}

export async function createLayerProbe(runtime: Runtime, model: Model): Promise<LayerProbe> {
  const parameters = modelParameters(model);
  const executable = await runtime.load(toOnnx(activationsProgram(model)));
  return {
    activations: async (weights, samples, labels) => {
      const count = countRows(samples, model.sampleSize);
      const told = labelsFor(model, labels, count, "activations");
      const given = { ...sampleTensors(model, samples, count), ...told(0, count) };
      const results = await executable.run({ ...parameterTensors(parameters, weights), ...given });
      return new Map(Object.keys(results).map((name) => [name, float32Result(results, name)]));
    },
    release: () => executable.release(),
  };
}
