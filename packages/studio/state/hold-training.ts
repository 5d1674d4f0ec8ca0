import type { Rebuilt } from "../workers/explorer/explorer-api.ts";
import { connected } from "./connection.ts";
import { type CurrentTraining, currentTraining } from "./current-training.ts";
import { experimentNow, type HeldTraining } from "./held-training.ts";
import { hold } from "./held-trainings.ts";
import { liveExamples, type TrainingState, training } from "./session.ts";
import { noteTried } from "./tried.ts";

/** A training as it is shown when it is left, or stops. */
export interface Left {
  readonly current: CurrentTraining;
  readonly shown: TrainingState;
  readonly examples: Rebuilt | undefined;
}

/** The training that the page is at, with what is shown of it; `undefined` where it has learnt nothing. */
export function trainingHere(): Left | undefined {
  const current = currentTraining.peek();
  const shown = training.peek();
  if (current === undefined || shown.status === "new") return undefined;
  return { current, shown, examples: liveExamples.peek() };
}

/** Holds a training as the trainer has it, which has stopped: to come back to it, and in the strip of what was tried. */
export async function holdTraining({ current, shown, examples }: Left): Promise<void> {
  // A trainer that cannot answer has nothing any more.
  const checkpoint = await connected()
    .trainer.checkpoint()
    .catch(() => undefined);
  // Another model took its place meanwhile: it was held when that was made.
  if (checkpoint === undefined || current.id !== currentTraining.peek()?.id) return;
  const held: HeldTraining = {
    id: current.id,
    experiment: experimentNow(current.experiment, current.settings, checkpoint.settings),
    checkpoint,
    firstEpochs: current.firstEpochs,
    points: shown.points,
    ...(shown.news === undefined ? {} : { news: shown.news }),
  };
  hold(held);
  // What has diverged is worth nothing to anybody but who has just left it.
  if (shown.status !== "failed") void noteTried(held, examples);
}
