import type { JSX } from "preact";
import { toCsv } from "../../../data/csv.ts";
import type { CodeStatistics } from "../../../evaluation/activations.ts";
import type { EvaluationFigures } from "../../../evaluation/evaluation.ts";
import { binsOf } from "../../../evaluation/spread.ts";
import { counted } from "../../../words.ts";
import { formatNumber } from "../../format.ts";
import { plotFigure } from "../../plot-figure.tsx";
import { runWords } from "../../run-words.ts";
import type { Figure } from "../../section.ts";
import { ofTestImages, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { activationsKeys, activationsPlot } from "./activations-plot.ts";
import { unitDrawingsFigure } from "./unit-drawings.tsx";

/** What the units of the code draw, and how often and how strongly each is used. */
export const code: ReportSection = ofTestImages({
  title: "What the code holds",
  parts: (run) => [
    { view: <p>{describeUse(run.evaluation.measures)}</p> },
    unitDrawingsFigure(run),
    activationsFigure(run),
  ],
});

function describeUse({ code, images, variational }: EvaluationFigures): JSX.Element | string {
  if (variational !== undefined) {
    return (
      "The code of an image is a distribution; what follows is about its mean, " +
      `${counted(code.latentSize, "value")}, over the ${counted(images, "test image")}.`
    );
  }
  const { mean, standardDeviation } = code.activeValues;
  return (
    <>
      Over the {counted(images, "test image")}, <strong>{formatNumber(mean)}</strong> of the{" "}
      {counted(code.latentSize, "value")} of a code are active, that is above 0, on average (standard
      deviation over images {formatNumber(standardDeviation)}). {describeDead(code)}
    </>
  );
}

function describeDead({ dead, nonNegative, latentSize }: CodeStatistics): string {
  if (!nonNegative) {
    return (
      "The code also takes values below 0, so a unit that is never above 0 could still carry information" +
      (dead.length === 0 ? "; here there is none." : `; here these are ${listUnits(dead)}.`)
    );
  }
  if (dead.length === 0) return "No unit is dead: each is above 0 on at least one test image.";
  const rest = latentSize - dead.length;
  return `Dead, that is 0 on every test image: ${listUnits(dead)}. In effect the code has ${counted(rest, "value")}.`;
}

function listUnits(units: readonly number[]): string {
  return `unit${units.length === 1 ? "" : "s"} ${units.join(", ")}`;
}

function activationsFigure({ summary, evaluation, document }: SoundReportInput): Figure {
  const { measures, pictures } = evaluation;
  const { code, images, variational } = measures;
  const shown = pictures.unitDrawings.units.map(({ unit }) => code.units[unit]!);
  return plotFigure(document, {
    label: "Distribution of the activation of each unit",
    title: `Activations of ${counted(shown.length, "unit")} of the code`,
    of: runWords(summary),
    keys: activationsKeys,
    notes: [
      "Above each histogram, the number of the unit and the share of the images for which it is active; dead: active for none.",
    ],
    draw: (frame) => activationsPlot(shown, code, frame),
    caption: (
      <>
        Distribution of the activation of{" "}
        {shown.length < code.latentSize
          ? `the ${counted(shown.length, "unit")} of the figure before`
          : "each unit"}{" "}
        over the {counted(images, "test image")}, all on one scale, each as high as its own peak. At the left
        the unit's number, at the right the share of images on which it is active, that is above 0. Values of
        exactly 0 are left out.
      </>
    ),
    reading:
      variational === undefined
        ? "A unit that is active on every image works like a dial; one that is active on few, like a switch for something particular; one that is dead does nothing and wastes its place. How far a hump reaches to the right says little by itself: the decoder's weights decide how much a value counts."
        : "A broad hump around 0 belongs to a unit that tells images apart; a spike at 0 to one that the model does without: its mean is that of the prior whatever the image.",
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
