import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { image } from "hourglass-core/internal/data/samples/image.ts";
import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { type SampleShape, sameShape } from "hourglass-core/internal/data/samples/shape.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { PretrainingProgress } from "hourglass-core/internal/training/pretraining/pretrain.ts";
import type { SettingChange } from "hourglass-lab/internal/run/files/setting-change.ts";
import type { ServedRuns } from "hourglass-lab/internal/server/api.ts";
import type { StudyResults } from "hourglass-lab/internal/study/results.ts";
import type { FirstModel } from "../first/first-model.ts";
import type { Isolation } from "../isolation.ts";
import type {
  CodePlane,
  DrawnUnits,
  ExploredModel,
  Rebuilt,
  TestFigures,
} from "../workers/explorer/explorer-api.ts";
import type {
  EngineInfo,
  LoadedData,
  LoadProgress,
  PreparedModel,
  TrainingNews,
  WeightsSnapshot,
} from "../workers/trainer/trainer-api.ts";
import { type Experiment, firstExperiment } from "./link.ts";

// What the whole page shares: the experiment, the data, the model in training, those that are kept. What one part alone looks at is in
// exploration.ts, drawing.ts, comparison.ts and take-away.ts. Views read these signals and draw; functions of this folder change them.

/** What the person has chosen. It is also the page's link. */
export const experiment: Signal<Experiment> = signal(firstExperiment);

/** The experiment completed by its preset, or why it cannot be. */
export const settings: ReadonlySignal<Settings | Error> = computed(() => {
  try {
    return resolveSettings(experiment.value, "settings", loadedData.value?.sample);
  } catch (error) {
    return error as Error;
  }
});

export type EngineState =
  | { readonly status: "starting" }
  | { readonly status: "ready"; readonly info: EngineInfo }
  | { readonly status: "failed"; readonly message: string };
export const engine: Signal<EngineState> = signal({ status: "starting" });

/** Whether there are threads, and why; absent until that is known. */
export const isolation: Signal<Isolation | undefined> = signal(undefined);

export type DataState =
  | { readonly status: "loading"; readonly progress: LoadProgress }
  | { readonly status: "ready"; readonly data: LoadedData }
  | { readonly status: "failed"; readonly message: string };
export const data: Signal<DataState> = signal({ status: "loading", progress: { text: "starting" } });
/** The data that are loaded; absent until they are. */
export const loadedData: ReadonlySignal<LoadedData | undefined> = computed(() =>
  data.value.status === "ready" ? data.value.data : undefined,
);

/** Whether there are more of them to come: the page has the first few test samples, and the trainer none. */
export const isPartOfData: ReadonlySignal<boolean> = computed(
  () => loadedData.value !== undefined && loadedData.value.test.count < loadedData.value.testCount,
);

/** Says which samples there are: of data that are not whole yet the first ones are those of the whole, so they are the same data. */
export const dataIdentity: ReadonlySignal<string | undefined> = computed(() => {
  const loaded = loadedData.value;
  return loaded && JSON.stringify([loaded.name, loaded.samples ?? "auto", loaded.checksums]);
});

/** What is learnt from, for sentences: images until the data are known. */
export const samplesKind: ReadonlySignal<SampleKind<Samples>> = computed(() =>
  kindOfSamples(loadedData.value?.sample ?? { kind: image.name }),
);

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

/** Why there is no model of the settings; absent while there is one, or it is being made. */
export const modelProblem: Signal<string | undefined> = signal(undefined);

/** The model that came with the page, while it is the one that is shown. */
export const firstShown: Signal<FirstModel | undefined> = signal(undefined);

/** Whether the trainer has the model that is shown: what came with the page is shown before. */
export const isWithTrainer: Signal<boolean> = signal(true);

/** What is made for the next model, while it takes a moment: training samples that no other model needed. */
export const preparing: Signal<LoadProgress | undefined> = signal(undefined);

export type TrainingStatus = "new" | "training" | "pausing" | "paused" | "done" | "failed";

/** A point of the live curve: what some images in a row cost while they were learnt from. */
export interface LossPoint {
  /** The middle of these images, in epochs with their fractions. */
  readonly epoch: number;
  /** Mean of the objective over them. */
  readonly training: number;
  readonly images: number;
}

export interface TrainingState {
  readonly status: TrainingStatus;
  /** Where its pretraining stands, or ended. */
  readonly pretraining?: PretrainingProgress;
  readonly news?: TrainingNews;
  readonly history: readonly EpochRecord[];
  /** The training loss chunk by chunk; the epochs' own, and the validation loss, are in `history`. */
  readonly points: readonly LossPoint[];
  /** Settings that were changed on the way: the link alone does not repeat it then. */
  readonly changes: readonly SettingChange[];
  readonly message?: string;
  readonly seconds: number;
}
export const untrained: TrainingState = { status: "new", history: [], points: [], changes: [], seconds: 0 };
export const training: Signal<TrainingState> = signal(untrained);
/** Whether its weights move. */
export const isMoving: ReadonlySignal<boolean> = computed(() =>
  ["training", "pausing"].includes(training.value.status),
);

/** What the model in training makes of test images; renewed as it learns. */
export interface LiveView {
  /** Rises with new weights, now and then while they move: what depends on them and was asked for itself is asked for again. */
  readonly version: number;
  /** How often the examples were drawn since the page was opened; far more often than `version` rises. */
  readonly renewals: number;
  readonly examples?: Rebuilt;
  readonly units?: DrawnUnits;
  readonly plane?: CodePlane;
}
export const live: Signal<LiveView> = signal({ version: 0, renewals: 0 });
// Its parts: who reads one is not drawn again for another.
export const liveVersion: ReadonlySignal<number> = computed(() => live.value.version);
export const liveRenewals: ReadonlySignal<number> = computed(() => live.value.renewals);
export const liveExamples: ReadonlySignal<Rebuilt | undefined> = computed(() => live.value.examples);
/** Whether there is a picture of the model in training; not while it is being made. */
export const hasLive: ReadonlySignal<boolean> = computed(() => live.value.examples !== undefined);
export const liveUnits: ReadonlySignal<DrawnUnits | undefined> = computed(() => live.value.units);
export const livePlane: ReadonlySignal<CodePlane | undefined> = computed(() => live.value.plane);

/** What losses were measured by: only those that were measured alike compare. */
export interface LossFacts {
  /** The objective with its scaling, in words. */
  readonly objective: string;
  readonly code: string;
  /** Number of images that were held out for validation. */
  readonly validation: number;
}

/** A model that is kept beside the one in training. */
export interface KeptModel extends ExploredModel {
  /** Its id in the explorer. */
  readonly id: string;
  /** For people; unique. */
  readonly title: string;
  /** Where it came from. */
  readonly origin: "trained here" | "opened" | "came with the page";
  readonly weights: WeightsSnapshot;
  readonly history: readonly EpochRecord[];
  readonly parameters: number;
  readonly seconds: number;
  /** Settings that were changed while it trained; absent where none was. */
  readonly changes?: readonly SettingChange[];
  /** Absent where a file of weights alone was opened, which does not tell how it was trained. */
  readonly losses?: LossFacts;
  /** On the test set of the data that are loaded; absent until they are measured. */
  readonly figures?: TestFigures;
  /** The checksums of the data that `figures` are of. */
  readonly measuredOn?: Readonly<Record<string, string>>;
  /** By which the browser stores it; absent where it does not. */
  readonly key?: string;
}
export const kept: Signal<readonly KeptModel[]> = signal([]);

/** Whether a model takes samples of the shape of the data that are loaded. */
export function fitsData({ sampleShape }: Pick<KeptModel, "sampleShape">): boolean {
  return loadedData.value !== undefined && sameShape(sampleShape, loadedData.value.sample);
}

/** Something to tell the person, that they can dismiss. */
export interface Notice {
  readonly kind: "problem" | "note";
  readonly text: string;
}
export const notice: Signal<Notice | undefined> = signal(undefined);

/** Something that the person may want done, and can dismiss: what is told meanwhile does not take it away. */
export interface Offer {
  readonly text: string;
  /** What the button says, and does. */
  readonly title: string;
  readonly run: () => Promise<void>;
  /** Takes back what the offer follows from, where that can be. */
  readonly undo?: () => Promise<void>;
}
export const offer: Signal<Offer | undefined> = signal(undefined);

/** A study that was opened. */
export interface OpenedStudy {
  readonly results: StudyResults;
  /** Address of its page; absent where it has none. */
  readonly report?: string;
  /** The ids of its runs that can be opened. */
  readonly runs: ReadonlySet<string>;
  /** Opens one of them beside the model in training. */
  readonly openRun: (id: string) => Promise<void>;
}

/** A run that was opened, as the dialog tells of it. */
export interface OpenedRun {
  /** Its id among the models that are kept. */
  readonly id: string;
  /** The data that it was trained on, as far as that is known. */
  readonly data?: {
    readonly name: string;
    readonly title: string;
    readonly shape: SampleShape;
    readonly checksums: Readonly<Record<string, string>>;
  };
}

/** What the dialog of finished runs and studies shows. */
export interface OpenDialog {
  readonly shown: boolean;
  /** What the server has; absent until it was asked, and where the page is static. */
  readonly offered?: ServedRuns;
  /** What is being read. */
  readonly busy?: string;
  /** What could not be opened, and why. */
  readonly problem?: string;
  /** What was opened since it is shown. */
  readonly opened: readonly OpenedRun[];
  readonly study?: OpenedStudy;
}
export const openDialog: Signal<OpenDialog> = signal({ shown: false, opened: [] });
