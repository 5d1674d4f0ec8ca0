import { counted, withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { CodeStatistics } from "../../../../evaluation/activations.ts";
import type { EvaluationFigures } from "../../../../evaluation/evaluation.ts";
import { binsOf } from "../../../../evaluation/spread.ts";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { formatNumber } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, type SampleWords, samplesOf } from "../../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { activationsKeys, activationsPlot } from "./activations-plot.ts";
import { unitDrawingsFigure } from "./unit-drawings.tsx";

/** What the units of the code draw, and how often and how strongly each is used. */
export const code: ReportSection = ofTestSamples({
  title: "What the code holds",
  parts: (run) => [
    { view: <p>{describeUse(run.evaluation.measures, samplesOf(run.summary))}</p> },
    unitDrawingsFigure(run),
    activationsFigure(run),
  ],
});

function describeUse(
  { code, images, variational }: EvaluationFigures,
  samples: SampleWords,
): JSX.Element | string {
  const { title, plural } = samples;
  const tested = countedSamples(images, samples, "test ");
  if (variational !== undefined) {
    return (
      `The code of ${withArticle(title)} is a distribution; what follows is about its mean, ` +
      `${counted(code.latentSize, "value")}, over the ${tested}.`
    );
  }
  const { mean, standardDeviation } = code.activeValues;
  return (
    <>
      Over the {tested}, <strong>{formatNumber(mean)}</strong> of the {counted(code.latentSize, "value")} of a
      code are active, that is above 0, on average (standard deviation over {plural}{" "}
      {formatNumber(standardDeviation)}). {describeDead(code, title)}
    </>
  );
}

function describeDead({ dead, nonNegative, latentSize }: CodeStatistics, title: string): string {
  if (!nonNegative) {
    return (
      "The code also takes values below 0, so a unit that is never above 0 could still carry information" +
      (dead.length === 0 ? "; here there is none." : `; here these are ${listUnits(dead)}.`)
    );
  }
  if (dead.length === 0) return `No unit is dead: each is above 0 on at least one test ${title}.`;
  const rest = latentSize - dead.length;
  return `Dead, that is 0 on every test ${title}: ${listUnits(dead)}. In effect the code has ${counted(rest, "value")}.`;
}

function listUnits(units: readonly number[]): string {
  return `unit${units.length === 1 ? "" : "s"} ${units.join(", ")}`;
}

function activationsFigure({ summary, evaluation, document }: SoundReportInput): Figure {
  const { measures, pictures } = evaluation;
  const { code, images, variational } = measures;
  const samples = samplesOf(summary);
  const { title, plural } = samples;
  const shown = pictures.unitDrawings.units.map(({ unit }) => code.units[unit]!);
  return plotFigure(document, {
    label: "Distribution of the activation of each unit",
    title: `Activations of ${counted(shown.length, "unit")} of the code`,
    of: runWords(summary),
    keys: activationsKeys(samples),
    notes: [
      `Above each histogram, the number of the unit and the share of the ${plural} for which it is active; dead: active for none.`,
    ],
    draw: (frame) => activationsPlot(shown, code, frame),
    caption: (
      <>
        Distribution of the activation of{" "}
        {shown.length < code.latentSize
          ? `the ${counted(shown.length, "unit")} of the figure before`
          : "each unit"}{" "}
        over the {countedSamples(images, samples, "test ")}, all on one scale, each as high as its own peak.
        At the left the unit's number, at the right the share of {plural} on which it is active, that is above
        0. Values of exactly 0 are left out.
      </>
    ),
    reading:
      variational === undefined
        ? `A unit that is active on every ${title} works like a dial; one that is active on few, like a switch for something particular; one that is dead does nothing and wastes its place. How far a hump reaches to the right says little by itself: the decoder's weights decide how much a value counts.`
        : `A broad hump around 0 belongs to a unit that tells ${plural} apart; a spike at 0 to one that the model does without: its mean is that of the prior whatever the ${title}.`,
    file: "figures/activations.svg",
    tables: {
      "figures/activations.csv": activationsTable(code),
      "figures/activation-histograms.csv": histogramsTable(code),
    },
  });
}

const unitColumns = [
  "unit",
  "mean",
  "standardDeviation",
  "minimum",
  "maximum",
  "activeFraction",
  "activeMean",
  "zeroFraction",
] as const;

function activationsTable({ units }: CodeStatistics): string {
  return toCsv(
    unitColumns,
    units.map((unit) => unitColumns.map((column) => unit[column])),
  );
}

function histogramsTable({ units }: CodeStatistics): string {
  return toCsv(
    ["unit", "from", "to", "images"],
    units.flatMap(({ unit, histogram }) =>
      binsOf(histogram).map(({ start, end, count }) => [unit, start, end, count]),
    ),
  );
}
