import { tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import type { JSX } from "preact";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { sampleFigure } from "../components/sample-figure.tsx";
import { rebuiltLines } from "../components/sample-groups.ts";
import type { Figure, Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import { formatNumber } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";
import type { ScoresInput, StrangeSample } from "./detector-input.ts";
import { keptScoreWords, percentileWords } from "./detector-words.ts";
import { reasonWords } from "./reason-words.ts";
import { type SeenSample, seenSamples } from "./seen-samples.ts";
import { strangestPictures } from "./strangest-pictures.tsx";

/** Rows that are shown beside what is made of them: of the others the reasons tell. */
const mostRebuilt = 8;

/** The samples with the highest scores, and why they have them. */
export const strangestSection: Section<ScoresInput> = {
  title: ({ summary }) => `The strangest ${samplesOf(summary).plural}`,
  parts: (input) => {
    const seen = seenSamples(input);
    if (seen.length === 0) return [];
    return [{ view: <Reasons input={input} seen={seen} /> }, samplesFigure(input, seen)];
  },
};

interface ReasonsProps {
  readonly input: ScoresInput;
  readonly seen: readonly SeenSample[];
}

/** A row a sample; nothing of samples that no columns say why of: pictures of them do. */
function Reasons({ input, seen }: ReasonsProps): JSX.Element | null {
  const { summary, statistics } = input;
  if (seen.every(({ strange }) => strange.reasons === undefined)) return null;
  const { title, plural } = samplesOf(summary);
  const hasLabels = seen.some(({ strange }) => strange.label !== undefined);
  const table = tableOf(shapeStored(summary.dataset));
  return (
    <Table
      kind="strangest"
      caption={
        <>
          The {plural} with the highest scores, the strangest first, and the columns that are furthest from
          what is expected of them. Expected is what the autoencoder makes of the {title} as a whole; how many
          times its usual error a column is off compares its squared error with the mean over normal training{" "}
          {plural}. At most three columns are named, if they are off by more than usual.
        </>
      }
      columns={[
        { name: title },
        ...(hasLabels ? [{ name: "class" }] : []),
        { name: "score", unit: keptScoreWords(summary), numeric: true },
        { name: "percentile", unit: `% of held-out normal ${plural}`, numeric: true },
        { name: "alarm" },
        { name: "why" },
      ]}
      rows={seen.map(({ strange, values, reconstruction }) => {
        const { name, label = "", score, percentile, isAlarm, reasons = [] } = strange;
        return [
          name,
          ...(hasLabels ? [label] : []),
          formatNumber(score),
          percentileWords(percentile),
          isAlarm ? <strong key="alarm">yes</strong> : "no",
          <span class="reasons" key="why">
            {reasonWords(reasons, { table, values, reconstruction, statistics }).map((words) => (
              <span key={words}>{words}</span>
            ))}
          </span>,
        ];
      })}
    />
  );
}

function samplesFigure(input: ScoresInput, seen: readonly SeenSample[]): Figure {
  const { summary, statistics } = input;
  const { plural } = samplesOf(summary);
  return sampleFigure({
    drawn: { sample: shapeStored(summary.dataset), statistics },
    file: "figures/strangest",
    groups: seen.slice(0, mostRebuilt).map(({ strange, values, reconstruction }) => ({
      title: headingOf(strange),
      samples: rebuiltLines({ original: values, reconstruction }),
    })),
    asTable: {
      caption: (
        <>
          The strangest {plural}
          {seen.length > mostRebuilt && `, the first ${mostRebuilt} of them`}, each above what the autoencoder
          makes of it. Beside the name stand score and percentile.
        </>
      ),
      reading: (
        <>
          A value that the others of its {samplesOf(summary).title} do not go with is rebuilt as one that they
          would go with. A score that is not the error itself may rest on more than these differences.
        </>
      ),
      links: [],
    },
    asPictures: () => strangestPictures(input, seen),
  });
}

/** `pump 7 (worn): score 12.31, percentile 99.9, alarm` */
function headingOf({ name, label, score, percentile, isAlarm }: StrangeSample): string {
  const known = label === undefined ? "" : ` (${label})`;
  const alarm = isAlarm ? ", alarm" : "";
  return `${name}${known}: score ${formatNumber(score)}, percentile ${percentileWords(percentile)}${alarm}`;
}
