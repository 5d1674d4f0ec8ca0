import { type ExploredModel, liveModel } from "../workers/explorer/explorer-api.ts";
import type { TrainingNews, WeightsSnapshot } from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";
import { latest } from "./latest.ts";
import { extendCurve } from "./loss-points.ts";
import { nextPicture } from "./next-picture.ts";
import { messageOf, tell } from "./notice.ts";
import {
  experiment,
  live,
  loadedData,
  modelProblem,
  prepared,
  settings,
  training,
  untrained,
} from "./session.ts";

// The model in training: made, trained, paused, and what the page shows of it renewed.

/** Test samples in the live plane: enough to see clusters, few enough to be encoded again and again. */
const livePoints = 2000;
const exampleCount = 12;
const shownUnits = 64;

/** The newest weights of the model in training. */
let weights: WeightsSnapshot | undefined;
/** Rises with every new model: what is late from an older one is dropped. */
let generation = 0;
/** The epochs that the model in training was made for. */
let firstEpochs = 1;
/** The model that is being made, if one is. */
let preparation: Promise<void> = Promise.resolve();

/** The newest weights of the model in training; a snapshot is never written to: the next one is another. */
export function newestWeights(): WeightsSnapshot | undefined {
  return weights;
}

/** Makes the model of the settings, untrained. */
export function prepare(): Promise<void> {
  preparation = makeModel();
  return preparation;
}

const makeModel: () => Promise<void> = latest(async () => {
  await stopTraining();
  modelProblem.value = undefined;
  const loaded = loadedData.value;
  if (loaded === undefined || settings.value instanceof Error) {
    prepared.value = undefined;
    return;
  }
  const mine = ++generation;
  try {
    const { weights: initial, ...model } = await connected().trainer.prepare({
      ...experiment.value,
      dataset: loaded.name,
    });
    if (mine !== generation) return;
    prepared.value = model;
    firstEpochs = model.settings.epochs;
    training.value = untrained;
    live.value = { version: live.value.version + 1 };
    showWeights(initial, mine);
  } catch (error) {
    prepared.value = undefined;
    modelProblem.value = messageOf(error);
  }
});

/** Hands weights to the explorer and renews what the page shows of the model in training. */
function showWeights(newest: WeightsSnapshot, of: number): void {
  if (of !== generation) return;
  weights = newest;
  void renew(of);
}

const renew: (of: number) => Promise<void> = latest(async (of) => {
  try {
    await renewViews(of);
  } catch (error) {
    // A model that is gone may not take the samples that are loaded now.
    if (of === generation) tell("problem", messageOf(error));
  }
});

async function renewViews(of: number): Promise<void> {
  const model = prepared.value;
  if (model === undefined || weights === undefined || of !== generation) return;
  const { explorer } = connected();
  const started = performance.now();
  await explorer.setModel(liveModel, exploredOf(model), weights);
  const [examples, units, plane] = await Promise.all([
    explorer.examples(liveModel, exampleCount),
    explorer.units(liveModel, shownUnits),
    explorer.plane(liveModel, livePoints),
  ]);
  // Each in a picture of its own: what the person does is answered in between.
  for (const part of [{ version: live.value.version + 1, examples }, { units }, { plane }]) {
    if (of !== generation) return;
    live.value = { ...live.value, ...part };
    await nextPicture();
  }
  await restWhileTraining(restShare * (performance.now() - started));
}

/** So many times as long as a renewal took, the cores are left to the training. */
const restShare = 4;

/** Waits, but no longer than training lasts: its end is shown at once. */
function restWhileTraining(milliseconds: number): Promise<void> {
  if (training.value.status !== "training") return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(), milliseconds);
    const stop = training.subscribe(({ status }) => {
      if (status !== "training") end();
    });
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
  });
}

/** What the explorer is told of a model. */
export function exploredOf({ architecture, sampleShape, settings: of }: ExploredModel): ExploredModel {
  return { architecture, sampleShape, settings: of };
}

/**
 * Lets a training that is done go on for as many epochs as it had at first: weights and the optimiser's state stay. Gives the epochs that
 * it has then, all together; `undefined` where another was faster.
 */
export async function extendTraining(): Promise<number | undefined> {
  const model = prepared.value;
  if (model === undefined || training.value.status !== "done") return undefined;
  const mine = generation;
  training.value = { ...training.value, status: "paused" };
  const extending = connected().trainer.extend(model.settings.epochs + firstEpochs);
  // What trains waits for it.
  preparation = extending.then(
    () => undefined,
    () => undefined,
  );
  try {
    const settings = await extending;
    if (mine !== generation) return undefined;
    prepared.value = { ...model, settings };
    return settings.epochs;
  } catch (error) {
    if (mine === generation) training.value = { ...training.value, status: "done" };
    throw error;
  }
}

/** Trains a model that waits to be trained, or goes on. */
export async function train(steps?: number): Promise<void> {
  await preparation;
  if (!canTrain()) return;
  const mine = generation;
  training.value = { ...training.value, status: "training" };
  const onNews = (news: TrainingNews): void => {
    if (mine !== generation) return;
    const { points, news: before } = training.value;
    training.value = {
      ...training.value,
      ...{ news, history: news.history },
      points: extendCurve(points, before?.progress, news.progress),
    };
  };
  try {
    const hooks = { onNews, onWeights: (newest: WeightsSnapshot) => showWeights(newest, mine) };
    const end = await connected().trainer.train(hooks, steps);
    if (mine !== generation) return;
    training.value = {
      ...training.value,
      status: end.stopped === "interrupted" ? "paused" : "done",
      ...{ history: end.history, seconds: end.seconds },
    };
  } catch (error) {
    if (mine !== generation) return;
    training.value = { ...training.value, status: "failed", message: messageOf(error) };
  }
}

/** Whether there is a model that waits to be trained. */
function canTrain(): boolean {
  const { status } = training.value;
  const isWaiting = status === "new" || status === "paused";
  return loadedData.value !== undefined && prepared.value !== undefined && isWaiting;
}

/** Pauses after the chunk under way. */
export async function pause(): Promise<void> {
  if (training.value.status !== "training") return;
  training.value = { ...training.value, status: "pausing" };
  await pauseTrainer();
}

/** A trainer that cannot answer has stopped: what trains is told so by the call that it waits for. */
async function pauseTrainer(): Promise<void> {
  await connected()
    .trainer.pause()
    .catch(() => undefined);
}

/** Ends the training under way, and forgets the model: what is late from it is dropped. */
export async function stopTraining(): Promise<void> {
  generation++;
  const { status } = training.value;
  if (status === "training" || status === "pausing") await pauseTrainer();
  training.value = untrained;
}
