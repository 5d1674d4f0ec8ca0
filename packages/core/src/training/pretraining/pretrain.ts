import type { RowSet } from "../../data/samples/row.ts";
import type { Samples } from "../../data/samples/sample-kinds.ts";
import { valuesOf } from "../../data/samples/samples.ts";
import { createCoder } from "../../inference/coder.ts";
import { initialWeights, type Model, modelParameters } from "../../model/model.ts";
import type { Weights } from "../../model/parameter.ts";
import { autoencoderTask } from "../../program/autoencoder-task.ts";
import type { LossWord } from "../../program/losses/losses.ts";
import { createRandom } from "../../random/random.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { ChunkLengths } from "../chunk.ts";
import { DivergedError } from "../diverged.ts";
import type { EpochRecord } from "../epoch.ts";
import type { TaskOptions, TrainingOptions } from "../options.ts";
import { type FitData, type FitProgress, type FitResult, runEpochs } from "../run-epochs.ts";
import { initialState } from "../state.ts";
import type { PretrainedPart } from "./pretraining-kind.ts";
import { type Pretraining, pretrainedParts, workOf } from "./pretrainings.ts";

/** Where pretraining stands, after every chunk. */
export interface PretrainingProgress extends Omit<FitProgress, "secondsLeft"> {
  /** The part under way, by its name, and which of how many it is, from 1. */
  readonly name: string;
  readonly part: number;
  readonly parts: number;
  /** Estimated, for all parts; the training of the whole comes after them. */
  readonly secondsLeft: number;
}

/** What became of a part. */
export interface PretrainedRecord {
  readonly name: string;
  /** What it was trained by: the error of its own input, without the other terms of the whole's objective. */
  readonly loss: LossWord;
  readonly epochs: number;
  /** Mean over the last epoch, while the weights were changing. */
  readonly trainingLoss: number;
  /** After the last epoch; absent without validation samples. */
  readonly validationLoss?: number;
  /** Wall time of its epochs. */
  readonly seconds: number;
}

/** What is told of pretraining, and what it is told. */
export interface PretrainingHooks extends ChunkLengths {
  /** After every chunk of pretraining; it waits for the promise, where one is returned. */
  readonly onPretraining?: (progress: PretrainingProgress) => unknown;
  /** Once pretraining is over; training waits for it. */
  readonly onPretrained?: (parts: readonly PretrainedRecord[]) => Promise<void> | void;
  /** Ends it after the chunk under way. */
  readonly signal?: AbortSignal;
}

/**
 * Initial weights by training parts one after the other, each by the optimiser, the learning rate and the batches of the whole, at a
 * constant rate.
 * @param weights of the whole, from which the parts begin
 * @returns `undefined` where the signal ended it: it leaves nothing, and gives the same bits when it is begun anew
 * @throws DivergedError naming the part, the epoch and the step at which its loss was not finite
 */
export async function pretrain(
  runtime: Runtime,
  model: Model,
  data: FitData,
  options: TrainingOptions,
  weights: Weights,
  hooks: PretrainingHooks,
): Promise<Weights | undefined> {
  const parts = pretrainedParts(model, options.objective, options.pretraining as Pretraining);
  const learnt = new Map(weights);
  const records: PretrainedRecord[] = [];
  let given = data;
  for (const [index, part] of parts.entries()) {
    // Codes are taken as they are: only the samples of the whole may be standardised.
    const own = index === 0 ? modelParameters(part.model) : layerParameters(part.model);
    const begin = new Map(initialWeights(part.model, options.seed));
    for (const { name } of own) begin.set(name, learnt.get(name) as Float32Array);
    const result = await trainPart(runtime, parts, index, given, options, begin, hooks);
    if (result.stopped === "interrupted") return undefined;
    for (const { name } of own) learnt.set(name, result.weights.get(name) as Float32Array);
    records.push(recordOf(part, result.state.history));
    if (index < parts.length - 1) given = await codesOf(runtime, part.model, result.weights, given);
  }
  await hooks.onPretrained?.(records);
  return learnt;
}

function layerParameters({ encoder, decoder }: Model): ReturnType<typeof modelParameters> {
  return modelParameters({ encoder, decoder });
}

async function trainPart(
  runtime: Runtime,
  parts: readonly PretrainedPart[],
  index: number,
  data: FitData,
  { optimizer, learningRate, batchSize, seed: ofWhole }: TrainingOptions,
  weights: Weights,
  { onPretraining, signal, ...lengths }: PretrainingHooks,
): Promise<FitResult> {
  const { name, model, objective, epochs } = parts[index] as PretrainedPart;
  const seed = createRandom(ofWhole, `pretraining of ${name}`).uint32();
  const options: TaskOptions = {
    ...{ optimizer, learningRate, batchSize, epochs, seed },
    schedule: { kind: "constant", warmUpEpochs: 0 },
    earlyStopping: { monitor: "training", patience: 0, minDelta: 0 },
    restoreBest: false,
  };
  const started = performance.now();
  const ratio = workAfter(parts, index) / workOf(parts[index] as PretrainedPart);
  const state = initialState(model, seed, optimizer, data.train, weights);
  try {
    return await runEpochs(runtime, autoencoderTask(model, objective), data, options, state, {
      ...chunkLengthsOf(lengths),
      ...(signal === undefined ? {} : { signal }),
      onProgress: (progress) => {
        const all = (performance.now() - started) / 1000 + progress.secondsLeft;
        const secondsLeft = progress.secondsLeft + ratio * all;
        return onPretraining?.({ ...progress, name, part: index + 1, parts: parts.length, secondsLeft });
      },
    });
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
    throw new DivergedError(`pretraining of ${name}: ${error.message}`, { cause: error });
  }
}

function chunkLengthsOf({ stepsPerChunk, secondsPerChunk, chunkLength }: ChunkLengths): ChunkLengths {
  return {
    ...(stepsPerChunk === undefined ? {} : { stepsPerChunk }),
    ...(secondsPerChunk === undefined ? {} : { secondsPerChunk }),
    ...(chunkLength === undefined ? {} : { chunkLength }),
  };
}

/** What the parts after one take, in multiply-adds. */
function workAfter(parts: readonly PretrainedPart[], index: number): number {
  return parts.slice(index + 1).reduce((sum, part) => sum + workOf(part), 0);
}

function recordOf(
  { name, objective, epochs }: PretrainedPart,
  history: readonly EpochRecord[],
): PretrainedRecord {
  const { trainingLoss, validationLoss } = history.at(-1) as EpochRecord;
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  return {
    ...{ name, loss: objective.loss, epochs, trainingLoss, seconds },
    ...(validationLoss === undefined ? {} : { validationLoss }),
  };
}

/** The codes of samples, as the rows that the next part takes. */
async function codesOf(
  runtime: Runtime,
  model: Model,
  weights: Weights,
  { train, validation }: FitData,
): Promise<FitData> {
  const coder = await createCoder(runtime, model, weights);
  const codes = async (samples: Samples): Promise<RowSet> => ({
    kind: "row",
    count: samples.count,
    columns: model.latentSize,
    values: samples.count === 0 ? new Float32Array(0) : await coder.encode(valuesOf(samples)),
  });
  try {
    return {
      train: await codes(train),
      ...(validation === undefined ? {} : { validation: await codes(validation) }),
    };
  } finally {
    await coder.release();
  }
}
