import { basename, isAbsolute } from "node:path";
import { columnMeanings, type Table } from "hourglass-core/internal/data/columns/columns.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { axesOf, type SampleShape, sampleSize, tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { visible } from "hourglass-core/internal/visible.ts";
import { capitalise, counted, withArticle } from "hourglass-core/internal/words.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { runFiles } from "../../run/folder.ts";
import { formatCount } from "../terminal/progress.ts";
import { describeMetrics } from "./tables.ts";
import { toldNames } from "./told-classes.ts";

/** What the files of an export are, and how to use them, for people who know nothing of Hourglass. */
export function exportReadme(summary: RunSummary): string {
  const { model, dataset, epochs, environment, metrics } = summary;
  const shape = shapeStored(dataset);
  const { plural, title, bounded } = kindOfSamples(shape);
  const size = sampleSize(shape);
  const sizes = axesOf(shape);
  const code = `float32 \`[N, ${model.latentSize}]\``;
  const given = `float32 \`[N, ${size}]\``;
  const rebuilt = bounded ? `${given} in [0, 1]` : given;
  const { explained } = codeOf(model).words;
  const means = explained === undefined ? "" : `, ${explained}`;
  const told = toldNames(summary);
  const labels = told === undefined ? "" : ", `labels`: int32 `[N]`";
  return `# ${markdown(model.name)} autoencoder of ${markdown(dataset.title)}

An autoencoder, trained with Hourglass ${markdown(environment.hourglass)}: an encoder from ${plural} to codes of ${counted(model.latentSize, "value")}, and a
decoder from codes to ${plural}.

| file | input | output |
| --- | --- | --- |
| \`${runFiles.encoder}\` | \`${plural}\`: ${given}${labels} | \`codes\`: ${code}${means} |
| \`${runFiles.decoder}\` | \`codes\`: ${code}${labels} | \`reconstructions\`: ${rebuilt} |
| \`${runFiles.autoencoder}\` | \`${plural}\`: ${given}${labels} | \`reconstructions\`: ${rebuilt} |

N is any number of ${plural}. The files are ONNX of standard operators (operator set 17), with the weights inside.
${told === undefined ? "" : labelsSection(told, title)}
- \`${runFiles.weights}\`: the weights as tensors by name; its metadata holds the layers and the shape of the ${plural}, so
  \`loadAutoencoder\` of the npm package hourglass-lab (not yet published) opens it alone.
- \`model.json\`: the layers.
- \`${runFiles.trainer}\`: the program that trained the model; its inputs and outputs describe themselves.

## ${capitalise(plural)}

${capitalise(withArticle(title))} is a row of ${size} = ${sizes.join(" x ")} values (${axisNames(shape)}; row-major)${
    bounded
      ? `: its bytes,
0 to 255, divided by 255. Nothing else is done to them, no mean is subtracted. Reconstructions are on the same scale.`
      : `
in the units of the data. The programs standardise them themselves, by the mean and the deviation of the training split
(\`samples.mean\` and \`samples.deviation\` of the weights), and give reconstructions in the units of the data.`
  }${columnsSection(tableOf(shape))}

## Training

- Data: ${markdown(dataset.title)}. Source: ${markdown(passedOn(dataset.source))}. Licence: ${markdown(dataset.licence)}.
- Objective: ${markdown(summary.objective)}.
- Epochs: ${epochs.run} (${epochs.stopped}); the weights are those of epoch ${epochs.kept}. Seed: ${summary.settings.seed}. Parameters: ${formatCount(model.parameters)}.
${metrics === undefined ? "" : errorsSection(metrics, dataset)}

ONNX Runtime, which runs the files below, reports what it does to Microsoft on Linux and macOS (from version 1.29 on), unless the
environment has ORT_DISABLE_TELEMETRY=1.

## In Python

\`\`\`python
# pip install numpy onnxruntime
import numpy as np
import onnxruntime as ort

${plural} = np.zeros((2, ${sizes.join(", ")}), np.${bounded ? "uint8" : "float32"})  # your ${plural}

given = ${plural}.reshape(len(${plural}), ${size})${bounded ? ".astype(np.float32) / 255" : ""}
${told === undefined ? "" : `labels = np.zeros(len(${plural}), np.int32)  # their classes\n`}(codes,) = ort.InferenceSession("${runFiles.encoder}").run(None, {"${plural}": given${told === undefined ? "" : ', "labels": labels'}})
(rebuilt,) = ort.InferenceSession("${runFiles.decoder}").run(None, {"codes": codes${told === undefined ? "" : ', "labels": labels'}})
print(codes.shape, rebuilt.shape)
rebuilt_${plural} = ${bounded ? "np.round(rebuilt * 255).astype(np.uint8)" : "rebuilt"}.reshape(${plural}.shape)
\`\`\`

## In JavaScript

\`\`\`js
// npm install onnxruntime-node; in a browser, import onnxruntime-web
import { InferenceSession, Tensor } from "onnxruntime-node";

const ${plural} = new ${bounded ? "Uint8Array" : "Float32Array"}(2 * ${size}); // your ${plural}

const given = new Tensor("float32", ${bounded ? `Float32Array.from(${plural}, (byte) => byte / 255)` : plural}, [2, ${size}]);
const encoder = await InferenceSession.create("${runFiles.encoder}");
${told === undefined ? "" : 'const labels = new Tensor("int32", new Int32Array(2), [2]); // their classes\n'}const { codes } = await encoder.run({ ${plural}: given${told === undefined ? "" : ", labels"} });
const decoder = await InferenceSession.create("${runFiles.decoder}");
const { reconstructions } = await decoder.run({ codes${told === undefined ? "" : ", labels"} });
console.log(codes.dims, reconstructions.dims);
\`\`\`
`;
}

/** What the values of a row of a table are. */
function columnsSection(table: Table | undefined): string {
  if (table === undefined) return "";
  const words =
    "Of a column of words a reconstruction has the most probable one. What is missing comes back as what the model expects.";
  const lines = columnMeanings(table).map((meaning, place) => `${place + 1}. ${markdown(meaning)}`);
  return `\n\nThe values of a row, in order:\n\n${lines.join("\n")}\n\n${words}`;
}

function labelsSection(names: readonly string[], title: string): string {
  const numbers = names.map((name, label) => `${label} is ${markdown(name)}`).join(", ");
  return `
\`labels\` is the class of each ${title}, by its number: ${numbers}. The decoder may be told another class than the encoder was: it
gives what has the style of the one and the class of the other. For something new, decode values of the standard normal distribution.
`;
}

/** A text as Markdown that shows it, on one line: no markup, no HTML, no formula. Underscores within words mean nothing. */
export function markdown(text: string): string {
  return visible(text).replaceAll(/[\\`*[\]<>~$#]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)/g, "\\$&");
}

function errorsSection(metrics: NonNullable<RunSummary["metrics"]>, dataset: RunSummary["dataset"]): string {
  const { title, plural, value, bounded } = kindOfSamples(shapeStored(dataset));
  const of = bounded
    ? "of pixels in [0, 1]: bce is the binary cross-entropy in nats, mean over pixels; mse"
    : "standardised: mse is";
  return `
## Errors

Means over the ${plural} of each split, ${of}
the squared error, mean over ${value.many}; sse its sum over the ${value.many} of ${withArticle(title)}. Only the test ${plural} decided nothing.

    ${describeMetrics(metrics, dataset).replaceAll("\n", "\n    ")}`;
}

/** `height, width, channels` */
function axisNames(shape: SampleShape): string {
  return Object.keys(kindOfSamples(shape).fields).join(", ");
}

/** Of a path on this machine its last part: the rest says nothing to others, and more than they need to know. */
export function passedOn(source: string): string {
  return isAbsolute(source) ? basename(source) : source;
}
