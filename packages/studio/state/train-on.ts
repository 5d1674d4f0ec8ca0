import { computed, type ReadonlySignal } from "@preact/signals";
import { endWords } from "hourglass-lab/internal/run/same-course.ts";
import { offerToKeep } from "./kept-models.ts";
import { beginMoment } from "./moments.ts";
import { messageOf, tell } from "./notice.ts";
import { putExperiment } from "./put-experiment.ts";
import { experiment, firstShown, prepared, training } from "./session.ts";
import { extendTraining, pause, prepare, train } from "./train-model.ts";

// What the buttons of the training do. A model that was trained is never given up without an offer to keep it.

/** Why a training that is done cannot go on for more epochs; `undefined` where it can. */
export const whyNotFurther: ReadonlySignal<string | undefined> = computed(() => {
  const model = prepared.value;
  const { status, history } = training.value;
  if (model === undefined || status !== "done") return undefined;
  if (firstShown.value !== undefined) return "this one came trained, without the state of its optimiser";
  const { settings } = model;
  // It would stop again at once.
  if (history.length < settings.epochs) return "it stopped early: the loss it watches falls no further";
  // Options of the command line are no words of the page.
  return endWords(settings)?.replace(/ \(--[^)]*\)/, "");
});

/** Whether training is over, and its button begins anew. */
export const beginsAnew: ReadonlySignal<boolean> = computed(() => {
  const { status } = training.value;
  return status === "failed" || (status === "done" && whyNotFurther.value !== undefined);
});

/** Trains, or pauses: what the button does. */
export async function trainOrPause(): Promise<void> {
  const { status } = training.value;
  if (status === "training") await pause();
  else if (status !== "pausing") await trainOn();
}

/** Begins, or goes on: a training that is done goes on for as many epochs more, or begins anew where it cannot. */
export async function trainOn(steps?: number): Promise<void> {
  if (beginsAnew.value) await beginAgain();
  else if (training.value.status === "done") await trainFurther();
  await train(steps);
}

/** Takes one step: one batch. */
export async function step(): Promise<void> {
  if (!beginsAnew.value) await trainOn(1);
}

/** Begins anew, with the same settings and seed. */
export async function beginAgain(): Promise<void> {
  beginMoment("the new beginning", {}, experiment.value);
  offerToKeep("again");
  await prepare();
}

/** The link says so many epochs, too: whoever opens it trains the same model. */
async function trainFurther(): Promise<void> {
  try {
    const epochs = await extendTraining();
    if (epochs !== undefined) putExperiment({ ...experiment.value, epochs });
  } catch (error) {
    tell("problem", messageOf(error));
  }
}
