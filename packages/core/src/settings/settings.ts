import type { ActivationName } from "../model/activation.ts";
import type { DeviceChoice } from "../runtime/device.ts";

/** The classic autoencoders; presets.ts has what they are. */
export type PresetName =
  | ("vanilla" | "deep" | "convolutional" | "sparse" | "contractive")
  | ("denoising" | "variational" | "conditional" | "masked" | "vector-quantized" | "dictionary");

/** A JSON file of layers. */
export type ArchitectureFile = `${string}.json`;

/** A value for every setting. */
export interface Settings {
  readonly dataset: string;
  readonly imageSize: readonly number[];
  /** The kind of the samples of one's own arrays, or `auto`. */
  readonly samples: string;
  /** The file of the classes of one's own data; empty where the data say them, or nobody does. */
  readonly labels: string;
  /** The file that says what columns of one's own table are; empty where looking at them is enough. */
  readonly columns: string;
  /** The column of one's own table that names the class of each row; empty where none does. */
  readonly labelColumn: string;
  /** Columns of one's own table to leave out, divided by commas. */
  readonly drop: string;
  /** Whether cells of one's own table may be missing, of which a model is told then. */
  readonly missing: "allow" | "refuse";
  readonly validation: number | "auto";
  readonly trainingImages: number | "all";
  /** Whether the test samples are trained on as well, without their labels. */
  readonly trainOn: "training" | "all";
  readonly model: PresetName | ArchitectureFile;
  readonly architecture: "dense" | "convolutional";
  readonly latentSize: number;
  readonly hidden: readonly number[];
  readonly filters: readonly number[];
  readonly decoder: "transposed" | "upsample";
  readonly activation: ActivationName;
  readonly codeActivation: ActivationName;
  readonly code: string;
  readonly codebook: string;
  readonly conditionClasses: number;
  readonly selection: string;
  readonly outputActivation: string;
  readonly tiedWeights: boolean;
  readonly initializer: string;
  readonly batchNormalization: boolean;
  readonly dropout: number;
  readonly loss: string;
  readonly penalty: string;
  readonly augmentation: string;
  readonly corruption: string;
  readonly lossOn: "all" | "hidden";
  readonly beta: number;
  readonly boundSamples: number;
  readonly binarize: boolean;
  readonly pretrain: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly optimizer: string;
  readonly learningRate: number;
  readonly schedule: string;
  readonly warmUp: number;
  readonly weightDecay: number;
  readonly clipNorm: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly monitor: "training" | "validation";
  readonly patience: number;
  readonly minDelta: number;
  readonly restoreBest: boolean;
  readonly seed: number;
  readonly importanceSamples: number;
  readonly threads: number;
  readonly device: DeviceChoice;
}

export type SettingName = keyof Settings;

/** Some of the settings; what is `undefined` counts as not given. */
export type GivenSettings = { readonly [Name in SettingName]?: Settings[Name] | undefined };
