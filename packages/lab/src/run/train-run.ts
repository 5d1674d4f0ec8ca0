import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { planTraining } from "hourglass-core/internal/experiment/plan-training.ts";
import { type Program, toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { type Autoencoder, createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { saveAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { type Model, parameterCount } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { autoencoderProgram, decoderProgram, encoderProgram } from "hourglass-core/internal/program/coder.ts";
import { trainerProgram } from "hourglass-core/internal/program/trainer.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf, trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { DivergedError } from "hourglass-core/internal/training/diverged.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import type { FitResult } from "hourglass-core/internal/training/run-epochs.ts";
import { requireState } from "hourglass-core/internal/training/state.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { principalWeights } from "../measures/reconstruction/principal-weights.ts";
import { describeEnvironment } from "./environment.ts";
import { encodeCheckpoint } from "./files/checkpoint.ts";
import { sha256 } from "./files/checksums.ts";
import { sha256OfDataset } from "./files/data-identity.ts";
import { shapeStored } from "./files/stored-shape.ts";
import { principalStart, type RunSummary } from "./files/summary.ts";
import { trainingIdentity } from "./files/training-identity.ts";
import { decodeWeights, type WeightsFile } from "./files/weights.ts";
import { type RunFolder, runFiles, writeHistory } from "./folder.ts";
import { measureSplits } from "./split-metrics.ts";
import { summariseProgress, summariseRun } from "./summarise.ts";
import { requireTrainRun, type TrainRunOptions } from "./train-run-options.ts";

/** A finished or interrupted run; the autoencoder is there when it finished. */
export interface TrainedRun {
  readonly summary: RunSummary;
  readonly history: readonly EpochRecord[];
  readonly autoencoder?: Autoencoder;
}

/**
 * Trains into a run's folder: a checkpoint after every epoch and when interrupted; at the end the weights, the programs
 * and the errors on every split.
 * @throws HourglassError on what is no folder, setting, data set or runtime, on a state of another training, and on what would take more memory
 * than the runtime may, before anything is written
 * @throws DivergedError naming the epoch, the step and the checkpoint to go back to
 */
export async function trainRun(options: TrainRunOptions): Promise<TrainedRun> {
  requireTrainRun(options);
  const { folder, dataset, runtime } = options;
  const { settings, architecture, model, splits, seen } = planTraining(
    options.settings,
    dataset,
    options.architecture,
    { limit: runtime.memory },
  );
  if (options.resume !== undefined) {
    const { state } = options.resume;
    requireState(
      model,
      state,
      seen.train.count,
      trainingOptions(settings),
      "trainRun",
      "options.resume.state",
    );
  }
  const begun = await beginningOf(options.initialWeights, settings, model, seen.train, runtime);
  const { weights: initialWeights } = begun ?? {};
  const beginning = begun?.recorded ?? options.resume?.summary.initialWeights;
  const from = begun === undefined ? options.resume?.summary.initialWeightsFrom : begun.origin;
  let history = options.resume?.state.history ?? [];
  const { optimizer } = trainingOptions(settings);
  const environment = describeEnvironment(runtime);
  const started = options.resume?.summary.started ?? new Date().toISOString();
  const data = sha256OfDataset(dataset);
  const origin = { training: trainingIdentity(settings, architecture, data, beginning), data };
  const pretrained = options.resume?.summary.pretraining;
  const parts = {
    ...{ settings, dataset, splits, model, environment, started },
    ...(beginning === undefined ? {} : { initialWeights: beginning }),
    ...(from === undefined ? {} : { initialWeightsFrom: from }),
    ...(pretrained === undefined ? {} : { pretraining: pretrained }),
  };
  let summary = withData(summariseRun(parts, history), data);
  await folder.write(runFiles.trainer, toOnnx(trainerProgram(model, objectiveOf(settings), optimizer)));
  await writeHistory(folder, history);
  const save = async (changes: Partial<RunSummary>): Promise<void> => {
    summary = { ...summary, ...changes };
    await folder.write(runFiles.summary, `${JSON.stringify(summary, null, 2)}\n`);
  };
  await save({});

  let result: FitResult;
  try {
    result = await fit(runtime, model, seen, trainingOptions(settings), {
      ...(options.resume === undefined ? {} : { from: options.resume.state }),
      ...(initialWeights === undefined ? {} : { initialWeights }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
      ...(options.onPretraining === undefined ? {} : { onPretraining: options.onPretraining }),
      onPretrained: (pretraining) => save({ pretraining }),
      onEpoch: async (record, state) => {
        history = state.history;
        await folder.write(runFiles.checkpoint, encodeCheckpoint(model, optimizer, state, origin));
        await folder.appendEpoch(record);
        options.onEpoch?.(record);
      },
    });
  } catch (error) {
    const kind = error instanceof DivergedError ? "diverged" : "other";
    const failure = { kind, text: error instanceof Error ? error.message : String(error) } as const;
    // Where the disk is full, this fails as well: the first error is the one to tell.
    await save({
      ...{ status: "failed", failure },
      ...summariseProgress(history, history.length, "not yet"),
    }).catch(() => undefined);
    throw error instanceof DivergedError ? withCheckpoint(error, folder, history.length) : error;
  }
  if (result.stopped === "interrupted") {
    await folder.write(runFiles.checkpoint, encodeCheckpoint(model, optimizer, result.state, origin));
    await save({ status: "interrupted", ...summariseProgress(history, history.length, "interrupted") });
    await folder.recordChecksums();
    return { summary, history };
  }
  options.onMeasuring?.();
  const autoencoder = await createAutoencoder(runtime, model, result.weights, objectiveOf(settings));
  const weights = saveAutoencoder(autoencoder, { data_sha256: data });
  const named = { weights_sha256: sha256(weights), data_sha256: data };
  const program = (of: Program): Uint8Array => toOnnx({ ...of, metadata: { ...of.metadata, ...named } });
  await folder.write(runFiles.weights, weights);
  await folder.write(runFiles.encoder, program(encoderProgram(model, result.weights)));
  await folder.write(runFiles.decoder, program(decoderProgram(model, result.weights)));
  await folder.write(runFiles.autoencoder, program(autoencoderProgram(model, result.weights)));
  await save({
    status: "done",
    ...summariseProgress(history, result.keptEpoch, result.stopped),
    weights: named.weights_sha256,
    metrics: await measureSplits(autoencoder, splits),
  });
  await folder.recordChecksums();
  return { summary, history, autoencoder };
}

/** The weights that a training begins with, and what is recorded of them. */
interface Begun {
  readonly weights: Weights;
  readonly recorded: string;
  readonly origin?: NonNullable<WeightsFile["origin"]>;
}

/** `undefined` where they are seeded. */
async function beginningOf(
  given: TrainRunOptions["initialWeights"],
  { pretrain }: Settings,
  model: Model,
  train: Samples,
  runtime: Runtime,
): Promise<Begun | undefined> {
  if (given === undefined) return undefined;
  if (pretrain !== "none") {
    const source = given === principalStart ? given : `of ${given.file}`;
    throw new UsageError(
      `trainRun: pretrain ${pretrain} and initial weights ${source} are two beginnings: leave one of them out`,
    );
  }
  if (given === principalStart) {
    return { weights: await principalWeights(runtime, model, train), recorded: given };
  }
  const { file, bytes, origin } = given;
  return {
    ...{ weights: decodeWeights(model, bytes, file), recorded: sha256(bytes) },
    ...(origin === undefined ? {} : { origin }),
  };
}

function withData(summary: RunSummary, sha256: string): RunSummary {
  return { ...summary, dataset: { ...summary.dataset, sha256 } };
}

/**
 * The model of a run, by the layers that it noted.
 * @param file where they were noted, for messages
 * @throws HourglassError where what is said of the model is not so
 */
export function modelOfRun({ model: noted, dataset }: RunSummary, file: string = runFiles.summary): Model {
  const model = buildArchitecture(noted.architecture, shapeStored(dataset));
  const { latentSize, code } = model;
  if (latentSize !== noted.latentSize || code !== noted.code || parameterCount(model) !== noted.parameters) {
    throw new HourglassError(
      `${file}: model: the layers give a ${code} code of ${counted(latentSize, "value")} and ${counted(parameterCount(model), "parameter")}, ` +
        `but the file says a ${noted.code} one of ${noted.latentSize} and ${noted.parameters}: it is damaged`,
    );
  }
  return model;
}

function withCheckpoint(error: DivergedError, folder: RunFolder, epoch: number): HourglassError {
  const checkpoint =
    epoch === 0
      ? "there is no checkpoint before it"
      : `the last good checkpoint, after epoch ${epoch}, is ${folder.path}/${runFiles.checkpoint}`;
  return new DivergedError(`${error.message}; ${checkpoint}`, { cause: error });
}
