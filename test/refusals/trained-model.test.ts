import { expectedForms } from "hourglass-core/internal/kinds/word.ts";
import { corruptions } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { losses } from "hourglass-core/internal/program/losses/losses.ts";
import {
  type Autoencoder,
  buildModel,
  createAutoencoder,
  decodeAutoencoder,
  encodeSafetensors,
  evaluate,
  initialWeights,
  loadAutoencoder,
  saveAutoencoder,
  sliceImages,
} from "hourglass-lab";
import { describe } from "vitest";
import { nativeRuntime } from "../support/evaluate.ts";
import { tinyModel } from "../support/programs.ts";
import { any, refuses } from "../support/refusals.ts";
import { sampleImages } from "../support/sample-images.ts";

const runtime = await nativeRuntime();
const model = tinyModel();
const { sampleShape: imageShape } = model;
const weights = initialWeights(model, 1);
const images = { ...sampleImages(model, 30), labels: new Uint8Array(30) };
const floats = new Float32Array(images.images.length).fill(0.5);
const autoencoder = await createAutoencoder(runtime, model, weights);
const wider = buildModel("vanilla", { sampleShape: imageShape, latentSize: 5 });
const bias = "encoder.code.bias";
const vae = buildModel("variational", { sampleShape: imageShape, hidden: [4], latentSize: 2 });
const { variational: gaussian } = (await createAutoencoder(
  runtime,
  vae,
  initialWeights(vae, 1),
)) as Required<Autoencoder>;
const released = await createAutoencoder(runtime, model, weights);
await released.release();
const saved = saveAutoencoder({ model, weights });
const foreign = encodeSafetensors({
  tensors: new Map([["fc1.weight", { shape: [4, 25], data: new Float32Array(100) }]]),
  metadata: {},
});

describe("a trained model, and what makes and measures it, refuses", () => {
  refuses([
    [
      "weights that are none",
      () => createAutoencoder(runtime, model, any({})),
      "createAutoencoder: weights: expected a Map of float32 values by the names of the parameters, as fit gives, found {}",
    ],
    [
      "weights that lack a parameter",
      () => createAutoencoder(runtime, model, new Map()),
      "createAutoencoder: weights: expected 100 values of encoder.code.kernel, found nothing: they are of another model",
    ],
    [
      "weights of another model",
      () => createAutoencoder(runtime, model, initialWeights(wider, 1)),
      "createAutoencoder: weights: expected 100 values of encoder.code.kernel, found 125: they are of another model",
    ],
    [
      "weights of other numbers",
      () => createAutoencoder(runtime, model, new Map(weights).set(bias, any(new Float64Array(4)))),
      "createAutoencoder: weights: encoder.code.bias: expected a Float32Array, found Float64Array of 4; give Float32Array.from(values)",
    ],
    [
      "weights that are no numbers",
      () =>
        createAutoencoder(
          runtime,
          model,
          new Map(weights).set(bias, new Float32Array(4).fill(Number.NaN, 2)),
        ),
      "createAutoencoder: weights: encoder.code.bias[2]: expected a finite number, found NaN",
    ],
    [
      "an unknown loss",
      () => createAutoencoder(runtime, model, weights, { loss: "l2" }),
      `createAutoencoder: objective.loss: expected ${expectedForms(losses)}, found "l2"`,
    ],
    [
      "images of half a row",
      () => autoencoder.encode(new Uint8Array(30)),
      "encode: images: expected rows of 25 values, found 30 values in all",
    ],
    [
      "images in float64",
      () => autoencoder.encode(any(new Float64Array(25))),
      "encode: images: expected a Uint8Array of bytes or a Float32Array of values in [0, 1], found Float64Array of 25; give Float32Array.from(values), or bytes",
    ],
    [
      "images in a plain array",
      () => autoencoder.encode(any([0.5])),
      "encode: images: expected a Uint8Array of bytes or a Float32Array of values in [0, 1], found [0.5]; give Float32Array.from(values), or bytes",
    ],
    [
      "bytes as floats",
      () => autoencoder.encode(Float32Array.from(images.images)),
      "encode: images[0]: expected a value in [0, 1], found 13: scale the values, or give bytes as a Uint8Array",
    ],
    [
      "a float that is no number",
      () => autoencoder.reconstruct(new Float32Array(25).fill(Number.NaN, 7)),
      "reconstruct: images[7]: expected a value in [0, 1], found NaN: scale the values, or give bytes as a Uint8Array",
    ],
    [
      "an image set for its images",
      () => autoencoder.encode(any(images)),
      'encode: images: expected a Uint8Array of bytes or a Float32Array of values in [0, 1], found {"count":30,"height":5,"width":5,"channels":1,"images":"Uint8Array of 750","labe ... (103 characters); give Float32Array.from(values), or bytes',
    ],
    [
      "codes of another length",
      () => autoencoder.decode(new Float32Array(6)),
      "decode: codes: expected rows of 4 values, found 6 values in all",
    ],
    [
      "codes that are no numbers",
      () => autoencoder.decode(Float32Array.of(1, Number.NaN, 1, 1)),
      "decode: codes[1]: expected a finite number, found NaN",
    ],
    [
      "codes in a plain array",
      () => autoencoder.decode(any([1, 2, 3, 4])),
      "decode: codes: expected a Float32Array, found [1,2,3,4]; give Float32Array.from(values)",
    ],
    [
      "scores of floats",
      () => autoencoder.score(any(floats)),
      "score: images: expected bytes (a Uint8Array), found Float32Array of 750; for values from 0 to 1 give Uint8Array.from(values, (value) => Math.round(255 * value))",
    ],
    [
      "noise of an unknown kind",
      () => autoencoder.corrupt(images.images, { kind: any("salt"), level: 0.1 }),
      `corrupt: corruption.kind: expected one of ${corruptions.kinds.map(({ name }) => name).join(", ")}, found "salt"`,
    ],
    [
      "noise without a level",
      () => autoencoder.scoreCorrupted(images.images, any({ kind: "gaussian" })),
      "scoreCorrupted: corruption.level: expected a number from 0 to 20, found nothing",
    ],
    [
      "a place before the first",
      () => autoencoder.corrupt(images.images, { kind: "masking", level: 0.1 }, -1),
      "corrupt: first: expected a whole number of at least 0, found -1",
    ],
    [
      "samples of nothing",
      () => gaussian.logLikelihood(images.images, 0),
      "logLikelihood: samples: expected a whole number from 1 to 100000, found 0",
    ],
    [
      "a released autoencoder",
      () => released.encode(images.images),
      "the autoencoder was released: create it anew",
    ],
    [
      "what was released with it",
      () => released.features?.(images.images),
      "the autoencoder was released: create it anew",
    ],
    [
      "a file of another program",
      () => loadAutoencoder(runtime, foreign, { file: "torch.safetensors" }),
      "torch.safetensors does not describe its model: expected architecture and image_shape in its metadata, as saveAutoencoder writes them, found 1 tensor (fc1.weight [4, 25]); build the model yourself and give createAutoencoder the tensors, by the names of its parameters, or open the run that the file belongs to",
    ],
    [
      "a file that is none",
      () => decodeAutoencoder(new Uint8Array(3)),
      "the file is not a readable safetensors file: it has 3 bytes, fewer than its first field",
    ],
    [
      "a path for the bytes of a file",
      () => loadAutoencoder(runtime, any("deep.safetensors")),
      'loadAutoencoder: bytes: expected bytes (a Uint8Array), found "deep.safetensors"',
    ],
    [
      "a misspelt option of loading",
      () => loadAutoencoder(runtime, saved, any({ name: "mine" })),
      'loadAutoencoder: options: unknown name "name": choose from file, objective',
    ],
    [
      "a model without its weights",
      () => saveAutoencoder(any(model)),
      "saveAutoencoder: model: expected a record with name, sampleSize, latentSize, code, ..., found nothing; give what buildModel, buildArchitecture or createModel returns",
    ],
    [
      "an evaluation of nothing",
      () => evaluate(autoencoder, sliceImages(images, 0, 0)),
      "evaluate: test: expected images to evaluate the model on, found none",
    ],
    [
      "samples for the likelihood of a code that has none",
      () => evaluate(autoencoder, images, { importanceSamples: 5 }),
      "evaluate: options.importanceSamples: expected none for a deterministic code, found 5; they estimate the likelihood of a gaussian code: leave them out",
    ],
    [
      "an evaluation by an unknown error",
      () => evaluate(autoencoder, images, { rankBy: any("mae") }),
      'evaluate: options.rankBy: expected one of bce, mse, sse, found "mae"',
    ],
    [
      "an evaluation of a model alone",
      () => evaluate(any(model), images),
      "evaluate: model.encode: expected a function, found nothing; give what createAutoencoder, loadAutoencoder or openRun returns",
    ],
    [
      "an evaluation of other images",
      () => evaluate(autoencoder, { ...images, height: 1, width: 25 }),
      "evaluate: test: expected images of 5 x 5 (gray), which the model takes, found images of 1 x 25 (gray)",
    ],
    [
      "a picture of a code that is too small",
      () => evaluate(autoencoder, images, { codeShape: { rows: 1, columns: 3 } }),
      'evaluate: options.codeShape: expected from 4, the size of a code, to 1000000 cells, found {"rows":1,"columns":3}',
    ],
  ]);
});
