import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { ActivationName } from "hourglass-core/internal/model/activation.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import type { Device } from "hourglass-core/internal/runtime/device.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { PretrainingProgress } from "hourglass-core/internal/training/pretraining/pretrain.ts";
import type { FitProgress, FitResult } from "hourglass-core/internal/training/run-epochs.ts";
import type { TrainingState } from "hourglass-core/internal/training/state.ts";
import type { SettingChange } from "hourglass-lab/internal/run/files/setting-change.ts";

/** What does the arithmetic in a page. */
export type PageDevice = Exclude<Device, "cpu">;

export interface EngineOptions {
  /** `auto`: WebGPU where the browser has it and it trains faster, else WebAssembly. One that is named trains where the browser has it. */
  readonly device: PageDevice | "auto";
  /** Threads of WebAssembly; more than one needs a cross-origin isolated page. */
  readonly threads: number;
  /** The page's address: `api/data` lies beside it where the server of `hourglass studio` gives the page. */
  readonly page: string;
}

export interface EngineInfo extends EngineOptions {
  readonly device: PageDevice;
  /** What was asked for. */
  readonly asked: EngineOptions["device"];
  /** Why this device trains: a sentence without its full stop. */
  readonly why: string;
  /** Whether another one was asked for. */
  readonly isSubstitute?: boolean;
  /** For people: `onnxruntime-web 1.30.0 (WebAssembly)`. */
  readonly description: string;
}

/** A file that a person dropped or chose, with its path in the folder that it came with. */
export interface GivenFile {
  readonly path: string;
  readonly content: Blob;
}

/** Where samples come from. */
export type DataSource =
  /** One of the catalogue: drawn here, or from the server's cache. */
  | {
      readonly kind: "catalogue";
      readonly name: string;
      /** Whether the server says that it has the files: else it is not asked. Where this is not known it is asked. */
      readonly isServed?: boolean;
    }
  /** IDX files, packed or not, or PNG pictures, scaled to 28 x 28 greys, of which folders are classes; or a file of arrays. */
  | {
      readonly kind: "files";
      readonly name: string;
      readonly files: readonly GivenFile[];
      /** The kind of the samples of arrays; what they say themselves unless given. */
      readonly samples?: string;
    };

/** Data that are loaded, without their training samples. */
export interface LoadedData {
  /** As the setting `dataset` has it. */
  readonly name: string;
  /** The setting `samples` by which the command line reads the same; absent for `auto`. */
  readonly samples?: string;
  readonly title: string;
  readonly classNames: readonly string[];
  readonly sample: SampleShape;
  /** By which samples that are not bounded are drawn: over all that there are to learn from. */
  readonly statistics?: ChannelStatistics | undefined;
  readonly trainCount: number;
  readonly testCount: number;
  /** Of data that are not whole yet the first few of them. */
  readonly test: Samples;
  readonly checksums: Readonly<Record<string, string>>;
  /** What the person should know of the files they gave: what was not used. */
  readonly notices: readonly string[];
}

/** Where loading stands. */
export interface LoadProgress {
  readonly text: string;
  /** Of 1; absent where that is not known. */
  readonly fraction?: number;
}

/** A layer as the hourglass shows it. */
export interface DrawnLayer {
  readonly name: string;
  readonly part: "encoder" | "code" | "decoder";
  /** As architectures name it: `dense`. */
  readonly kind: string;
  readonly activation?: ActivationName;
  /** Whether it multiplies with weights, or gives another number of values than it takes. */
  readonly changes: boolean;
  /** `dense 784 -> 32, relu` */
  readonly description: string;
  /** What comes out of it: `[32]`, or `[channels, height, width]`. */
  readonly shape: readonly number[];
}

/** The model of the settings, before or during training. */
export interface PreparedModel {
  readonly settings: Settings;
  readonly architecture: Architecture;
  readonly sampleShape: SampleShape;
  readonly latentSize: number;
  readonly code: string;
  readonly layers: readonly DrawnLayer[];
  /** Number of trainable values. */
  readonly parameters: number;
  /** The objective with its scaling, in words. */
  readonly objective: string;
  readonly splits: { readonly train: number; readonly validation: number; readonly test: number };
}

/** Weights by parameter name. */
export type WeightsSnapshot = ReadonlyMap<string, Float32Array>;

/** A training that happened elsewhere: its weights, and what is known of it. */
export interface TrainedElsewhere {
  readonly weights: WeightsSnapshot;
  readonly history: readonly EpochRecord[];
}

export interface TrainingNews {
  readonly progress: FitProgress;
  readonly history: readonly EpochRecord[];
  /** Steps since the first. */
  readonly step: number;
}

export interface TrainingHooks {
  /** While parts are trained before the whole. */
  readonly onPretraining?: (progress: PretrainingProgress) => void | Promise<void>;
  readonly onNews: (news: TrainingNews) => void | Promise<void>;
  /** Several times a second, of large models less often so that it costs little, and always at the end. In slow motion training waits for it. */
  readonly onWeights: (weights: WeightsSnapshot) => void | undefined | Promise<void>;
}

/** All that a training needs to go on from where it stands: of the same data the same steps follow, to the bit. */
export interface Checkpoint {
  /** With the number of validation samples that `auto` stands for. */
  readonly settings: Settings & { readonly validation: number };
  /** Settings that were changed on the way to it. */
  readonly changes: readonly SettingChange[];
  /** Of the data. */
  readonly checksums: Readonly<Record<string, string>>;
  /** When training first began, as in run.json. */
  readonly started?: string | undefined;
  readonly state: TrainingState;
  /** How training ended, where it has. */
  readonly stopped?: FitResult["stopped"] | undefined;
  /** The epoch whose weights it has, where it has ended. */
  readonly keptEpoch?: number | undefined;
}

/** A model that goes on from a {@link Checkpoint}. */
export interface RestoredModel extends PreparedModel {
  readonly weights: WeightsSnapshot;
  readonly end: TrainingEnd;
}

export interface TrainingEnd {
  readonly stopped: FitResult["stopped"];
  readonly history: readonly EpochRecord[];
  readonly keptEpoch: number;
  /** Wall time of training so far, in seconds, validation included. */
  readonly seconds: number;
}

/**
 * How fast training goes: `slow` takes one step at a time, and the next when its weights were shown; `fast` shows them seldom, and has the
 * rest of the time for itself.
 */
export type Pace = "slow" | "normal" | "fast";

/** A training after its settings were changed. */
export interface ChangedTraining extends Pick<PreparedModel, "settings" | "objective"> {
  /** All that were changed on its way. Empty where the settings are as if they had been so from the start. */
  readonly changes: readonly SettingChange[];
  /** Whether it has come to its end with them. */
  readonly isOver: boolean;
}

/** A file to take away. */
export interface TakenFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export type Takeaway = "encoder" | "decoder" | "autoencoder" | "trainer" | "weights" | "report";

/** The worker that holds the data and trains. One thing at a time: a call waits for the one before, but `pause` does not. */
export interface TrainerApi {
  /** Loads ONNX Runtime. */
  start(options: EngineOptions): Promise<EngineInfo>;
  /** @throws Error with a message for people */
  load(source: DataSource, onProgress: (progress: LoadProgress) => void): Promise<LoadedData>;
  /**
   * Makes the model of these settings with its initial weights; what was trained before is dropped.
   * @param onProgress told while training samples are made that were not needed before
   * @param trained its training is over: it has these weights
   * @throws Error naming the setting
   */
  prepare(
    given: Readonly<Partial<Settings>>,
    onProgress?: (progress: LoadProgress) => void,
    trained?: TrainedElsewhere,
  ): Promise<PreparedModel & { readonly weights: WeightsSnapshot }>;
  /**
   * How many seconds training with these settings would take here, by a few steps that are taken and forgotten. `undefined` where another
   * call came meanwhile, which does not wait for it.
   * @throws Error naming the setting
   */
  estimate(given: Readonly<Partial<Settings>>): Promise<number | undefined>;
  /**
   * Draws the training images that a model would need, where they are not there yet: it need not wait for them then.
   * @throws Error naming the setting
   */
  drawAhead(given: Readonly<Partial<Settings>>): Promise<void>;
  /**
   * Trains on from where it stands, to the end or until `pause`.
   * @param steps stop after so many steps; all unless given
   */
  train(hooks: TrainingHooks, steps?: number): Promise<TrainingEnd>;
  /**
   * Lets training go on to so many epochs, all together: weights and the state of the optimiser stay. Gives the settings as they are then.
   * @throws Error where what falls until the last epoch would have to rise again
   */
  extend(epochs: number): Promise<Settings>;
  /** Where the training stands, to come back to; `undefined` before its first step. */
  checkpoint(): Promise<Checkpoint | undefined>;
  /**
   * Makes the model of a checkpoint with what it has learnt, to be trained on; what was trained before is dropped.
   * @throws HourglassError where the data are others than those that it was trained on, or the checkpoint is of another model
   */
  restore(checkpoint: Checkpoint): Promise<RestoredModel>;
  /**
   * Lets training go on with other settings, from the same weights and the same state of the optimiser: at once where it rests, else after the
   * chunk under way.
   * @param given what was chosen, as for {@link TrainerApi.prepare}
   * @throws Error where they are those of another model, or of one that has begun otherwise
   */
  change(given: Readonly<Partial<Settings>>): Promise<ChangedTraining>;
  /** How it trains from the next chunk on. */
  setPace(pace: Pace): void;
  /** Ends `train` after the chunk under way, which is short. */
  pause(): void;
  /** A file of the model as it stands. The report measures the test set first, with progress. */
  take(what: Takeaway, onProgress: (progress: LoadProgress) => void): Promise<TakenFile>;
}
