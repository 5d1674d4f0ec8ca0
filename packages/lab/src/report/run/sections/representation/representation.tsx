import { conditionOfArchitecture } from "hourglass-core/internal/model/condition.ts";
import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import { shapeStored } from "../../../../run/files/stored-shape.ts";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { runWords } from "../../../words/run-words.ts";
import { rawWords, samplesOf } from "../../../words/sample-words.ts";
import type { ReportInput } from "../../report-input.ts";
import {
  comparedFigures,
  knownResults,
  type Representation,
  representationOf,
} from "../../representation-input.ts";
import type { ReportSection } from "../report-section.ts";
import { mapsFigure } from "./code-maps.tsx";
import { floorsKeys, floorsPlot } from "./floors-plot.ts";
import { confusionsFigure, curvesFigure } from "./measure-panels.tsx";
import { MeasuresTable } from "./measures-table.tsx";

/** What others could do with the code: measures of it, where any were taken. */
export const representation: ReportSection = {
  title: "What the code is worth",
  parts: (run) => {
    if (run.representation === undefined) return [];
    const measured = representationOf(shapeStored(run.summary.dataset), run.representation);
    const samples = samplesOf(run.summary);
    const { plural } = samples;
    return [
      {
        view: (
          <p>
            {isTold(run)
              ? `This autoencoder was told the class of every one of the ${plural}, those of the test set included. Its code need not hold the class, and what a simple method finds of it in the code may have come that way. `
              : `An autoencoder is trained to rebuild ${plural}, and never sees a label. `}
            What its code is worth to others is another question: whether a simple method finds in it what
            people see in the {plural}, and how much of it survives.
          </p>
        ),
      },
      mapsFigure(run, measured),
      floorsFigure(run, measured),
      {
        view: <MeasuresTable representation={measured} samples={samples} />,
        files: { "figures/measures.csv": figuresTable(measured) },
      },
      { view: <Definitions representation={measured} />, folded: "How each of them is measured" },
      confusionsFigure(run, measured),
      curvesFigure(run, measured),
    ];
  },
};

/** Whether the model is told classes. */
const isTold = ({ summary }: ReportInput): boolean =>
  conditionOfArchitecture(summary.model.architecture) !== undefined;

/** Shares against what they are compared with, where a measure gives any. */
function floorsFigure({ summary, document }: ReportInput, measured: Representation): Figure | undefined {
  const shares = knownResults(measured)
    .flatMap(({ info, result }) => comparedFigures(info, result))
    .filter(({ unit, value, beside }) => unit === "" && isShare(value) && isShare(beside?.value));
  if (shares.length === 0) return undefined;
  const raw = rawWords(samplesOf(summary));
  return plotFigure(document, {
    label: "Shares of the code and what they are compared with",
    title: "What the code is worth, beside what it is compared with",
    of: runWords(summary),
    keys: floorsKeys(shares),
    draw: (frame) => floorsPlot(shares, frame),
    caption: (
      <>
        The code (dot) and what it is compared with (ring): the {raw} themselves, or what the table below
        names.
      </>
    ),
    reading: (
      <>
        A dot at the right of its ring says that the code has made something easier to find than it is in the{" "}
        {raw}; one at the left, that something was lost. The {raw} have many more values to say it with.
      </>
    ),
    file: "figures/measures.svg",
    links: ["figures/measures.svg", "figures/measures.csv"],
  });
}

function isShare(value: number | undefined): boolean {
  return value !== undefined && value >= 0 && value <= 1;
}

function figuresTable(measured: Representation): string {
  return toCsv(
    ["measure", "figure", "value"],
    knownResults(measured).flatMap(({ name, result }) =>
      Object.entries(result.figures).map(([figure, value]) => [name, figure, value]),
    ),
  );
}

function Definitions({ representation }: { readonly representation: Representation }): JSX.Element {
  return (
    <dl class="definitions">
      {knownResults(representation)
        .filter(({ result }) => Object.keys(result.figures).length > 0)
        .map(({ name, info, result: { choices = [] } }) => [
          <dt key={name}>{info.title}</dt>,
          <dd key={`${name} definition`}>
            <p>
              {info.definition} {info.protocol}
            </p>
            {choices.length > 0 && <p>Chosen here: {choices.join("; ")}.</p>}
            <p class="source">{info.source}</p>
          </dd>,
        ])}
    </dl>
  );
}
