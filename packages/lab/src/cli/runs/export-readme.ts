import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { counted, withArticle } from "hourglass-core/internal/words.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { runFiles } from "../../run/folder.ts";
import { formatCount } from "../terminal/progress.ts";
import {
  dataLine,
  floatWords,
  javascriptStart,
  markdown,
  pythonRebuilt,
  pythonStart,
  reconstructionWords,
  runtimeNotice,
  samplesSection,
} from "./readme-parts.ts";
import { describeMetrics } from "./tables.ts";
import { toldNames } from "./told-classes.ts";

/** What the files of an export are, and how to use them, for people who know nothing of Hourglass. */
export function exportReadme(summary: RunSummary): string {
  const { model, dataset, epochs, environment, metrics } = summary;
  const shape = shapeStored(dataset);
  const { plural, title } = kindOfSamples(shape);
  const code = `float32 \`[N, ${model.latentSize}]\``;
  const given = `float32 \`[N, ${sampleSize(shape)}]\``;
  const rebuilt = floatWords(shape);
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

${samplesSection(shape)}

${reconstructionWords(shape)}

## Training

${dataLine(dataset)}
- Objective: ${markdown(summary.objective)}.
- Epochs: ${epochs.run} (${epochs.stopped}); the weights are those of epoch ${epochs.kept}. Seed: ${summary.settings.seed}. Parameters: ${formatCount(model.parameters)}.
${metrics === undefined ? "" : errorsSection(metrics, dataset)}

${runtimeNotice}

## In Python

\`\`\`python
${pythonStart(shape)}
${told === undefined ? "" : `labels = np.zeros(len(${plural}), np.int32)  # their classes\n`}(codes,) = ort.InferenceSession("${runFiles.encoder}").run(None, {"${plural}": given${told === undefined ? "" : ', "labels": labels'}})
(rebuilt,) = ort.InferenceSession("${runFiles.decoder}").run(None, {"codes": codes${told === undefined ? "" : ', "labels": labels'}})
print(codes.shape, rebuilt.shape)
${pythonRebuilt(shape)}
\`\`\`

## In JavaScript

\`\`\`js
${javascriptStart(shape)}
const encoder = await InferenceSession.create("${runFiles.encoder}");
${told === undefined ? "" : 'const labels = new Tensor("int32", new Int32Array(2), [2]); // their classes\n'}const { codes } = await encoder.run({ ${plural}: given${told === undefined ? "" : ", labels"} });
const decoder = await InferenceSession.create("${runFiles.decoder}");
const { reconstructions } = await decoder.run({ codes${told === undefined ? "" : ", labels"} });
console.log(codes.dims, reconstructions.dims);
\`\`\`
`;
}

function labelsSection(names: readonly string[], title: string): string {
  const numbers = names.map((name, label) => `${label} is ${markdown(name)}`).join(", ");
  return `
\`labels\` is the class of each ${title}, by its number: ${numbers}. The decoder may be told another class than the encoder was: it
gives what has the style of the one and the class of the other. For something new, decode values of the standard normal distribution.
`;
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
