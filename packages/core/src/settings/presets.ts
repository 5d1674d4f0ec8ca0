import type { PresetName, Settings } from "./settings.ts";

/** A classic autoencoder: its row in the table of the four choices, as settings that differ from the defaults. */
export interface Preset {
  readonly help: string;
  readonly settings: Partial<Settings>;
}

/** The classic autoencoders by name. Whatever a preset says may be said otherwise: it only has other defaults. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  vanilla: {
    help: "one hidden layer, the code",
    settings: {},
  },
  deep: {
    help: "several hidden layers, mirrored, and a linear code",
    settings: { hidden: [512, 256], codeActivation: "linear" },
  },
  convolutional: {
    help: "convolutions with max-pooling, a dense linear code, transposed convolutions",
    settings: { architecture: "convolutional", codeActivation: "linear" },
  },
  sparse: {
    help: "one hidden layer, the code, with a penalty on its activity",
    settings: { penalty: "l1:1e-4" },
  },
  contractive: {
    help: "one hidden layer, the code, with a penalty on how much it changes with the image",
    settings: { penalty: "contractive:1e-4", codeActivation: "sigmoid", tiedWeights: true },
  },
  denoising: {
    help: "one hidden layer, the code; restores clean images from noisy ones",
    settings: { corruption: "gaussian:0.5" },
  },
  variational: {
    help: "a normal distribution over codes, which can be sampled: 784-200-200-50 on binarised images",
    settings: {
      hidden: [200, 200],
      latentSize: 50,
      activation: "tanh",
      code: "gaussian",
      binarize: true,
      importanceSamples: 100,
    },
  },
  conditional: {
    help: "the variational one told the class: draws an image of a class, and gives one the class of another in its own style",
    settings: {
      hidden: [200, 200],
      latentSize: 50,
      activation: "tanh",
      code: "gaussian",
      conditionClasses: 10,
      binarize: true,
      importanceSamples: 100,
    },
  },
  masked: {
    help: "several hidden layers; rebuilds the squares of an image that it does not see, by those that it does",
    settings: {
      hidden: [512, 256],
      codeActivation: "linear",
      latentSize: 64,
      corruption: "patches:4,0.5",
      lossOn: "hidden",
    },
  },
  "vector-quantized": {
    help: "convolutions; at each of 7 x 7 places the code is one of the entries of a codebook",
    settings: {
      architecture: "convolutional",
      code: "vector-quantized",
      codebook: "average:128,16",
      latentSize: 784,
      beta: 0.25,
    },
  },
  dictionary: {
    help: "a sparse autoencoder: each image is the sum of 32 of 1024 atoms",
    settings: {
      code: "dictionary",
      selection: "top-k:32",
      latentSize: 1024,
      outputActivation: "linear",
      loss: "mse",
      learningRate: 2e-3,
    },
  },
};

export const presetNames: readonly PresetName[] = Object.keys(presets) as PresetName[];

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}
