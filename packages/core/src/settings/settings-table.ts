// One file, above 300 lines, since it is one table.
import * as z from "zod";
import { real, seedSchema, whole } from "../arguments.ts";
import { sampleKinds } from "../data/samples/sample-kinds.ts";
import { mostSamples } from "../inference/variational.ts";
import { nameOf } from "../kinds/schema.ts";
import { activationSchema } from "../model/activation.ts";
import { classCountSchema } from "../model/class-count.ts";
import { codebooks, defaultCodebook } from "../model/codebooks/codebooks.ts";
import { codes, defaultCode } from "../model/codes/codes.ts";
import { defaultInitializer, initializers } from "../model/initializers/initializers.ts";
import { defaultOutput, outputs } from "../model/outputs/outputs.ts";
import { defaultSelection, selections } from "../model/selections/selections.ts";
import { augmentations } from "../program/augmentations/augmentations.ts";
import { corruptions } from "../program/corruptions/corruptions.ts";
import { losses } from "../program/losses/losses.ts";
import { betaSchema, boundSamplesSchema } from "../program/objective.ts";
import { adamLimits } from "../program/optimizers/adam.ts";
import { commonLimits } from "../program/optimizers/optimizer-kind.ts";
import { optimizers } from "../program/optimizers/optimizers.ts";
import { penalties } from "../program/penalties/penalties.ts";
import { deviceChoiceSchema } from "../runtime/device.ts";
import { threadsSchema } from "../runtime/runtime.ts";
import { trainingLimits } from "../training/options.ts";
import { pretrainings } from "../training/pretraining/pretrainings.ts";
import { schedules, warmUpSchema } from "../training/schedules/schedules.ts";
import { listed } from "../words.ts";
import { presetNames } from "./presets.ts";
import { choice, ownSetting, type Setting } from "./setting.ts";
import type { SettingName, Settings } from "./settings.ts";

const sizes = (most: number): z.ZodType<readonly number[]> => z.array(whole(1, 65_536)).max(most);

const sampleNames = (): string =>
  listed(
    sampleKinds.kinds.map(({ name }) => name),
    "or",
  );

/**
 * The table of settings: options of the command line, names in files, the form of the page, limits and help follow from it.
 */
export const settingsTable: { readonly [Name in SettingName]: Setting<Settings[Name]> } = {
  dataset: {
    schema: z.string().min(1),
    default: "mnist",
    help: "data set by its name in the catalogue (hourglass data list), or the path of your own",
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
  samples: {
    schema: z.union([z.literal("auto"), nameOf(sampleKinds)]),
    default: "auto",
    before: "auto",
    get help() {
      return `what the samples of your own arrays are: ${sampleNames()}; auto: rows where an array has floats of two axes, images otherwise`;
    },
    group: "data",
    value: "KIND",
    get expected() {
      return `auto, ${sampleNames()}`;
    },
  },
  labels: {
    schema: z.string(),
    default: "",
    before: "",
    help: "CSV file of the classes of your own data, with the header file,label (as the files lie in the folder) or index,label (rows from 0, those of a training part first)",
    group: "data",
    value: "FILE",
    expected: "the path of a CSV file",
  },
  columns: {
    schema: z.string(),
    default: "",
    before: "",
    help: "YAML or JSON file that says what columns of your own table are, such as colour: words or id: drop; the rest is found by looking at their cells",
    group: "data",
    value: "FILE",
    expected: "the path of a YAML or JSON file",
  },
  labelColumn: {
    schema: z.string(),
    default: "",
    before: "",
    help: "column of your own table that names the class of each row; no model sees it",
    group: "data",
    value: "NAME",
    expected: "the name of a column",
  },
  drop: {
    schema: z.string(),
    default: "",
    before: "",
    help: "columns of your own table to leave out, separated by commas",
    group: "data",
    value: "NAME,...",
    expected: "the names of columns, separated by commas",
  },
  missing: {
    schema: z.enum(["allow", "refuse"]),
    default: "allow",
    before: "allow",
    help: "what to do about cells of your own table that are missing: allow them, of which a model is told, or refuse them",
    group: "data",
    value: "WORD",
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
  trainOn: {
    schema: z.enum(["training", "all"]),
    default: "training",
    before: "training",
    help: "images that the autoencoder sees: those of the training part, or all, the test images too, as published clusterings of a whole set do; measures keep to the parts",
    group: "data",
    value: "PART",
  },
  model: {
    // Which presets there are is asked when settings are completed: a stored run may name one of another version.
    schema: z.string().min(1) as unknown as z.ZodType<Settings["model"]>,
    default: "vanilla",
    help: `preset (${presetNames.join(", ")}) or a JSON file of layers`,
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
    schema: activationSchema,
    default: "relu",
    help: "activation of hidden layers and convolutions",
    group: "model",
    value: "NAME",
  },
  codeActivation: {
    schema: activationSchema,
    default: "relu",
    help: "activation of the code; some penalties call for another unless it is given",
    group: "model",
    value: "NAME",
  },
  code: choice(codes, {
    default: defaultCode,
    help: "what the encoder gives",
    group: "model",
  }),
  codebook: ownSetting(
    codes,
    "codebook",
    choice(codebooks, {
      default: defaultCodebook,
      before: defaultCodebook,
      help: "entries that the code chooses from, and how they learn",
      group: "model",
    }),
  ),
  conditionClasses: ownSetting(codes, "conditionClasses", {
    schema: z.union([z.literal(0), classCountSchema]),
    default: 0,
    before: 0,
    help: "classes that both halves are told of, the label of each sample one-hot beside what they see (conditional); 0: none",
    group: "model",
    value: "N",
    expected: "0 or a whole number from 2 to 256",
  }),
  selection: ownSetting(
    codes,
    "selection",
    choice(selections, {
      default: defaultSelection,
      before: defaultSelection,
      help: "units of the dictionary that are active",
      group: "model",
    }),
  ),
  outputActivation: choice(outputs, {
    default: defaultOutput,
    before: defaultOutput,
    help: "what makes the reconstruction of what the last layer gives",
    group: "model",
  }),
  tiedWeights: {
    schema: z.boolean(),
    default: false,
    before: false,
    help: "dense architecture: the decoder has the encoder's kernels, transposed, instead of its own",
    group: "model",
  },
  initializer: choice(initializers, {
    default: defaultInitializer,
    before: defaultInitializer,
    help: "how the kernels of layers start; biases start at 0",
    group: "model",
  }),
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
  loss: choice(losses, {
    default: "bce",
    get help() {
      const summed = codes.kinds.filter(({ reduction }) => reduction === "sum");
      return `reconstruction loss, mean over pixels, for a ${summed.map(({ name }) => name).join(" or ")} code their sum`;
    },
    group: "objective",
  }),
  penalty: choice(penalties, {
    default: "none",
    none: true,
    several: true,
    help: "what is asked of the code beside its reconstruction",
    group: "objective",
    alias: "sparsity",
  }),
  augmentation: choice(augmentations, {
    default: "none",
    before: "none",
    none: true,
    several: true,
    help: "how training images are changed at random in every step; what is rebuilt is the changed image",
    group: "objective",
  }),
  corruption: choice(corruptions, {
    default: "none",
    none: true,
    help: "noise on the input, the target stays clean",
    group: "objective",
  }),
  lossOn: {
    schema: z.enum(["all", "hidden"]),
    default: "all",
    before: "all",
    help: "values that the reconstruction loss counts: all of them, or those that the corruption hides",
    group: "objective",
    value: "NAME",
  },
  beta: ownSetting(codes, "beta", {
    schema: betaSchema,
    default: 1,
    help: "weight of the divergence from the prior",
    group: "objective",
    value: "X",
  }),
  boundSamples: ownSetting(codes, "boundSamples", {
    schema: boundSamplesSchema,
    default: 1,
    before: 1,
    help: "codes of each image in the bound that is maximised; above 1 it is importance-weighted (IWAE)",
    group: "objective",
    value: "N",
  }),
  binarize: {
    schema: z.boolean(),
    default: false,
    help: "draw every pixel as black or white, with its intensity as the probability, afresh in every step",
    group: "objective",
  },
  pretrain: choice(pretrainings, {
    default: "none",
    before: "none",
    none: true,
    help: "how initial weights are learnt before the whole is trained",
    group: "training",
  }),
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
  optimizer: choice(optimizers, {
    default: "adam",
    before: "adam",
    help: "how gradients move the weights",
    group: "training",
  }),
  learningRate: {
    schema: trainingLimits.learningRate,
    default: 1e-3,
    help: "step size of the optimiser",
    group: "training",
    value: "X",
  },
  schedule: choice(schedules, {
    default: "constant",
    help: "learning rate over the steps",
    group: "training",
  }),
  warmUp: {
    schema: warmUpSchema,
    default: 0,
    help: "epochs over which the learning rate first rises from 0",
    group: "training",
    value: "EPOCHS",
  },
  weightDecay: {
    schema: commonLimits.weightDecay,
    default: 0,
    help: "decoupled weight decay, as in AdamW",
    group: "training",
    value: "X",
  },
  clipNorm: {
    schema: commonLimits.clipNorm,
    default: 0,
    help: "largest norm of the gradient of all parameters together; 0: no limit",
    group: "training",
    value: "X",
  },
  beta1: ownSetting(optimizers, "beta1", {
    schema: adamLimits.beta1,
    default: 0.9,
    help: "decay rate of the first moment",
    group: "training",
    value: "X",
  }),
  beta2: ownSetting(optimizers, "beta2", {
    schema: adamLimits.beta2,
    default: 0.999,
    help: "decay rate of the second moment",
    group: "training",
    value: "X",
  }),
  epsilon: ownSetting(optimizers, "epsilon", {
    schema: adamLimits.epsilon,
    default: 1e-7,
    help: "added to the root of the uncorrected second moment (epsilon-hat, as in Keras)",
    group: "training",
    value: "X",
  }),
  monitor: {
    schema: z.enum(["training", "validation"]),
    default: "training",
    help: "loss that early stopping and --restore-best look at",
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
  importanceSamples: ownSetting(codes, "importanceSamples", {
    schema: whole(0, mostSamples),
    default: 0,
    help: "samples an image of the estimated log-likelihood; 0: none. 5000 takes minutes",
    group: "evaluation",
    value: "N",
  }),
  threads: {
    schema: threadsSchema,
    default: 0,
    help: "threads of the arithmetic; 0: one a core. The same seed and threads give the same bits",
    group: "machine",
    value: "N",
  },
  device: {
    schema: deviceChoiceSchema,
    default: "cpu",
    before: "cpu",
    help: "what does the arithmetic: the processor, a graphics processor (webgpu), the processor through WebAssembly (wasm), or whichever of processor and WebGPU trains a few steps faster (auto). A run keeps its device when it is resumed",
    group: "machine",
    value: "NAME",
  },
};

export const settingNames: readonly SettingName[] = Object.keys(settingsTable) as SettingName[];

/** The setting of a name, or of one that it had before; `undefined` where there is none. */
export function settingNamed(name: string): SettingName | undefined {
  if (Object.hasOwn(settingsTable, name)) return name as SettingName;
  return settingNames.find((one) => settingsTable[one].alias === name);
}

/** How the command line spells a setting: `latentSize` is `latent-size`. */
export function optionName(name: SettingName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The words that a setting takes, where it takes some of a list; `undefined` for others. */
export function settingChoices(name: SettingName): readonly string[] | undefined {
  const given: z.ZodType = settingsTable[name].schema;
  const schema = given.meta()?.current?.() ?? given;
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
