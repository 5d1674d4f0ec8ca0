import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import type { Alarms } from "../../detector/folder/detector-summary.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { KeyFacts } from "../components/key-facts.tsx";
import { drawSections } from "../components/section.ts";
import { drawPage } from "../page/page.tsx";
import type { Report } from "../page/report.ts";
import { shown } from "../page/shown.ts";
import { formatCount, formatNumber } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";
import type { ScoresInput } from "./detector-input.ts";
import { alarmShare, alarmsOf, inPercent, intervalWords, keptScoreWords } from "./detector-words.ts";
import { distributionSection } from "./distribution-section.tsx";
import { scoresStyle } from "./scores-style.ts";
import { scoringSection } from "./scoring-section.tsx";
import { strangestSection } from "./strangest-section.tsx";

/** Renders the page of samples that a detector has scored, and its figures as files. Touches no file and needs no browser. */
export function renderScores(given: ScoresInput): Report {
  const input: ScoresInput = {
    ...given,
    summary: shown(given.summary),
    source: shown(given.source),
    strangest: shown(given.strangest),
    samples: shown(given.samples),
  };
  const { summary, source, findings } = input;
  const { threshold, environment, weights } = summary;
  const raised = alarmsIn(input);
  return drawPage({
    title: `Scores of ${source}`,
    style: scoresStyle,
    version: environment.hourglass,
    facts: { weights },
    header: (
      <>
        <header>
          <p class="kicker">Hourglass · scores of a detector</p>
          <h1>Anomalies in {source}</h1>
          <Lead {...input} />
          <KeyFacts
            facts={[
              [samplesOf(summary).plural, formatCount(raised.samples)],
              ["alarms", formatCount(raised.alarms)],
              ["false alarms", `${inPercent(threshold.falseAlarms)} allowed`],
              ["score", keptScoreWords(summary)],
              ["threshold", formatNumber(threshold.score)],
            ]}
          />
        </header>
        {findings.areUnlike && <Unlike {...input} />}
      </>
    ),
    sections: drawSections([distributionSection, strangestSection, scoringSection], input),
  });
}

function alarmsIn({ findings }: ScoresInput): Alarms {
  const { scores, alarms } = findings;
  return { samples: scores.length, alarms: alarms.filter((alarm) => alarm).length };
}

/** How many alarms there are, beside how many there would be of normal samples. */
function Lead(input: ScoresInput): JSX.Element {
  const { summary, source } = input;
  const { threshold, dataset } = summary;
  const raised = alarmsIn(input);
  const { title, plural } = samplesOf(summary);
  const verb = raised.alarms === 1 ? "raises" : "raise";
  return (
    <p class="lead">
      {formatCount(raised.alarms)} of the {counted(raised.samples, title, plural)} of {source} {verb} an alarm
      {raised.samples > 0 && ` (${alarmShare(raised)})`}. Of normal ones like those of {dataset.title} about{" "}
      {inPercent(threshold.falseAlarms)} would ({intervalWords(threshold.interval)} with 95 % confidence).
      {input.file !== undefined && (
        <>
          {" "}
          The scores of all are in <a href={input.file}>{input.file}</a>.
        </>
      )}
    </p>
  );
}

/** That single alarms say little, before any is shown. The common warnings are of models; this one is of data. */
function Unlike(input: ScoresInput): JSX.Element {
  const { summary } = input;
  const { title, plural } = samplesOf(summary);
  const { bounded, channels } = kindOfSamples(shapeStored(summary.dataset));
  const what = bounded ? "their size, brightness and framing are" : `the ${channels} and their units are`;
  return (
    <section class="notice warnings" role="note">
      <h2>These {plural} are unlike the training data as a whole</h2>
      <ul>
        <li>
          {alarmsOf(alarmsIn(input), title, plural)} raise an alarm: so many that single alarms say little.
        </li>
        <li>
          Check that {what} those of {summary.dataset.title}. If they are, normal {plural} have changed: fit
          the detector anew to {plural} like these.
        </li>
      </ul>
    </section>
  );
}
