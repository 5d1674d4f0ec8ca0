import { greatest } from "d3-array";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { percent } from "../../anomaly/percent.ts";
import { meanArea, type ScoreChoice } from "../../detector/choose-score.ts";
import type { DetectorScore } from "../../detector/detector-score.ts";
import { detectorScores } from "../../detector/detector-scores.ts";
import type { DetectorSummary } from "../../detector/folder/detector-summary.ts";
import { syntheticFaults } from "../../detector/synthetic-faults.ts";
import { Facts } from "../components/facts.tsx";
import type { Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import { samplesOf } from "../words/sample-words.ts";
import type { DetectorInput } from "./detector-input.ts";
import { heldOutWords, keptScoreWords, wordsFor } from "./detector-words.ts";

/** How well each score tells synthetic faults, by which one was chosen, and the anomalies of the test split. */
export const scoreChoiceSection: Section<DetectorInput> = {
  title: "How the score was chosen",
  parts: ({ summary }) => [
    { view: <Chosen {...summary} /> },
    { view: <Areas {...summary} /> },
    ...(scoresOf(summary).length < 2
      ? []
      : [{ view: <Definitions {...summary} />, folded: "What the scores are" }]),
  ],
};

function Chosen(summary: DetectorSummary): JSX.Element {
  const { choice, score } = summary;
  const { plural } = samplesOf(summary);
  if (choice === undefined) {
    return <p>The score "{keptScoreWords(summary)}" was given with --score, so none was chosen.</p>;
  }
  return (
    <>
      <p>
        No anomaly was known. So faults were put on the {heldOutWords(summary)}, one on each, and the score
        was kept that tells {plural} with a fault best from the same {plural} without. The faults are made
        without regard to these data: how well a score tells other anomalies they do not say.
      </p>
      <p>{baselineSentences(summary, choice)}</p>
      {detectorScores.of(score).isBaseline === true && (
        <p>
          The autoencoder is kept all the same: its reconstructions say what was expected of {plural} that
          raise an alarm.
        </p>
      )}
    </>
  );
}

/** How the score that was chosen stands beside the best that needs no autoencoder. */
function baselineSentences(summary: DetectorSummary, { areas }: ScoreChoice): string {
  const { score, test } = summary;
  const said = wordsFor(summary);
  const meanOf = (name: string): number => meanArea(areas[name] ?? {});
  const kept = `"${keptScoreWords(summary)}" has a mean area of ${percent(meanOf(score))} %`;
  if (detectorScores.of(score).isBaseline === true) {
    return `${kept} and needs no autoencoder: no score of the autoencoder tells these faults better.`;
  }
  const baseline = greatest(
    detectorScores.kinds.filter(({ name, isBaseline }) => isBaseline === true && areas[name] !== undefined),
    ({ name }) => meanOf(name),
  );
  if (baseline === undefined) return `${kept}.`;
  const [own, other] = [test.areas?.[score], test.areas?.[baseline.name]];
  const tested =
    own === undefined || other === undefined
      ? ""
      : ` On the test split, which decided nothing, they have ${percent(own)} % and ${percent(other)} %.`;
  return (
    `${kept}; "${said(baseline.title)}", the best score that needs no autoencoder, has ` +
    `${percent(meanOf(baseline.name))} %.${tested}`
  );
}

/** A row a score; nothing where neither faults nor labels tell how well it does. */
function Areas(summary: DetectorSummary): JSX.Element | null {
  const { choice, score, test } = summary;
  const { plural } = samplesOf(summary);
  const said = wordsFor(summary);
  const scores = scoresOf(summary);
  if (scores.length === 0) return null;
  const ofKept = choice?.areas[score] ?? {};
  const faults = syntheticFaults.kinds.filter(({ name }) => ofKept[name] !== undefined);
  const rows = scores.map((one) => {
    const areas = choice?.areas[one.name];
    const mean = areas === undefined ? "" : percent(meanArea(areas));
    return [
      <ScoreName key="score" score={one} title={said(one.title)} isKept={one.name === score} />,
      ...faults.map(({ name }) => percentOf(areas?.[name])),
      ...(choice === undefined ? [] : [one.name === score ? <strong key="mean">{mean}</strong> : mean]),
      ...(test.areas === undefined ? [] : [percentOf(test.areas[one.name])]),
    ];
  });
  return (
    <Table
      caption={
        <>
          Area under the ROC curve (%) of each score: the probability that {said("an image")} with a fault, or
          an anomaly, gets a higher score than a normal one. 100 % parts them perfectly, 50 % is chance.
          {faults.length > 0 &&
            ` The faults, on held-out ${plural}: ${faults.map(({ name, title }) => `${name}: ${said(title)}`).join("; ")}.`}
          {test.areas !== undefined &&
            ` The test split decided nothing: there ${counted(test.normal.samples, "normal one")} and ${counted(test.anomalous?.samples ?? 0, "other")} are compared.`}
        </>
      }
      columns={[
        { name: "score" },
        ...faults.map(({ name }) => ({ name, numeric: true })),
        ...(choice === undefined ? [] : [{ name: "mean", unit: "over the faults", numeric: true }]),
        ...(test.areas === undefined ? [] : [{ name: "test split", unit: "decided nothing", numeric: true }]),
      ]}
      rows={rows}
    />
  );
}

/** The scores of which areas are known. */
function scoresOf({ choice, test }: DetectorSummary): readonly DetectorScore[] {
  return detectorScores.kinds.filter(
    ({ name }) => choice?.areas[name] !== undefined || test.areas?.[name] !== undefined,
  );
}

/** All of them, as some are said in the words of the one before. */
function Definitions(summary: DetectorSummary): JSX.Element {
  const said = wordsFor(summary);
  return (
    <Facts
      caption={said("The scores; the higher, the stranger an image.")}
      facts={scoresOf(summary).map(({ title, definition }) => [said(title), said(definition)])}
    />
  );
}

function percentOf(area: number | undefined): string {
  return area === undefined ? "" : percent(area);
}

interface ScoreNameProps {
  readonly score: DetectorScore;
  readonly title: string;
  readonly isKept: boolean;
}

function ScoreName({ score: { isBaseline }, title, isKept }: ScoreNameProps): JSX.Element {
  const notes = [...(isKept ? ["kept"] : []), ...(isBaseline === true ? ["no autoencoder"] : [])];
  return (
    <>
      {isKept ? <strong>{title}</strong> : title}
      {notes.length > 0 && <span class="unit">{notes.join(", ")}</span>}
    </>
  );
}
