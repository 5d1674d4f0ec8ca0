import { batch } from "@preact/signals";
import type { PretrainingProgress } from "hourglass-core/internal/training/pretraining/pretrain.ts";
import type {
  PreparedModel,
  TrainedElsewhere,
  TrainingNews,
  WeightsSnapshot,
} from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";
import { currentTraining } from "./current-training.ts";
import type { HeldTraining } from "./held-training.ts";
import { holdTraining, trainingHere } from "./hold-training.ts";
import { latest } from "./latest.ts";
import { forgetViews, renewViews, showAgain, showWeights } from "./live-views.ts";
import { extendCurve } from "./loss-points.ts";
import { noteTraining } from "./moments.ts";
import { messageOf, tell } from "./notice.ts";
import { pace, tellPace } from "./pace.ts";
import { sameWeights } from "./same-weights.ts";
import {
  experiment,
  firstShown,
  isWithTrainer,
  loadedData,
  modelProblem,
  prepared,
  preparing,
  settings,
  training,
  untrained,
} from "./session.ts";
import { newKey } from "./storage/record-key.ts";
import { noteCameBack } from "./tried.ts";
import { dataAreWhole } from "./whole-data.ts";

// The model in training: made, trained, paused. What the page shows of it is renewed by live-views.ts.

/** Rises with every new model: what is late from an older one is dropped. */
let generation = 0;
/** The epochs that the model in training was made for. */
let firstEpochs = 1;
/** The model that is being made, if one is. */
let preparation: Promise<void> = Promise.resolve();
/** The first picture of the model in training. */
let firstPicture: Promise<void> = Promise.resolve();
/** Milliseconds that training waits for it at most. */
const longestWarmUp = 3000;

/** Shows a model whose training is over. Resolves when it is drawn. */
export function showTrained(
  model: PreparedModel,
  { weights, history, seconds }: TrainedElsewhere & { readonly seconds: number },
): Promise<void> {
  const mine = ++generation;
  prepared.value = model;
  currentTraining.value = undefined;
  training.value = { ...untrained, status: "done", history, seconds };
  firstPicture = showWeights(weights, () => mine === generation);
  return firstPicture;
}

/**
 * Makes the model of the settings, untrained; the one before is held, to come back to it.
 * @param held a training of these settings that was left: its model is as it was then
 */
export function prepare(held?: HeldTraining): Promise<void> {
  preparation = makeModel(held);
  return preparation;
}

const makeModel: (held: HeldTraining | undefined) => Promise<void> = latest(async (held) => {
  // What is drawn of the one before is not the new one's: it goes with it, in one picture.
  await leaveTraining(forgetViews);
  modelProblem.value = undefined;
  await dataAreWhole();
  const loaded = loadedData.value;
  if (loaded === undefined || settings.value instanceof Error) {
    prepared.value = undefined;
    return;
  }
  const mine = ++generation;
  if (held !== undefined && (await comeBackTo(held, mine))) return;
  try {
    const { weights: initial, ...model } = await connected().trainer.prepare(
      { ...experiment.value, dataset: loaded.name },
      (progress) => {
        if (mine === generation) preparing.value = progress;
      },
    );
    if (mine !== generation) return;
    prepared.value = model;
    firstEpochs = model.settings.epochs;
    training.value = untrained;
    const id = newKey();
    currentTraining.value = { id, experiment: experiment.value, settings: model.settings, firstEpochs };
    noteTraining(id);
    firstPicture = showWeights(initial, () => mine === generation);
  } catch (error) {
    prepared.value = undefined;
    modelProblem.value = messageOf(error);
  } finally {
    if (mine === generation) preparing.value = undefined;
  }
});

/** Whether a training that was left is the current one again. Where it cannot be, its settings are, and that is told. */
async function comeBackTo(held: HeldTraining, mine: number): Promise<boolean> {
  try {
    const { weights, end, ...model } = await connected().trainer.restore(held.checkpoint);
    if (mine !== generation) return true;
    const { id, points, news } = held;
    firstEpochs = held.firstEpochs;
    currentTraining.value = { id, experiment: held.experiment, settings: model.settings, firstEpochs };
    noteTraining(id);
    noteCameBack(held);
    const shown = {
      points,
      changes: held.checkpoint.changes,
      history: end.history,
      seconds: end.seconds,
      ...(news === undefined ? {} : { news }),
    };
    batch(() => {
      prepared.value = model;
      training.value = { ...shown, status: "paused" };
    });
    firstPicture = showWeights(sameWeights(weights), () => mine === generation);
    if (end.stopped === "interrupted") return true;
    // What is measured of one that is done is of its last weights, which the explorer has by then.
    await firstPicture;
    if (mine === generation && training.value.status === "paused") {
      training.value = { ...training.value, status: "done" };
    }
    return true;
  } catch (error) {
    if (mine === generation) tell("note", `It begins untrained: ${messageOf(error)}.`);
    return mine !== generation;
  }
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

/**
 * Lets the model in training go on with the experiment as it is now, from the same weights.
 * @throws Error where it cannot
 */
export async function changeModel(): Promise<void> {
  const loaded = loadedData.value;
  if (loaded === undefined) return;
  const mine = generation;
  const changing = connected().trainer.change({ ...experiment.value, dataset: loaded.name });
  // What trains waits for it.
  preparation = changing.then(
    () => undefined,
    () => undefined,
  );
  const { settings: next, objective, changes, isOver } = await changing;
  const model = prepared.value;
  if (mine !== generation || model === undefined) return;
  const { status } = training.value;
  const rests = status === "paused" || status === "done";
  batch(() => {
    prepared.value = { ...model, settings: next, objective };
    training.value = {
      ...training.value,
      changes,
      ...(rests ? { status: isOver ? "done" : "paused" } : {}),
    };
  });
  // What follows from the settings, such as the noise on the examples, is drawn of the same weights.
  if (rests) await showAgain(() => mine === generation);
}

/** Trains a model that waits to be trained, or goes on. */
export async function train(steps?: number): Promise<void> {
  await preparation;
  if (!canTrain()) return;
  const mine = generation;
  const isCurrent = (): boolean => mine === generation;
  const waiting = training.value.status;
  training.value = { ...training.value, status: "training" };
  // The programs that draw are loaded before the one that trains is compiled: side by side both would take seconds.
  await Promise.race([firstPicture, new Promise((resolve) => setTimeout(resolve, longestWarmUp))]);
  if (!isCurrent()) return;
  if (training.value.status !== "training") {
    // A pause that was asked for meanwhile.
    training.value = { ...training.value, status: waiting };
    return;
  }
  const onNews = (news: TrainingNews): void => {
    if (!isCurrent()) return;
    const { points, news: before } = training.value;
    training.value = {
      ...training.value,
      ...{ news, history: news.history },
      points: extendCurve(points, before?.progress, news.progress),
    };
  };
  let shown: Promise<void> = Promise.resolve();
  try {
    const hooks = {
      onPretraining: (pretraining: PretrainingProgress): void => {
        if (isCurrent()) training.value = { ...training.value, pretraining };
      },
      onNews,
      onWeights: (newest: WeightsSnapshot): Promise<void> | undefined => {
        shown = showWeights(newest, isCurrent);
        // In slow motion the next step waits for the picture of this one.
        return pace.peek() === "slow" ? shown : undefined;
      },
    };
    await tellPace();
    const end = await connected().trainer.train(hooks, steps);
    // What is measured at the end is of the last weights, which the explorer has by then.
    await shown;
    if (!isCurrent()) return;
    training.value = {
      ...training.value,
      status: end.stopped === "interrupted" ? "paused" : "done",
      ...{ history: end.history, seconds: end.seconds },
    };
    // Now that nothing moves, of all samples that there is room for.
    void renewViews(isCurrent);
  } catch (error) {
    if (!isCurrent()) return;
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

/** Ends the training under way for another model or other data, and holds what it has learnt: it can be come back to. */
export async function leaveTraining(forget?: () => void): Promise<void> {
  const left = trainingHere();
  await stopTraining(forget);
  if (left !== undefined) await holdTraining(left);
}

/** Ends the training under way, and forgets the model: what is late from it is dropped. */
async function stopTraining(forget: () => void = () => undefined): Promise<void> {
  generation++;
  const { status } = training.value;
  if (status === "training" || status === "pausing") await pauseTrainer();
  batch(() => {
    training.value = untrained;
    firstShown.value = undefined;
    isWithTrainer.value = true;
    forget();
  });
}
