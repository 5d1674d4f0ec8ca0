import type { JSX } from "preact";
import { toCsv } from "../../../data/csv.ts";
import { type ErrorName, errorNames } from "../../../evaluation/errors.ts";
import { binsOf } from "../../../evaluation/spread.ts";
import { counted } from "../../../words.ts";
import { Table } from "../../components/table.tsx";
import { errorColumns, errorWords } from "../../error-words.ts";
import { formatCount, formatNumber } from "../../format.ts";
import { plotFigure } from "../../plot-figure.tsx";
import { runWords } from "../../run-words.ts";
import type { Figure } from "../../section.ts";
import { ofTestImages, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { classErrors } from "./class-errors.tsx";
import { errorHistogramKeys, errorHistogramPlot } from "./error-histogram-plot.ts";
import { extremesFigure } from "./extremes.tsx";

/** How large the errors are, how they spread over the images, and which images have which. */
export const testErrors: ReportSection = ofTestImages({
  title: "How well it rebuilds",
  parts: (run) => [
    { view: <SplitTable {...run} /> },
    { view: <SpreadTable {...run} /> },
    histogramFigure(run),
    extremesFigure(run),
    ...classErrors(run),
  ],
});

function SplitTable({
  summary: { metrics, dataset },
  evaluation: { measures },
}: SoundReportInput): JSX.Element {
  const test = errorNames.map((error) => formatNumber(measures.errors[error].mean));
  const rows = (["train", "validation"] as const).flatMap((split) => {
    const ofSplit = metrics?.[split];
    if (ofSplit === undefined) return [];
    const name = split === "train" ? "training" : split;
    return [
      [name, formatCount(dataset.splits[split]), ...errorNames.map((error) => formatNumber(ofSplit[error]))],
    ];
  });
  return (
    <Table
      caption="Errors with the final weights, mean over the images of each split. Only the last row is about images that no decision was based on. Intensity is a pixel's value, scaled to [0, 1]."
      columns={[{ name: "split" }, { name: "images", numeric: true }, ...errorColumns]}
      rows={[...rows, ["test", formatCount(measures.images), ...test]]}
    />
  );
}

function SpreadTable({ evaluation: { measures } }: SoundReportInput): JSX.Element {
  const row = (name: string, value: (error: ErrorName) => number): string[] => [
    name,
    ...errorNames.map((error) => formatNumber(value(error))),
  ];
  const { errors } = measures;
  return (
    <Table
      caption={`Spread of the test errors over the ${counted(measures.images, "image")}.`}
      columns={[{ name: "statistic" }, ...errorColumns]}
      rows={[
        row("mean", (error) => errors[error].mean),
        row("standard deviation", (error) => errors[error].standardDeviation),
        row("minimum", (error) => errors[error].minimum),
        row("lower quartile", (error) => errors[error].lowerQuartile),
        row("median", (error) => errors[error].median),
        row("upper quartile", (error) => errors[error].upperQuartile),
        row("maximum", (error) => errors[error].maximum),
      ]}
    />
  );
}

function histogramFigure({ summary, evaluation: { measures }, document }: SoundReportInput): Figure {
  const { rankedBy, errorHistogram } = measures;
  const spread = measures.errors[rankedBy];
  const { median, mean } = spread;
  const { label, long } = errorWords[rankedBy];
  const skewed = Math.abs(mean - median) > 0.01 * Math.abs(mean);
  const table = toCsv(
    [`${rankedBy}From`, `${rankedBy}To`, "images"],
    binsOf(errorHistogram).map(({ start, end, count }) => [start, end, count]),
  );
  return plotFigure(document, {
    label: "Histogram of the errors of the test images",
    title: `How many test images have which ${long}`,
    of: runWords(summary),
    keys: errorHistogramKeys,
    draw: (frame) => errorHistogramPlot({ histogram: errorHistogram, spread, label }, frame),
    caption: (
      <>
        The {long} of each of the {counted(measures.images, "test image")}. The strong colour marks the middle
        half of them.
      </>
    ),
    reading: (
      <>
        Each bar counts the images whose error falls into its interval. A mean alone would hide how unequal
        they are
        {skewed
          ? `: here the mean, ${formatNumber(mean)}, lies ${mean > median ? "above" : "below"} the median, ${formatNumber(median)}, because of the long tail on ${mean > median ? "the right, the hard images" : "the left, the easy images"}.`
          : "."}
      </>
    ),
    file: "figures/error-histogram.svg",
    tables: { "figures/error-histogram.csv": table },
  });
}
