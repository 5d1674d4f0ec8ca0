import { takeSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { decodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import type { Classifier } from "hourglass-core/internal/model/classifier.ts";
import { scheduleOf } from "hourglass-core/internal/settings/choices.ts";
import { fitClassifier } from "hourglass-core/internal/training/fit-classifier.ts";
import { defaultTraining, type TaskOptions } from "hourglass-core/internal/training/options.ts";
import type { FitResult } from "hourglass-core/internal/training/run-epochs.ts";
import { shareDone } from "hourglass-core/internal/training/run-epochs.ts";
import type { TrainingState } from "hourglass-core/internal/training/state.ts";
import { encodeCheckpoint, readCheckpoint } from "../run/files/checkpoint.ts";
import { runFiles, writeHistory } from "../run/folder.ts";
import type { ClassifierPlan } from "./classifier-summary.ts";
import { type ClassifierWork, epochsFor, workIdentity } from "./classifier-work.ts";
import type { DrawnLabels } from "./draw-labels.ts";
import { beginningOf, type Setting } from "./setting.ts";

/** How the networks are trained: Adam; stopped early, and the best weights kept, where the plan says so. */
export function optionsFor(plan: ClassifierPlan, seed: number, labels: number): TaskOptions {
  const { objective: _, ...usual } = defaultTraining;
  const { batchSize, learningRate, patience, schedule = "constant", weightDecay = 0 } = plan;
  const stops = patience > 0;
  return {
    ...usual,
    ...{ batchSize, learningRate, seed, epochs: epochsFor(plan, labels), restoreBest: stops },
    schedule: scheduleOf(schedule, 0),
    optimizer: { ...usual.optimizer, ...(weightDecay === 0 ? {} : { weightDecay }) },
    earlyStopping: { monitor: stops ? "validation" : "training", patience, minDelta: 0 },
  };
}

/**
 * Trains a network on drawn labels, from its checkpoint where the folder has one, which is kept after every epoch.
 * @param isKept whether it is the classifier that is kept, whose epochs are written
 * @param tell told how much of it is done, 0 to 1
 */
export async function fitNetwork(
  setting: Setting,
  work: ClassifierWork,
  classifier: Classifier,
  drawn: DrawnLabels,
  isKept: boolean,
  tell: (share: number) => void,
): Promise<FitResult> {
  const { folder, run, plan, runtime, splits, signal, data } = setting;
  const options = optionsFor(plan, work.seed, drawn.training.length);
  const origin = { training: workIdentity(plan, work, run.summary.weights as string, data), data };
  const from = await stateOf(setting, classifier, options, origin.training);
  if (isKept) await writeHistory(folder, from?.history ?? []);
  const keep = (state: TrainingState): Promise<void> =>
    folder.write(runFiles.checkpoint, encodeCheckpoint(classifier, options.optimizer, state, origin));
  const sets = {
    train: takeSamples(splits.train, drawn.training),
    ...(drawn.stopping.length === 0 ? {} : { validation: takeSamples(splits.train, drawn.stopping) }),
  };
  const result = await fitClassifier(runtime, classifier, sets, options, {
    ...(from === undefined ? { initialWeights: await beginningOf(setting, work) } : { from }),
    ...(signal === undefined ? {} : { signal }),
    onProgress: (progress) => tell(shareDone(progress)),
    onEpoch: async (record, state) => {
      await keep(state);
      if (isKept) await folder.appendEpoch(record);
    },
  });
  if (result.stopped === "interrupted") await keep(result.state);
  return result;
}

/** The state that the checkpoint has of a training; `undefined` where it is of another, which is done. */
async function stateOf(
  { folder }: Setting,
  classifier: Classifier,
  { optimizer }: TaskOptions,
  identity: string,
): Promise<TrainingState | undefined> {
  const bytes = await folder.read(runFiles.checkpoint);
  if (bytes === undefined) return undefined;
  const file = `${folder.path}/${runFiles.checkpoint}`;
  if (decodeSafetensors(bytes, file).metadata["training_sha256"] !== identity) return undefined;
  return readCheckpoint(classifier, optimizer, bytes, file).state;
}
