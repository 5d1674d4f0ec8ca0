import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { resolveSettings, type Settings } from "../../src/settings/settings.ts";
import type { EpochRecord } from "../../src/training/epoch.ts";
import type { CodePlane, DrawnUnits, ExploredModel, Rebuilt, TestFigures } from "../workers/explorer-api.ts";
import type {
  EngineInfo,
  LoadedData,
  LoadProgress,
  PreparedModel,
  TrainingNews,
  WeightsSnapshot,
} from "../workers/trainer-api.ts";
import { type Experiment, firstExperiment } from "./link.ts";

// The state of the page, all of it. Views read these signals and draw; only actions.ts changes them.

/** What the person has chosen. It is also the page's link. */
export const experiment: Signal<Experiment> = signal(firstExperiment);

/** The experiment completed by its preset, or why it cannot be. */
export const settings: ReadonlySignal<Settings | Error> = computed(() => {
  try {
    return resolveSettings(experiment.value, "settings");
  } catch (error) {
    return error as Error;
  }
});

export type EngineState =
  | { readonly status: "starting" }
  | { readonly status: "ready"; readonly info: EngineInfo }
  | { readonly status: "failed"; readonly message: string };
export const engine: Signal<EngineState> = signal({ status: "starting" });

export type DataState =
  | { readonly status: "loading"; readonly progress: LoadProgress }
  | { readonly status: "ready"; readonly data: LoadedData }
  | { readonly status: "failed"; readonly message: string };
export const data: Signal<DataState> = signal({ status: "loading", progress: { text: "starting" } });

/** A data set that can be chosen. */
export interface OfferedData {
  readonly name: string;
  readonly title: string;
  /** Why it cannot be had here, and what to do. */
  readonly missing?: string;
}
export const offeredData: Signal<readonly OfferedData[]> = signal([]);

/** The model of the settings; absent until it is made, or where the settings allow none. */
export const prepared: Signal<PreparedModel | undefined> = signal(undefined);

export type TrainingStatus = "new" | "training" | "pausing" | "paused" | "done" | "failed";

/** A point of the live curve. */
export interface LossPoint {
  /** Epochs, with their fractions. */
  readonly epoch: number;
  readonly training?: number;
  readonly validation?: number;
}

export interface TrainingState {
  readonly status: TrainingStatus;
  readonly news?: TrainingNews;
  readonly history: readonly EpochRecord[];
  /** Mean training loss of the epoch so far, chunk by chunk; the epochs' own are in `history`. */
  readonly points: readonly LossPoint[];
  readonly message?: string;
  readonly seconds: number;
}
export const untrained: TrainingState = { status: "new", history: [], points: [], seconds: 0 };
export const training: Signal<TrainingState> = signal(untrained);

/** What the model in training makes of test images; renewed as it learns. */
export interface LiveView {
  /** Rises with every renewal: what depends on the weights and was asked for itself is asked for again. */
  readonly version: number;
  readonly examples?: Rebuilt;
  readonly units?: DrawnUnits;
  readonly plane?: CodePlane;
}
export const live: Signal<LiveView> = signal({ version: 0 });

/** A model that is kept beside the one in training. */
export interface KeptModel extends ExploredModel {
  /** Its id in the explorer. */
  readonly id: string;
  /** For people; unique. */
  readonly title: string;
  /** Where it came from. */
  readonly origin: "trained here" | "opened";
  readonly weights: WeightsSnapshot;
  readonly history: readonly EpochRecord[];
  readonly parameters: number;
  readonly seconds: number;
  /** On the test set of the data that are loaded; absent until they are measured. */
  readonly figures?: TestFigures;
}
export const kept: Signal<readonly KeptModel[]> = signal([]);

/** Something to tell the person, that they can dismiss. */
export interface Notice {
  readonly kind: "problem" | "note";
  readonly text: string;
}
export const notice: Signal<Notice | undefined> = signal(undefined);
