import { batch } from "@preact/signals";
import type { TrainingNews, WeightsSnapshot } from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";
import { latest } from "./latest.ts";
import { forgetViews, renewViews, showAgain, showWeights } from "./live-views.ts";
import { extendCurve } from "./loss-points.ts";
import { messageOf } from "./notice.ts";
import { pace, tellPace } from "./pace.ts";
import { experiment, loadedData, modelProblem, prepared, settings, training, untrained } from "./session.ts";

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

/** Makes the model of the settings, untrained. */
export function prepare(): Promise<void> {
  preparation = makeModel();
  return preparation;
}

const makeModel: () => Promise<void> = latest(async () => {
  // What is drawn of the one before is not the new one's: it goes with it, in one picture.
  await stopTraining(forgetViews);
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
    firstPicture = showWeights(initial, () => mine === generation);
  } catch (error) {
    prepared.value = undefined;
    modelProblem.value = messageOf(error);
  }
});

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

/** Ends the training under way, and forgets the model: what is late from it is dropped. */
export async function stopTraining(forget: () => void = () => undefined): Promise<void> {
  generation++;
  const { status } = training.value;
  if (status === "training" || status === "pausing") await pauseTrainer();
  batch(() => {
    training.value = untrained;
    forget();
  });
}
