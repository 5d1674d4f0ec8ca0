import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import {
  activations,
  buildArchitecture,
  buildModel,
  createModel,
  dense,
  initialWeights,
  layers,
  modelParameters,
  parseArchitecture,
  resolveSettings,
  trainingOptions,
} from "hourglass-lab";
import { describe } from "vitest";
import { tinyModel } from "../support/programs.ts";
import { any, refuses } from "../support/refusals.ts";

const model = tinyModel();
const { sampleShape: imageShape } = model;

const namesOf = ({ kinds }: { readonly kinds: readonly { readonly name: string }[] }): string =>
  kinds.map(({ name }) => name).join(", ");

describe("what makes models refuses", () => {
  refuses([
    [
      "an unknown preset",
      () => buildModel(any("resnet"), { sampleShape: imageShape }),
      'unknown model "resnet": choose one of vanilla, deep, convolutional, sparse, contractive, denoising, variational, masked, vector-quantized, dictionary',
    ],
    [
      "no images",
      () => buildModel("vanilla", any({})),
      "buildModel: options.sampleShape: expected the sizes of a sample, such as height, width, channels, found nothing",
    ],
    [
      "no options",
      () => buildModel("vanilla", any(undefined)),
      "buildModel: options: expected a record with sampleShape, and settings, found nothing",
    ],
    [
      "a misspelt setting",
      () => buildModel("vanilla", any({ sampleShape: imageShape, latentsize: 8 })),
      `buildModel: unknown setting "latentsize": choose from ${settingNames.join(", ")}`,
    ],
    [
      "a setting of another kind",
      () => buildModel("vanilla", { sampleShape: imageShape, hidden: any(128) }),
      "buildModel: hidden: expected whole numbers from 1 to 65536, separated by commas, found 128",
    ],
    [
      "settings that do not go together",
      () => buildModel("vanilla", { sampleShape: imageShape, filters: [8] }),
      "buildModel: filters and decoder belong to convolutions: add architecture convolutional, or leave them out",
    ],
    [
      "a preset twice",
      () => buildModel("vanilla", any({ sampleShape: imageShape, model: "deep" })),
      'buildModel: options.model: expected no model, as the preset is one, found "deep"',
    ],
    [
      "images without a width",
      () => buildModel("vanilla", { sampleShape: any({ height: 28, channels: 1 }) }),
      "buildModel: options.sampleShape.width: expected a whole number from 1 to 65536, found nothing",
    ],
    [
      "layers that are none",
      () => buildArchitecture(any([]), imageShape),
      "buildArchitecture: architecture: expected a record with name, encoder, decoder, output, found []",
    ],
    [
      "more than a file holds",
      () => buildModel("deep", { sampleShape: imageShape, hidden: [65_536, 65_536] }),
      "a model has at most 536,870,911 parameters (2 GiB), and this one has 8,597,667,897 parameters, which would take about 687.8 GB of memory to train: give its layers fewer units",
    ],
    [
      "an architecture of a misspelt layer",
      () => parseArchitecture({ encoder: [{ type: "Dense", units: 4 }], decoder: [] }),
      `architecture: encoder, layer 1 (Dense): type: expected one of ${namesOf(layers)}, found "Dense"`,
    ],
    [
      "a layer without a size",
      () => dense("code", 25, any(undefined), "relu"),
      "dense: outputSize: expected a whole number of at least 1, found nothing",
    ],
    [
      "an unknown activation",
      () => dense("code", 25, 4, any("ReLU")),
      `dense: activation: expected one of ${namesOf(activations)}, found "ReLU"`,
    ],
    [
      "layers of one name",
      () =>
        createModel("twins", imageShape, [dense("layer", 25, 4, "relu")], [dense("layer", 4, 25, "linear")]),
      "two parameters are called layer.kernel: give one of the two layers another name",
    ],
    [
      "half a gaussian code",
      () =>
        createModel(
          "odd",
          imageShape,
          [dense("code", 25, 3, "linear")],
          [dense("output", 1, 25, "linear")],
          "gaussian",
        ),
      "layer code gives [batch, 3], but a gaussian code is as many means as log-variances: give it an even number of values",
    ],
    [
      "a layer that is none",
      () => createModel("mine", imageShape, any([{}]), []),
      "createModel: encoder[0].name: expected a text that is not empty, found nothing; give layers as dense makes them",
    ],
    [
      "a seed that is none",
      () => initialWeights(model, 1.5),
      "initialWeights: seed: expected a whole number from 0 to 4294967295, found 1.5",
    ],
    [
      "parameters of no model",
      () => modelParameters(any({ encoder: [] })),
      "modelParameters: model.decoder: expected a list, each a record with name, description, parameters, stacked, ..., found nothing; give layers as dense makes them",
    ],
    [
      "some settings for all",
      () => trainingOptions(any({ latentSize: 8 })),
      "trainingOptions: settings: expected all settings, found none for dataset; complete them with resolveSettings",
    ],
    [
      "settings that are none",
      () => resolveSettings(any("vanilla"), "mine"),
      'mine: expected a record of settings by name, found "vanilla"',
    ],
    [
      "an unknown setting",
      () => resolveSettings(any({ latentsize: 8 }), "mine"),
      `mine: unknown setting "latentsize": choose from ${settingNames.join(", ")}`,
    ],
  ]);
});
