import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { detectorScores } from "../../detector/detector-scores.ts";
import type { Alarms, DetectorSummary } from "../../detector/folder/detector-summary.ts";
import { shareWords } from "../../detector/threshold.ts";
import {
  alarmWords,
  heldOutWords,
  intervalWords,
  keptScoreWords,
  wordsFor,
} from "../../report/detector/detector-words.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
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

/** What the files of an exported detector are, and how to use them, for people who know nothing of Hourglass. */
export function detectorReadme(summary: DetectorSummary): string {
  const { dataset, environment, model, score, threshold, settings, epochs, samples } = summary;
  const shape = shapeStored(dataset);
  const { plural, title, value } = kindOfSamples(shape);
  const { definition } = detectorScores.of(score);
  const size = sampleSize(shape);
  return `# Detector of anomalies of ${markdown(dataset.title)}

Fitted with Hourglass ${markdown(environment.hourglass)} to normal ${plural}: a ${markdown(model.name)} autoencoder of them, a score that says how strange
${plural} are, and a threshold above which one raises an alarm.

| file | input | outputs |
| --- | --- | --- |
| \`${runFiles.detector}\` | \`${plural}\`: ${floatWords(shape)} | \`score\`: float32 \`[N]\`; \`alarm\`: bool \`[N]\`; \`errors\`: float32 \`[N, ${size}]\`; \`reconstructions\`: ${floatWords(shape)} |

N is any number of ${plural}. The file is ONNX of standard operators (operator set 17), with the weights inside.

- \`score\` (${keptScoreWords(summary)}): the higher, the stranger the ${title}. ${wordsFor(summary)(definition)}
- \`alarm\`: whether the score is above ${threshold.score.toPrecision(6)}. This threshold was set by ${heldOutWords(summary)}, for false alarms
  of ${shareWords(threshold.falseAlarms)} of normal ${plural}; as far as these tell, their share is ${intervalWords(threshold.interval)} (95 % interval).
- \`errors\`: squared errors of each ${value.one}: where a ${title} is strange.
- \`reconstructions\`: what the autoencoder makes of the ${plural}.
- \`${runFiles.weights}\`: all of it as tensors by name, which \`Detector.load\` of the npm package hourglass-lab (not yet published) opens alone;
  among them the scores of the held-out normal ${plural} (\`detector.normal_scores\`), by which a score becomes a percentile.

${samplesSection(shape)}

${reconstructionWords(shape)}

## Fitting

${dataLine(dataset)}
- Normal ${plural}: ${formatCount(samples.train)} to learn of, ${formatCount(samples.heldOut)} held out${samples.trimmed === 0 ? "" : `, ${formatCount(samples.trimmed)} left out as the strangest`}.
- Objective: ${markdown(summary.objective)}.
- Epochs: ${epochs.run}; the weights are those of epoch ${epochs.kept}. Seed: ${settings.seed}. Parameters: ${formatCount(model.parameters)}.${testLines(summary)}

${runtimeNotice}

## In Python

\`\`\`python
${pythonStart(shape)}
session = ort.InferenceSession("${runFiles.detector}")
outputs = ["score", "alarm", "errors", "reconstructions"]
score, alarm, errors, rebuilt = session.run(outputs, {"${plural}": given})
print(score, alarm)
where_strange = errors.reshape(${plural}.shape)
${pythonRebuilt(shape)}
\`\`\`

## In JavaScript

\`\`\`js
${javascriptStart(shape)}
const detector = await InferenceSession.create("${runFiles.detector}");
const { score, alarm, errors, reconstructions } = await detector.run({ ${plural}: given });
console.log(score.data, alarm.data);
console.log(errors.dims, reconstructions.dims);
\`\`\`
`;
}

/** What it does on the test split, which decided nothing: entries of a list. */
function testLines({ dataset, score, test }: DetectorSummary): string {
  const { title, plural } = kindOfSamples(shapeStored(dataset));
  const { normal, anomalous, areas } = test;
  const area = areas?.[score];
  const said = (of: Alarms, which: string): readonly string[] =>
    of.samples === 0 ? [] : [`${alarmWords(of, `${which}${title}`, `${which}${plural}`)}.`];
  const lines = [
    ...said(normal, anomalous === undefined ? "" : "normal "),
    ...(anomalous === undefined ? [] : said(anomalous, "other ")),
    ...(area === undefined ? [] : [`Area under the ROC curve: ${area.toFixed(4)}.`]),
  ];
  const told = lines.map((line) => `\n- ${line}`);
  return told.length === 0 ? "" : `\n\nOn the test split, which decided nothing:\n${told.join("")}`;
}
