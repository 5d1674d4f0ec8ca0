import type { SampleValues } from "../data/samples/part.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import type { Model } from "../model/model.ts";
import { networkParameters } from "../model/network.ts";
import type { Weights } from "../model/parameter.ts";
import { autoencoderTask } from "../program/autoencoder-task.ts";
import type { Objective } from "../program/objective.ts";
import type { Task } from "../program/task.ts";
import { taskValidator } from "../program/validator.ts";
import { float32Result, type Runtime } from "../runtime/runtime.ts";
import { labelTensors } from "./label-tensors.ts";
import { imagesAtOnce } from "./memory.ts";
import { noiseWords } from "./noise-words.ts";
import { parameterTensors } from "./parameter-tensors.ts";
import { batchesOf, countRows } from "./rows.ts";
import { sampleTensors } from "./sample-tensors.ts";

/** What a task was found to be worth on samples that are not trained on, mean over them. */
export interface Measured {
  readonly objective: number;
  /** The part that is the reconstruction error; of an autoencoder. */
  readonly reconstruction?: number;
  /** KL(q || p) of a Gaussian code, without beta, or the sum of the penalties; absent where the objective has neither. */
  readonly penalty?: number;
  /** The share of samples whose class was found, 0 to 1; of a classifier. */
  readonly accuracy?: number;
}

/** The same of an autoencoder. */
export interface Validated extends Measured {
  readonly reconstruction: number;
}

/** Measures the objective under any weights, with the same noise every time. */
export interface Validator<Of extends Measured = Validated> {
  /**
   * The objective on `[N, sampleSize]` samples.
   * @param labels `[N]`, the class of each, of a task that has classes
   */
  validate(weights: Weights, samples: SampleValues, labels?: Uint8Array): Promise<Of>;
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
  return (await createTaskValidator(runtime, autoencoderTask(model, objective))) as Validator;
}

/** {@link createValidator} of any task. */
export async function createTaskValidator(runtime: Runtime, task: Task): Promise<Validator<Measured>> {
  const { network } = task;
  const program = taskValidator(task);
  const executable = await runtime.load(toOnnx(program));
  const batchSize = imagesAtOnce(network, usualImages);
  const names = program.outputs.map(({ name }) => name);
  return {
    validate: async (weights, samples, labels) => {
      const parameters = parameterTensors(networkParameters(network), weights);
      const count = countRows(samples, network.sampleSize);
      const sums = new Map(names.map((name) => [name, 0]));
      for (const batch of batchesOf(samples, network.sampleSize, batchSize)) {
        const results = await executable.run({
          ...parameters,
          ...noiseWords(program.noise, seed, `validation image ${batch.start}`, batch.count),
          ...sampleTensors(network, batch.rows, batch.count),
          ...labelTensors(task, labels?.subarray(batch.start, batch.start + batch.count)),
        });
        for (const name of names) {
          const [value = Number.NaN] = float32Result(results, name);
          sums.set(name, (sums.get(name) ?? 0) + value * batch.count);
        }
      }
      const means = Object.fromEntries(Array.from(sums, ([name, sum]) => [name, sum / count]));
      return { objective: Number.NaN, ...means };
    },
    release: () => executable.release(),
  };
}
