import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { type Alarms, shareOfAlarms } from "../../detector/folder/detector-summary.ts";
import { shareInterval } from "../../evaluation/share-interval.ts";
import { plotFigure } from "../components/plot-figure.tsx";
import type { Figure, Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import { formatCount } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";
import type { DetectorInput } from "./detector-input.ts";
import {
  alarmShare,
  detectorFigureWords,
  heldOutWords,
  intervalWords,
  keptScoreWords,
} from "./detector-words.ts";
import { binScores, detectorScoresKeys, detectorScoresPlot, detectorScoresTable } from "./score-histogram.ts";

/** Where the scores of held-out normal samples lie beside the threshold, and how many alarms the test split raises. */
export const normalScoresSection: Section<DetectorInput> = {
  title: ({ summary }) => `How normal ${samplesOf(summary).plural} score`,
  parts: (input) => [scoresFigure(input), { view: <TestAlarms {...input} /> }],
};

function scoresFigure({ summary, normalScores, document }: DetectorInput): Figure {
  const { plural } = samplesOf(summary);
  const score = keptScoreWords(summary);
  const { threshold } = summary;
  const found = binScores(normalScores, new Float64Array(), threshold.score);
  const above = normalScores.filter((one) => one > threshold.score).length;
  return plotFigure(document, {
    label: `Scores of held-out normal ${plural}`,
    title: `Scores of held-out normal ${plural}`,
    of: detectorFigureWords(summary),
    keys: detectorScoresKeys(plural),
    ...(found.beyond.normal === 0 ? {} : { notes: ["The last bin has all scores that are beyond it."] }),
    draw: (frame) => detectorScoresPlot(found, { score, plural }, frame),
    file: "figures/normal-scores.svg",
    tables: { "figures/normal-scores.csv": detectorScoresTable(found) },
    caption: (
      <>
        Scores of the {heldOutWords(summary)}, which were not trained on; the higher, the stranger. The dashed
        line is the threshold: {formatCount(above)} of them {above === 1 ? "lies" : "lie"} above it.
        {found.beyond.normal > 0 &&
          ` The last bin has all that are beyond it, here ${counted(found.beyond.normal, "score")}.`}
      </>
    ),
    reading: (
      <>
        A threshold further to the right raises fewer false alarms, and misses more anomalies. What a score
        says of {plural} that are not normal this figure does not tell.
      </>
    ),
  });
}

/** Nothing where the test split is empty. */
function TestAlarms({ summary }: DetectorInput): JSX.Element | null {
  const { normal, anomalous } = summary.test;
  const { plural } = samplesOf(summary);
  const kinds: readonly (readonly [string, Alarms])[] =
    anomalous === undefined
      ? [["all", normal]]
      : [
          ["normal", normal],
          ["others", anomalous],
        ];
  const rows = kinds
    .filter(([, { samples }]) => samples > 0)
    .map(([what, of]) => [
      what,
      formatCount(of.samples),
      formatCount(of.alarms),
      alarmShare(of),
      intervalWords(shareInterval(shareOfAlarms(of), of.samples)),
    ]);
  if (rows.length === 0) return null;
  return (
    <Table
      caption={
        <>
          Alarms on the test split, which decided nothing, with the 95 % interval of Wilson for the share.
          {anomalous === undefined &&
            ` Which of the test ${plural} are normal nobody has told: if all are, these are false alarms.`}
        </>
      }
      columns={[
        { name: `test ${plural}` },
        { name: "number", numeric: true },
        { name: "alarms", numeric: true },
        { name: "share", numeric: true },
        { name: "95 % interval", numeric: true },
      ]}
      rows={rows}
    />
  );
}
