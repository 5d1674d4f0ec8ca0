import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { axesOf, sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { ClassifierSummary } from "../../classify/classifier-summary.ts";
import { classifierWords, namesOfClasses } from "../../classify/classifier-words.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { runFiles } from "../../run/folder.ts";
import { markdown, passedOn } from "./export-readme.ts";

/** What the files of an exported classifier are, and how to use them, for people who know nothing of Hourglass. */
export function classifierReadme(summary: ClassifierSummary): string {
  const { dataset, environment, model } = summary;
  const shape = shapeStored(dataset);
  const { plural, bounded } = kindOfSamples(shape);
  const size = sampleSize(shape);
  const sizes = axesOf(shape);
  return `# Classifier of ${markdown(dataset.title)}

Trained with Hourglass ${markdown(environment.hourglass)}: ${markdown(classifierWords(summary))}.

| file | input | output |
| --- | --- | --- |
| \`${runFiles.classifier}\` | \`${plural}\`: float32 \`[N, ${size}]\`${bounded ? " in [0, 1]" : ""} | \`probabilities\`: float32 \`[N, ${model.classes}]\` |

N is any number of ${plural}; a row of ${size} = ${sizes.join(" x ")} values is one of them, row-major${
    bounded ? ", its bytes divided by 255" : ", in the units of the data"
  }. Classes, in the order of the probabilities: ${namesOfClasses(summary).map(markdown).join(", ")}.

- \`${runFiles.weights}\`: the weights as tensors by name.
- \`${runFiles.trainer}\`: the program that trained it; its inputs and outputs describe themselves.
- Data: ${markdown(dataset.title)}. Source: ${markdown(passedOn(dataset.source))}. Licence: ${markdown(dataset.licence)}.
- Objective: ${markdown(summary.objective)}.

ONNX Runtime, which runs the file below, reports what it does to Microsoft on Linux and macOS (from version 1.29 on), unless the
environment has ORT_DISABLE_TELEMETRY=1.

\`\`\`python
# pip install numpy onnxruntime
import numpy as np
import onnxruntime as ort

${plural} = np.zeros((2, ${sizes.join(", ")}), np.${bounded ? "uint8" : "float32"})  # your ${plural}

given = ${plural}.reshape(len(${plural}), ${size})${bounded ? ".astype(np.float32) / 255" : ""}
(probabilities,) = ort.InferenceSession("${runFiles.classifier}").run(None, {"${plural}": given})
print(probabilities.argmax(axis=1))
\`\`\`
`;
}
