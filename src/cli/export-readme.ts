import { basename, isAbsolute } from "node:path";
import { codeOf } from "../model/codes/codes.ts";
import type { RunSummary } from "../run/files/summary.ts";
import { runFiles } from "../run/folder.ts";
import { visible } from "../visible.ts";
import { counted } from "../words.ts";
import { formatCount } from "./progress.ts";
import { describeMetrics } from "./tables.ts";

/** What the files of an export are, and how to use them, for people who know nothing of Hourglass. */
export function exportReadme(summary: RunSummary): string {
  const { model, dataset, epochs, environment, metrics } = summary;
  const { height, width, channels } = dataset.image;
  const imageSize = height * width * channels;
  const code = `float32 \`[N, ${model.latentSize}]\``;
  const pixels = `float32 \`[N, ${imageSize}]\``;
  const { explained } = codeOf(model).words;
  const means = explained === undefined ? "" : `, ${explained}`;
  return `# ${markdown(model.name)} autoencoder of ${markdown(dataset.title)}

An autoencoder, trained with Hourglass ${markdown(environment.hourglass)}: an encoder from images to codes of ${counted(model.latentSize, "value")}, and a
decoder from codes to images.

| file | input | output |
| --- | --- | --- |
| \`${runFiles.encoder}\` | \`images\`: ${pixels} | \`codes\`: ${code}${means} |
| \`${runFiles.decoder}\` | \`codes\`: ${code} | \`reconstructions\`: ${pixels} in [0, 1] |
| \`${runFiles.autoencoder}\` | \`images\`: ${pixels} | \`reconstructions\`: ${pixels} in [0, 1] |

N is any number of images. The files are ONNX of standard operators (operator set 17), with the weights inside.

- \`${runFiles.weights}\`: the weights as tensors by name; its metadata holds the layers and the shape of the images, so
  \`loadAutoencoder\` of the npm package hourglass-lab (not yet published) opens it alone.
- \`model.json\`: the layers.
- \`${runFiles.trainer}\`: the program that trained the model; its inputs and outputs describe themselves.

## Images

An image is a row of ${imageSize} = ${height} x ${width} x ${channels} values (height, width, channels; row-major): its bytes,
0 to 255, divided by 255. Nothing else is done to them, no mean is subtracted. Reconstructions are on the same scale.

## Training

- Data: ${markdown(dataset.title)}. Source: ${markdown(passedOn(dataset.source))}. Licence: ${markdown(dataset.licence)}.
- Objective: ${markdown(summary.objective)}.
- Epochs: ${epochs.run} (${epochs.stopped}); the weights are those of epoch ${epochs.kept}. Seed: ${summary.settings.seed}. Parameters: ${formatCount(model.parameters)}.
${metrics === undefined ? "" : errorsSection(metrics, dataset.splits)}

ONNX Runtime, which runs the files below, reports what it does to Microsoft on Linux and macOS (from version 1.29 on), unless the
environment has ORT_DISABLE_TELEMETRY=1.

## In Python

\`\`\`python
# pip install numpy onnxruntime
import numpy as np
import onnxruntime as ort

images = np.zeros((2, ${height}, ${width}, ${channels}), np.uint8)  # your images

pixels = images.reshape(len(images), ${imageSize}).astype(np.float32) / 255
(codes,) = ort.InferenceSession("${runFiles.encoder}").run(None, {"images": pixels})
(rebuilt,) = ort.InferenceSession("${runFiles.decoder}").run(None, {"codes": codes})
print(codes.shape, rebuilt.shape)
rebuilt_images = np.round(rebuilt * 255).astype(np.uint8).reshape(images.shape)
\`\`\`

## In JavaScript

\`\`\`js
// npm install onnxruntime-node; in a browser, import onnxruntime-web
import { InferenceSession, Tensor } from "onnxruntime-node";

const images = new Uint8Array(2 * ${imageSize}); // your images

const pixels = new Tensor("float32", Float32Array.from(images, (byte) => byte / 255), [2, ${imageSize}]);
const encoder = await InferenceSession.create("${runFiles.encoder}");
const { codes } = await encoder.run({ images: pixels });
const decoder = await InferenceSession.create("${runFiles.decoder}");
const { reconstructions } = await decoder.run({ codes });
console.log(codes.dims, reconstructions.dims);
\`\`\`
`;
}

/** A text as Markdown that shows it, on one line: no markup, no HTML, no formula. Underscores within words mean nothing. */
function markdown(text: string): string {
  return visible(text).replaceAll(/[\\`*[\]<>~$#]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)/g, "\\$&");
}

function errorsSection(
  metrics: NonNullable<RunSummary["metrics"]>,
  splits: RunSummary["dataset"]["splits"],
): string {
  return `
## Errors

Means over the images of each split, of pixels in [0, 1]: bce is the binary cross-entropy in nats, mean over pixels; mse
the squared error, mean over pixels; sse its sum over the pixels of an image. Only the test images decided nothing.

    ${describeMetrics(metrics, splits).replaceAll("\n", "\n    ")}`;
}

/** Of a path on this machine its last part: the rest says nothing to others, and more than they need to know. */
function passedOn(source: string): string {
  return isAbsolute(source) ? basename(source) : source;
}
