import type { SampleValues } from "../data/samples/part.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { type Model, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import type { Objective } from "../program/objective.ts";
import { validatorProgram } from "../program/validator.ts";
import { float32Result, type Runtime } from "../runtime/runtime.ts";
import { imagesAtOnce } from "./memory.ts";
import { noiseWords } from "./noise-words.ts";
import { parameterTensors } from "./parameter-tensors.ts";
import { batchesOf, countRows } from "./rows.ts";
import { sampleTensors } from "./sample-tensors.ts";

/** The objective on samples that are not trained on, mean over them. */
export interface Validated {
  readonly objective: number;
  readonly reconstruction: number;
  /** KL(q || p) of a Gaussian code, without beta, or the sum of the penalties; absent where the objective has neither. */
  readonly penalty?: number;
}

/** Measures the objective under any weights, with the same noise every time. */
export interface Validator {
  /** The objective on `[N, sampleSize]` samples. */
  validate(weights: Weights, samples: SampleValues): Promise<Validated>;
  release(): Promise<void>;
}

const usualImages = 500;
/** The same for every run, so that curves of runs compare. */
const seed = 1;

export async function createValidator(
  runtime: Runtime,
  model: Model,
  objective: Objective,
): Promise<Validator> {
  const program = validatorProgram(model, objective);
  const executable = await runtime.load(toOnnx(program));
  const batchSize = imagesAtOnce(model, usualImages);
  const names = program.outputs.map(({ name }) => name);
  return {
    validate: async (weights, samples) => {
      const parameters = parameterTensors(modelParameters(model), weights);
      const count = countRows(samples, model.sampleSize);
      const sums = new Map(names.map((name) => [name, 0]));
      for (const batch of batchesOf(samples, model.sampleSize, batchSize)) {
        const results = await executable.run({
          ...parameters,
          ...noiseWords(program.noise, seed, `validation image ${batch.start}`, batch.count),
          ...sampleTensors(model, batch.rows, batch.count),
        });
        for (const name of names) {
          const [value = Number.NaN] = float32Result(results, name);
          sums.set(name, (sums.get(name) ?? 0) + value * batch.count);
        }
      }
      const mean = (name: string): number => (sums.get(name) ?? Number.NaN) / count;
      return {
        objective: mean("objective"),
        reconstruction: mean("reconstruction"),
        ...(sums.has("penalty") ? { penalty: mean("penalty") } : {}),
      };
    },
    release: () => executable.release(),
  };
}
