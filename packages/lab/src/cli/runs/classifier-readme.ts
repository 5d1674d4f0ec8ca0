import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { ClassifierSummary } from "../../classify/classifier-summary.ts";
import { classifierWords, namesOfClasses } from "../../classify/classifier-words.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { runFiles } from "../../run/folder.ts";
import {
  dataLine,
  floatWords,
  markdown,
  pythonStart,
  runtimeNotice,
  samplesSection,
} from "./readme-parts.ts";

/** What the files of an exported classifier are, and how to use them, for people who know nothing of Hourglass. */
export function classifierReadme(summary: ClassifierSummary): string {
  const { dataset, environment, model } = summary;
  const shape = shapeStored(dataset);
  const { plural } = kindOfSamples(shape);
  return `# Classifier of ${markdown(dataset.title)}

Trained with Hourglass ${markdown(environment.hourglass)}: ${markdown(classifierWords(summary))}.

| file | input | output |
| --- | --- | --- |
| \`${runFiles.classifier}\` | \`${plural}\`: ${floatWords(shape)} | \`probabilities\`: float32 \`[N, ${model.classes}]\` |

N is any number of ${plural}. Classes, in the order of the probabilities: ${namesOfClasses(summary).map(markdown).join(", ")}.

- \`${runFiles.weights}\`: the weights as tensors by name.
- \`${runFiles.trainer}\`: the program that trained it; its inputs and outputs describe themselves.
${dataLine(dataset)}
- Objective: ${markdown(summary.objective)}.

${samplesSection(shape)}

## In Python

${runtimeNotice}

\`\`\`python
${pythonStart(shape)}
(probabilities,) = ort.InferenceSession("${runFiles.classifier}").run(None, {"${plural}": given})
print(probabilities.argmax(axis=1))
\`\`\`
`;
}
