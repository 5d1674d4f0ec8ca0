import type { SampleValues } from "../data/samples/part.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { type Model, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { activationsProgram } from "../program/activations.ts";
import type { Releasable } from "../runtime/releasable.ts";
import { float32Result, type Runtime } from "../runtime/runtime.ts";
import { parameterTensors } from "./parameter-tensors.ts";
import { countRows } from "./rows.ts";
import { sampleTensors } from "./sample-tensors.ts";

/** What the layers of a model make of samples, under any weights. */
export interface LayerProbe extends Releasable {
  /** `[N, sampleSize]` samples to what each layer gives, by its name: `[N, ...]`, row-major. All samples at once, so few. */
  activations(weights: Weights, samples: SampleValues): Promise<ReadonlyMap<string, Float32Array>>;
}

export async function createLayerProbe(runtime: Runtime, model: Model): Promise<LayerProbe> {
  const parameters = modelParameters(model);
  const executable = await runtime.load(toOnnx(activationsProgram(model)));
  return {
    activations: async (weights, samples) => {
      const given = sampleTensors(model, samples, countRows(samples, model.sampleSize));
      const results = await executable.run({ ...parameterTensors(parameters, weights), ...given });
      return new Map(Object.keys(results).map((name) => [name, float32Result(results, name)]));
    },
    release: () => executable.release(),
  };
}
