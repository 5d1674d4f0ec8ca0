import { z } from "zod";
import { checkArgument, isRecord, nameSchema, real, seedSchema, whole } from "../arguments.ts";
import type { SplitSizes } from "../data/split.ts";
import { UsageError } from "../errors.ts";
import { mostSamples } from "../inference/variational.ts";
import { type ActivationName, activationNames } from "../model/activation.ts";
import { adamLimits } from "../program/adam.ts";
import { betaSchema, lossSchema } from "../program/objective.ts";
import { threadsSchema } from "../runtime/runtime.ts";
import { warmUpSchema } from "../training/learning-rate.ts";
import { trainingLimits } from "../training/options.ts";
import { expectationOf, lookUp, showValue } from "../validation.ts";
import { isArchitectureFile, isCorruption, isFallingTopK, isSchedule, isSparsity } from "./choices.ts";
import { refuseNonsense } from "./nonsense.ts";
import { presets } from "./presets.ts";

/** One setting of a training run: its values, its default, and how it is explained. */
export interface Setting<T = unknown> {
  /** Accepts exactly the valid values; numbers carry their limits (`minValue`, `maxValue`). */
  readonly schema: z.ZodType<T>;
  readonly default: T;
  readonly help: string;
  /** The heading under which the help, the report and the page list it. */
  readonly group: "data" | "model" | "objective" | "training" | "stopping" | "evaluation" | "machine";
  /** Placeholder in the command line's help, for settings that take a value. */
  readonly value?: string;
  /** What it takes, in words, where the schema cannot tell. */
  readonly expected?: string;
}

/** A value for every setting. */
export interface Settings {
  readonly dataset: string;
  readonly imageSize: readonly number[];
  readonly validation: number | "auto";
  readonly trainingImages: number | "all";
  readonly model: string;
  readonly architecture: "dense" | "convolutional";
  readonly latentSize: number;
  readonly hidden: readonly number[];
  readonly filters: readonly number[];
  readonly decoder: "transposed" | "upsample";
  readonly activation: ActivationName;
  readonly codeActivation: ActivationName;
  readonly code: "deterministic" | "gaussian";
  readonly tiedWeights: boolean;
  readonly batchNormalization: boolean;
  readonly dropout: number;
  readonly loss: "bce" | "mse";
  readonly sparsity: string;
  readonly corruption: string;
  readonly beta: number;
  readonly binarize: boolean;
  readonly epochs: number;
  readonly batchSize: number;
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
}

export type SettingName = keyof Settings;

const sizes = (most: number): z.ZodType<readonly number[]> => z.array(whole(1, 65_536)).max(most);
const word = (isValid: (text: string) => boolean): z.ZodType<string> => z.string().refine(isValid);

/**
 * The table of settings. It alone feeds the command line, configuration files, validation, run.json and the
 * report; a setting that is not a row here does not exist.
 */
export const settingsTable: { readonly [Name in SettingName]: Setting<Settings[Name]> } = {
  dataset: {
    schema: z.string().min(1),
    default: "mnist",
    help: "data set by its name in the catalogue (hourglass data list), or the path of your own: a folder of PNG or IDX files, .npy, .npz",
    group: "data",
    value: "NAME|PATH",
    expected: "a name or a path",
  },
  imageSize: {
    schema: z.array(whole(1, 4096)).refine(({ length }) => length === 0 || length === 2),
    default: [],
    help: "height and width to scale your own images to; they must all be one size otherwise",
    group: "data",
    value: "HEIGHTxWIDTH",
    expected: "height and width, such as 28x28",
  },
  validation: {
    schema: z.union([z.literal("auto"), whole(0, 1_000_000)]),
    default: "auto",
    help: "how many training images to hold out as the validation set (the last ones; of your own data some drawn by a fixed seed); auto: a sixth, at most 10,000",
    group: "data",
    value: "N",
    expected: "auto or a whole number from 0 to 1000000",
  },
  trainingImages: {
    schema: z.union([z.literal("all"), whole(1, 10_000_000)]),
    default: "all",
    help: "how many of the images that are not held out to train on (the first ones; of your own data some drawn by a fixed seed)",
    group: "data",
    value: "N",
    expected: "all or a whole number from 1 to 10000000",
  },
  model: {
    schema: z.string().min(1),
    default: "vanilla",
    help: `preset (${Object.keys(presets).join(", ")}) or a JSON file of layers`,
    group: "model",
    value: "NAME|FILE",
    expected: "a name or a file",
  },
  architecture: {
    schema: z.enum(["dense", "convolutional"]),
    default: "dense",
    help: "family of architectures",
    group: "model",
    value: "NAME",
  },
  latentSize: {
    schema: whole(1, 4096),
    default: 32,
    help: "number of values of the latent code",
    group: "model",
    value: "N",
  },
  hidden: {
    schema: sizes(20),
    default: [],
    help: "units of the dense layers before the code, separated by commas; the decoder has them mirrored",
    group: "model",
    value: "N,...",
    expected: "whole numbers from 1 to 65536, separated by commas",
  },
  filters: {
    schema: sizes(8),
    default: [32, 64],
    help: "filters of the convolutions of a convolutional encoder, each followed by 2 x 2 max-pooling",
    group: "model",
    value: "N,...",
    expected: "whole numbers from 1 to 65536, separated by commas",
  },
  decoder: {
    schema: z.enum(["transposed", "upsample"]),
    default: "transposed",
    help: "how a convolutional decoder enlarges: transposed convolution, or nearest upsampling and convolution",
    group: "model",
    value: "NAME",
  },
  activation: {
    schema: z.enum(activationNames),
    default: "relu",
    help: "activation of hidden layers and convolutions",
    group: "model",
    value: "NAME",
  },
  codeActivation: {
    schema: z.enum(activationNames),
    default: "relu",
    help: "activation of the code; with --sparsity kl sigmoid, with topk linear unless given",
    group: "model",
    value: "NAME",
  },
  code: {
    schema: z.enum(["deterministic", "gaussian"]),
    default: "deterministic",
    help: "what the encoder gives: a code, or a normal distribution over codes (variational)",
    group: "model",
    value: "NAME",
  },
  tiedWeights: {
    schema: z.boolean(),
    default: false,
    help: "dense architecture: the decoder has the encoder's kernels, transposed, instead of its own",
    group: "model",
  },
  batchNormalization: {
    schema: z.boolean(),
    default: false,
    help: "normalise hidden layers and convolutions over the batch",
    group: "model",
  },
  dropout: {
    schema: real(0, 0.99),
    default: 0,
    help: "share of the values of dense hidden layers that are dropped while training",
    group: "model",
    value: "P",
  },
  loss: {
    schema: lossSchema,
    default: "bce",
    help: "reconstruction loss: binary cross-entropy in nats or squared error; mean over pixels, for a gaussian code their sum",
    group: "objective",
    value: "NAME",
  },
  sparsity: {
    schema: word(isSparsity),
    default: "none",
    help: "none, l1:WEIGHT (L1 norm of the code), kl:TARGET,WEIGHT (mean activity of a unit) or topk:K[,FROM] (only the K largest values of a code; while training, FROM at first)",
    group: "objective",
    value: "NAME",
    expected: "none, l1:WEIGHT, kl:TARGET,WEIGHT (0 < TARGET < 1) or topk:K[,FROM] (FROM >= K)",
  },
  corruption: {
    schema: word(isCorruption),
    default: "none",
    help: "noise on the input, the target stays clean: none, gaussian:SIGMA, masking:P or salt-pepper:P",
    group: "objective",
    value: "NAME",
    expected: "none, gaussian:SIGMA (0 to 10), masking:P or salt-pepper:P (0 to 0.99)",
  },
  beta: {
    schema: betaSchema,
    default: 1,
    help: "gaussian code: weight of the divergence from the prior",
    group: "objective",
    value: "X",
  },
  binarize: {
    schema: z.boolean(),
    default: false,
    help: "draw every pixel as black or white, with its intensity as the probability, afresh in every step",
    group: "objective",
  },
  epochs: {
    schema: trainingLimits.epochs,
    default: 50,
    help: "passes over the training images, at most",
    group: "training",
    value: "N",
  },
  batchSize: {
    schema: trainingLimits.batchSize,
    default: 256,
    help: "images a step; the last batch of an epoch may be smaller",
    group: "training",
    value: "N",
  },
  learningRate: {
    schema: trainingLimits.learningRate,
    default: 1e-3,
    help: "step size of Adam",
    group: "training",
    value: "X",
  },
  schedule: {
    schema: word(isSchedule),
    default: "constant",
    help: "learning rate over the steps: constant, cosine (to 0 at the last epoch) or step:EPOCHS,FACTOR (times FACTOR every EPOCHS)",
    group: "training",
    value: "NAME",
    expected: "constant, cosine or step:EPOCHS,FACTOR (0 < FACTOR <= 1)",
  },
  warmUp: {
    schema: warmUpSchema,
    default: 0,
    help: "epochs over which the learning rate first rises from 0",
    group: "training",
    value: "EPOCHS",
  },
  weightDecay: {
    schema: adamLimits.weightDecay,
    default: 0,
    help: "decoupled weight decay, as in AdamW",
    group: "training",
    value: "X",
  },
  clipNorm: {
    schema: adamLimits.clipNorm,
    default: 0,
    help: "largest norm of the gradient of all parameters together; 0: no limit",
    group: "training",
    value: "X",
  },
  beta1: {
    schema: adamLimits.beta1,
    default: 0.9,
    help: "Adam: decay rate of the first moment",
    group: "training",
    value: "X",
  },
  beta2: {
    schema: adamLimits.beta2,
    default: 0.999,
    help: "Adam: decay rate of the second moment",
    group: "training",
    value: "X",
  },
  epsilon: {
    schema: adamLimits.epsilon,
    default: 1e-7,
    help: "Adam: added to the root of the uncorrected second moment (epsilon-hat, as in Keras)",
    group: "training",
    value: "X",
  },
  monitor: {
    schema: z.enum(["training", "validation"]),
    default: "training",
    help: "loss that early stopping and --restore-best look at: training or validation",
    group: "stopping",
    value: "NAME",
  },
  patience: {
    schema: trainingLimits.patience,
    default: 5,
    help: "stop after this many epochs without improvement of the monitored loss; 0: never stop early",
    group: "stopping",
    value: "N",
  },
  minDelta: {
    schema: trainingLimits.minDelta,
    default: 0,
    help: "the monitored loss improves where it falls by more than this",
    group: "stopping",
    value: "X",
  },
  restoreBest: {
    schema: z.boolean(),
    default: false,
    help: "end with the weights of the epoch with the best monitored loss instead of the last",
    group: "stopping",
  },
  seed: {
    schema: seedSchema,
    default: 1,
    help: "seed of the initial weights, of the order of the images and of all noise",
    group: "training",
    value: "N",
  },
  importanceSamples: {
    schema: whole(0, mostSamples),
    default: 0,
    help: "gaussian code: samples an image of the estimated log-likelihood; 0: none. 5000 takes minutes",
    group: "evaluation",
    value: "N",
  },
  threads: {
    schema: threadsSchema,
    default: 0,
    help: "threads of the arithmetic; 0: one a core. The same seed and threads give the same bits",
    group: "machine",
    value: "N",
  },
};

export const settingNames: readonly SettingName[] = Object.keys(settingsTable) as SettingName[];

/** How the command line spells a setting: `latentSize` is `latent-size`. */
export function optionName(name: SettingName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Completes `given` with the defaults of its preset and of the table, and checks it against the table.
 * @param from where the values come from, for the message: `--config run.yaml`, `options`
 * @throws UsageError naming the setting, what was expected and what was found
 */
export function resolveSettings(
  given: Readonly<Record<string, unknown>>,
  from: string = "settings",
): Settings {
  checkArgument(nameSchema, from, "resolveSettings", "from");
  requireNames(given, from);
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) checked[name] = checkSetting(name as SettingName, value, `${from}: ${name}`);
  }
  const settings = { ...defaultsFor(checked as Partial<Settings>), ...checked } as Settings;
  refuseNonsense(settings, checked as Partial<Settings>, from);
  return settings;
}

/** @throws UsageError unless it is a record of settings by their names */
function requireNames(given: unknown, from: string): asserts given is Readonly<Record<string, unknown>> {
  if (!isRecord(given)) {
    throw new UsageError(`${from}: expected a record of settings by name, found ${showValue(given)}`);
  }
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(settingsTable, name));
  if (unknown === undefined) return;
  throw new UsageError(
    `${from}: unknown setting ${showValue(unknown)}: choose from ${settingNames.join(", ")}`,
  );
}

/**
 * Settings that were given whole, as {@link resolveSettings} returns them.
 * @throws UsageError naming the setting that is missing or wrong, and names that do not exist
 */
export function requireSettings(given: unknown, call: string): Settings {
  const from = `${call}: settings`;
  requireNames(given, from);
  const missing = settingNames.find((name) => given[name] === undefined && addedLater[name] === undefined);
  if (missing !== undefined) {
    throw new UsageError(
      `${from}: expected all settings, found none for ${missing}; complete them with resolveSettings`,
    );
  }
  return storedSettings(given, from);
}

/**
 * The values that settings have where they are not given: those of the table, under those of the preset, under what
 * other choices call for.
 * @throws UsageError on a preset that does not exist
 */
export function defaultsFor(given: Partial<Settings>): Settings {
  const { model = settingsTable.model.default } = given;
  const preset = isArchitectureFile(model) ? {} : lookUp(presets, model, "model").settings;
  const table = Object.fromEntries(settingNames.map((name) => [name, settingsTable[name].default]));
  const defaults: Settings = { ...(table as unknown as Settings), ...preset, model };
  const { sparsity, code } = { ...defaults, ...given };
  return {
    ...defaults,
    ...codeActivationFor(sparsity),
    // With every epoch the code is another one, so losses do not say when to stop.
    ...(isFallingTopK(sparsity) ? { patience: 0 } : {}),
    // Without a Gaussian code there is no likelihood to estimate.
    ...(code === "gaussian" ? {} : { importanceSamples: 0 }),
  };
}

/** Settings that runs of earlier versions lack, with the value that says what these did. */
const addedLater: Readonly<Record<string, unknown>> = { tiedWeights: false } satisfies Partial<Settings>;

/**
 * Settings as a run has stored them: checked, but neither completed by a preset nor judged again.
 * @throws UsageError naming the setting, what was expected and what was found
 */
export function storedSettings(stored: Readonly<Record<string, unknown>>, from: string): Settings {
  const complete = { ...addedLater, ...stored };
  const entries = settingNames.map((name) => [name, checkSetting(name, complete[name], `${from}: ${name}`)]);
  return Object.fromEntries(entries) as Settings;
}

/** How many of `count` training images are held out for validation. */
export function validationCount({ validation }: Pick<Settings, "validation">, count: number): number {
  return validation === "auto" ? Math.min(10_000, Math.floor(count / 6)) : validation;
}

/** The splits that settings ask for, once it is known how many images are held out. */
export function splitSizes({
  validation,
  trainingImages,
}: Pick<Settings, "trainingImages"> & { readonly validation: number }): SplitSizes {
  return trainingImages === "all" ? { validation } : { validation, train: trainingImages };
}

/** The activation that a kind of sparsity wants: a mean activity in (0, 1), or values that can be ranked. */
function codeActivationFor(sparsity: string): Partial<Settings> {
  if (sparsity.startsWith("kl:")) return { codeActivation: "sigmoid" };
  return sparsity.startsWith("topk:") ? { codeActivation: "linear" } : {};
}

/**
 * The value of one setting, checked.
 * @param where the option, or the file and name, that gave it
 * @throws UsageError saying where, what was expected and what was found
 */
export function checkSetting(name: SettingName, value: unknown, where: string): unknown {
  const { schema, expected } = settingsTable[name];
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UsageError(`${where}: expected ${expected ?? expectationOf(schema)}, found ${showValue(value)}`);
}

/** The words that a setting takes, where it takes some of a list; `undefined` for others. */
export function settingChoices(name: SettingName): readonly string[] | undefined {
  const { schema } = settingsTable[name];
  return schema instanceof z.ZodEnum ? schema.options.map(String) : undefined;
}

/** The limits of a setting that is a number, both allowed; `undefined` for others. */
export function settingLimits(
  name: SettingName,
): { readonly minimum: number; readonly maximum: number } | undefined {
  const { schema } = settingsTable[name];
  if (!(schema instanceof z.ZodNumber)) return undefined;
  return { minimum: schema.minValue ?? -Infinity, maximum: schema.maxValue ?? Infinity };
}
