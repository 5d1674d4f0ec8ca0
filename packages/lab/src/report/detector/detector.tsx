import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { KeyFacts } from "../components/key-facts.tsx";
import { drawSections } from "../components/section.ts";
import { drawPage } from "../page/page.tsx";
import type { Report } from "../page/report.ts";
import { shown } from "../page/shown.ts";
import { formatCount, formatDuration, formatNumber } from "../words/format.ts";
import { countedSamples, samplesOf } from "../words/sample-words.ts";
import type { DetectorInput } from "./detector-input.ts";
import {
  alarmsOf,
  alarmWords,
  inPercent,
  intervalWords,
  keptScoreWords,
  normalClassWords,
} from "./detector-words.ts";
import { fittingSection } from "./fitting-section.tsx";
import { normalScoresSection } from "./normal-scores-section.tsx";
import { scoreChoiceSection } from "./score-choice-section.tsx";
import { trainingSection } from "./training-section.tsx";

/** Renders the page of a detector of anomalies, and its figures as files. Touches no file and needs no browser. */
export function renderDetector(given: DetectorInput): Report {
  const input: DetectorInput = { ...given, summary: shown(given.summary) };
  const { summary, provenance } = input;
  const { dataset, model, threshold, epochs, seconds, settings, environment } = summary;
  return drawPage({
    title: `Detector of anomalies on ${dataset.title}`,
    version: environment.hourglass,
    facts: { ...provenance },
    header: (
      <header>
        <p class="kicker">Hourglass · report of a detector</p>
        <h1>Detector of anomalies on {dataset.title}</h1>
        <Lead {...input} />
        <KeyFacts
          facts={[
            ["score", keptScoreWords(summary)],
            ["threshold", formatNumber(threshold.score)],
            ["false alarms", `${inPercent(threshold.falseAlarms)} allowed`],
            ["code", counted(model.latentSize, "value")],
            ["parameters", formatCount(model.parameters)],
            ["fitting", `${counted(epochs.run, "epoch")}, ${formatDuration(seconds)}`],
            ["seed", String(settings.seed)],
          ]}
        />
      </header>
    ),
    sections: drawSections([normalScoresSection, scoreChoiceSection, trainingSection, fittingSection], input),
  });
}

/** What it learnt of, when it raises an alarm, and how often it does. */
function Lead({ summary }: DetectorInput): JSX.Element {
  const { dataset, samples, threshold, aims } = summary;
  const { title, plural } = samplesOf(summary);
  const classes = normalClassWords(summary);
  const normal =
    aims.contamination === 0 ? { title: `normal ${title}`, plural: `normal ${plural}` } : { title, plural };
  return (
    <p class="lead">
      It has learnt of {countedSamples(samples.train, normal)} of {dataset.title}
      {classes !== undefined && ` (${classes})`} what is normal. It raises an alarm above{" "}
      {formatNumber(threshold.score)} by the score "{keptScoreWords(summary)}". Alarms were allowed for{" "}
      {inPercent(threshold.falseAlarms)} of normal {plural}; by the {formatCount(threshold.samples)} held-out
      ones, {intervalWords(threshold.interval)} raise one with 95 % confidence. {testSentence(summary)}
    </p>
  );
}

/** What it does on the test split; nothing where that is empty. */
function testSentence(summary: DetectorInput["summary"]): string {
  const { normal, anomalous } = summary.test;
  const { title, plural } = samplesOf(summary);
  const split = "On the test split, which decided nothing,";
  if (anomalous === undefined) {
    if (normal.samples === 0) return "";
    return `${split} ${alarmWords(normal, title, plural)}; which of these are normal nobody has told.`;
  }
  if (normal.samples === 0) {
    return anomalous.samples === 0
      ? ""
      : `${split} ${alarmWords(anomalous, `other ${title}`, `other ${plural}`)}.`;
  }
  const others = anomalous.samples === 0 ? "" : `, and ${alarmsOf(anomalous, "other", "others")}`;
  return `${split} ${alarmWords(normal, `normal ${title}`, `normal ${plural}`)}${others}.`;
}
