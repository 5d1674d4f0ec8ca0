import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import type { Checkpoint, TrainingNews } from "../workers/trainer/trainer-api.ts";
import type { Experiment } from "./link.ts";
import type { LossPoint } from "./session.ts";
import { bytesOf } from "./storage/stored-parts.ts";

/** A training as it stood when it was left: it can be come back to, with its weights, its curve and the state of its optimiser. */
export interface HeldTraining {
  /** Its key in the browser's store, too, where it is small enough to be there. */
  readonly id: string;
  readonly experiment: Experiment;
  readonly checkpoint: Checkpoint;
  /** The epochs that it had at first: it is trained further by as many. */
  readonly firstEpochs: number;
  readonly points: readonly LossPoint[];
  readonly news?: TrainingNews;
}

/** The room that it takes. */
export function bytesOfTraining({ checkpoint: { state } }: Pick<HeldTraining, "checkpoint">): number {
  return bytesOf(state.tensors) + (state.best === undefined ? 0 : bytesOf(state.best));
}

/** The experiment of a model, with what has changed of its settings since: its epochs, say, where it was trained further. */
export function experimentNow(chosen: Experiment, begun: Settings, now: Settings): Experiment {
  const moved = settingNames.filter((name) => String(begun[name]) !== String(now[name]));
  return { ...chosen, ...Object.fromEntries(moved.map((name) => [name, now[name]])) };
}
