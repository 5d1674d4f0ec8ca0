import type { ImageShape, SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import type { Device } from "hourglass-core/internal/runtime/device.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { PretrainedRecord } from "hourglass-core/internal/training/pretraining/pretrain.ts";
import type { SettingChange } from "./setting-change.ts";
import type { WeightsOrigin } from "./weights.ts";

/** Errors of one split: means over all its samples. */
export interface SplitMetrics {
  /** Binary cross-entropy in nats, mean over pixels and images; absent of samples that are not bounded. */
  readonly bce?: number;
  /** Squared error, mean over values and samples, as the model sees them. */
  readonly mse: number;
  /** Squared error summed over the values of a sample, mean over samples. */
  readonly sse: number;
}

/** What stands for initial weights that are the principal components of the training split. */
export const principalStart = "pca";
export type PrincipalStart = typeof principalStart;

/** The content of run.json. */
export interface RunSummary {
  readonly format: 2;
  readonly status: "running" | "interrupted" | "failed" | "done";
  readonly settings: Settings;
  readonly dataset: {
    readonly name: string;
    readonly title: string;
    readonly source: string;
    readonly licence: string;
    readonly classNames: readonly string[];
    /** The shape of images; that of other samples is in `sample`. */
    readonly image?: ImageShape;
    readonly sample?: SampleShape;
    /** File name to SHA-256 of its uncompressed bytes. */
    readonly checksums: Readonly<Record<string, string>>;
    /** SHA-256 of what the files hold, however they are called and packed (see `sha256OfDataset`); runs of a page lack it. */
    readonly sha256?: string;
    /** Number of images of each split. */
    readonly splits: { readonly train: number; readonly validation: number; readonly test: number };
    /** How the test part was made, where the data have none. */
    readonly split?: string;
  };
  readonly model: {
    readonly name: string;
    readonly code: string;
    readonly latentSize: number;
    /** The layers, from which the model can be built again. */
    readonly architecture: Architecture;
    /** A line a layer, in order, such as `encoder dense 784 -> 32, relu`. */
    readonly layers: readonly string[];
    /** Number of trainable values. */
    readonly parameters: number;
  };
  /** The training objective with its scaling, in words. */
  readonly objective: string;
  readonly environment: {
    readonly hourglass: string;
    readonly runtime: string;
    /** What did the arithmetic; runs that were stored before it was recorded lack it. */
    readonly device?: Device;
    readonly node: string;
    readonly platform: string;
    readonly cpu: string;
    readonly cores: number;
    readonly threads: number;
  };
  readonly started: string;
  /**
   * SHA-256 of the file of weights that training began with, or `pca` where these were the principal components of the training
   * split; absent where they were seeded.
   */
  readonly initialWeights?: string;
  /** Where that file came from; runs that were stored before it was recorded lack it. */
  readonly initialWeightsFrom?: WeightsOrigin;
  /** What became of each part of the pretraining, in their order; absent without any, and until it is over. */
  readonly pretraining?: readonly PretrainedRecord[];
  /** Settings that were changed while it trained, which only a page allows: `settings` are the last ones. Absent where none was. */
  readonly changes?: readonly SettingChange[];
  readonly epochs: {
    /** Epochs completed. */
    readonly run: number;
    /** The epoch with the lowest validation loss (training loss without a validation set). */
    readonly best: number;
    /** The epoch whose weights the model has. */
    readonly kept: number;
    readonly stopped: "all epochs done" | "early stopping" | "interrupted" | "not yet";
  };
  /** Wall time of training, validation included, over all resumes. */
  readonly seconds: number;
  /** Training images a second of training time, over all epochs. */
  readonly imagesPerSecond: number;
  /** Of a run that failed: why. The same steps would make a diverged one diverge again. */
  readonly failure?: { readonly kind: "diverged" | "other"; readonly text: string };
  /** SHA-256 of model.safetensors: all that is said of the model is said of these weights. Absent until training has ended. */
  readonly weights?: string;
  /** Absent until training has ended. */
  readonly metrics?: {
    readonly train: SplitMetrics;
    /** Absent without a validation set. */
    readonly validation?: SplitMetrics;
    readonly test: SplitMetrics;
  };
}

export type { EpochRecord };
