import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { optimizerSentence } from "hourglass-core/internal/settings/training-options.ts";
import { counted, listed } from "hourglass-core/internal/words.ts";
import type { ComponentChildren, JSX } from "preact";
import type { DetectorSummary } from "../../detector/folder/detector-summary.ts";
import { runFiles } from "../../run/files/run-files.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { Facts } from "../components/facts.tsx";
import type { Section } from "../components/section.ts";
import { Sentences } from "../components/sentences.tsx";
import { trainCommand } from "../run/train-command.ts";
import { formatCount, formatLayer } from "../words/format.ts";
import { countedSamples, samplesOf } from "../words/sample-words.ts";
import type { DetectorInput } from "./detector-input.ts";
import { inPercent, normalClassWords } from "./detector-words.ts";
import { fitCommand } from "./fit-command.ts";
import { scoreFacts } from "./score-facts.ts";

/** How the detector was fitted, how to do it again, and how to use it. */
export const fittingSection: Section<DetectorInput> = {
  title: "How it was fitted",
  parts: (input) => [{ view: <Fitting {...input} /> }, { view: <Use {...input} /> }],
};

function Fitting({ summary, provenance }: DetectorInput): JSX.Element {
  const { model, objective, settings, dataset, environment } = summary;
  const samples = samplesOf(summary);
  const shape = shapeStored(dataset);
  return (
    <>
      <Sentences sentences={sentences(summary)} />
      <pre>
        <code>{fitCommand(summary)}</code>
      </pre>
      <Facts
        caption="The detector."
        facts={[
          ...scoreFacts(summary),
          [
            "layers",
            <ul class="layers" key="layers">
              {model.layers.map((layer) => (
                <li key={layer}>{formatLayer(layer)}</li>
              ))}
            </ul>,
          ],
          ["objective", objective],
          [
            "optimiser",
            `${optimizerSentence(settings)}; ${countedSamples(settings.batchSize, samples)} a step; at most ${counted(settings.epochs, "epoch")}`,
          ],
          [
            "settings other than the defaults of hourglass train",
            <code key="settings">{trainCommand(settings, shape).replace(/^hourglass train ?/, "")}</code>,
          ],
          ["data", `${dataset.title}, ${dataset.licence}, from ${dataset.source}`],
          ["SHA-256 of the data", <Sum key="data" sum={provenance.data} />],
          ["SHA-256 of the weights", <Sum key="weights" sum={provenance.weights} />],
          ["Hourglass", environment.hourglass],
          ["runtime", `${environment.runtime}, ${counted(environment.threads, "thread")}`],
          ["processor", environment.cpu],
          ["started", <time key="started">{summary.started}</time>],
        ]}
      />
    </>
  );
}

function Sum({ sum }: { readonly sum: string }): JSX.Element {
  return <code class="checksum">{sum}</code>;
}

function sentences(summary: DetectorSummary): readonly string[] {
  const { samples, aims, settings, choice } = summary;
  const { train, heldOut, trimmed } = samples;
  const words = samplesOf(summary);
  const { plural } = words;
  const classes = normalClassWords(summary);
  const uses = [
    ...(settings.restoreBest ? ["said which epoch to keep"] : []),
    ...(choice === undefined ? [] : ["chose the score"]),
    "set the threshold",
  ];
  return [
    ...(classes === undefined ? [] : [`Normal are the ${plural} of ${classes}; no other was used.`]),
    `The autoencoder was trained on ${countedSamples(train, words)}; ${formatCount(heldOut)} were held out, a share of ${inPercent(aims.heldOut)}, drawn by the seed.`,
    ...(aims.contamination === 0
      ? [`All of these ${plural} were taken to be normal.`]
      : [
          `${inPercent(aims.contamination)} of the ${plural} were said to be anomalies that nobody had told apart: ${formatCount(trimmed)} were left out of training and threshold, those with the largest errors in a first training.`,
        ]),
    `The held-out ${plural} ${listed(uses, "and")}; nothing was trained on them.`,
    `The threshold is the score of a held-out ${words.title}, of such a rank that new normal ${plural} raise alarms in a share of at most ${inPercent(aims.falseAlarms)} on average, whatever the distribution of scores. This holds for ${plural} that come as the held-out ones did.`,
    "The test split decided nothing.",
  ];
}

function Use({ summary }: DetectorInput): ComponentChildren {
  const shape = shapeStored(summary.dataset);
  const { title, name } = kindOfSamples(shape);
  const given = name === "row" ? "NEW.csv" : "NEW";
  return (
    <>
      <p>
        The command scores others; FOLDER is that of this page. Of each it writes the score, its percentile
        among held-out normal {samplesOf(summary).plural} and whether it raises an alarm
        {name === "row" && ", and the columns that say why"}.
      </p>
      <pre>
        <code>{`hourglass detect score FOLDER ${given} --out scores.csv`}</code>
      </pre>
      <p>
        <a href={runFiles.weights}>{runFiles.weights}</a> holds all of the detector;{" "}
        <a href={runFiles.detector}>{runFiles.detector}</a> is the same as a program of standard operators,
        which makes of each {title} its score, whether it is an alarm, the squared errors and the
        reconstruction. The numbers of this page: <a href={runFiles.summary}>{runFiles.summary}</a>,{" "}
        <a href={runFiles.metrics}>{runFiles.metrics}</a> and the files named under the figures.
      </p>
    </>
  );
}
