import { type Signal, signal } from "@preact/signals";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { Experiment } from "./link.ts";

/** The training that the page is at, from the making of its model on. */
export interface CurrentTraining {
  readonly id: string;
  /** What it was made of. */
  readonly experiment: Experiment;
  readonly settings: Settings;
  /** The epochs that it had at first. */
  readonly firstEpochs: number;
}

export const currentTraining: Signal<CurrentTraining | undefined> = signal(undefined);
