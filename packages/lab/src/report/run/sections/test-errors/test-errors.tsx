import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { ErrorName } from "../../../../evaluation/errors.ts";
import { binsOf, type Spread } from "../../../../evaluation/spread.ts";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { Table } from "../../../components/table.tsx";
import { errorColumns, errorIn, errorNamesOf, errorWords, unitSentence } from "../../../words/error-words.ts";
import { formatCount, formatNumber } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { channelErrors } from "./channel-errors.tsx";
import { classErrors } from "./class-errors.tsx";
import { columnErrors } from "./column-errors.tsx";
import { errorHistogramKeys, errorHistogramPlot } from "./error-histogram-plot.ts";
import { extremesFigure } from "./extremes.tsx";

/** How large the errors are, how they spread over the samples, and which samples have which. */
export const testErrors: ReportSection = ofTestSamples({
  title: "How well it rebuilds",
  parts: (run) => [
    { view: <SplitTable {...run} /> },
    { view: <SpreadTable {...run} /> },
    ...channelErrors(run),
    ...columnErrors(run),
    histogramFigure(run),
    extremesFigure(run),
    ...classErrors(run),
  ],
});

function SplitTable({ summary, evaluation: { measures } }: SoundReportInput): JSX.Element {
  const { metrics, dataset } = summary;
  const { plural } = samplesOf(summary);
  const all = errorNamesOf(summary);
  const test = all.map((measure) => formatNumber(errorIn(measures.errors, measure).mean));
  const rows = (["train", "validation"] as const).flatMap((split) => {
    const ofSplit = metrics?.[split];
    if (ofSplit === undefined) return [];
    const name = split === "train" ? "training" : split;
    return [
      [
        name,
        formatCount(dataset.splits[split]),
        ...all.map((measure) => formatNumber(errorIn(ofSplit, measure))),
      ],
    ];
  });
  return (
    <Table
      caption={`Errors with the final weights, mean over the ${plural} of each split. Only the last row is about ${plural} that no decision was based on. ${unitSentence(summary)}`}
      columns={[{ name: "split" }, { name: plural, numeric: true }, ...errorColumns(summary)]}
      rows={[...rows, ["test", formatCount(measures.images), ...test]]}
    />
  );
}

function SpreadTable({ summary, evaluation: { measures } }: SoundReportInput): JSX.Element {
  const row = (name: string, value: (spread: Spread) => number): string[] => [
    name,
    ...errorNamesOf(summary).map((measure: ErrorName) =>
      formatNumber(value(errorIn(measures.errors, measure))),
    ),
  ];
  return (
    <Table
      caption={`Spread of the test errors over the ${countedSamples(measures.images, samplesOf(summary))}.`}
      columns={[{ name: "statistic" }, ...errorColumns(summary)]}
      rows={[
        row("mean", ({ mean }) => mean),
        row("standard deviation", ({ standardDeviation }) => standardDeviation),
        row("minimum", ({ minimum }) => minimum),
        row("lower quartile", ({ lowerQuartile }) => lowerQuartile),
        row("median", ({ median }) => median),
        row("upper quartile", ({ upperQuartile }) => upperQuartile),
        row("maximum", ({ maximum }) => maximum),
      ]}
    />
  );
}

function histogramFigure({ summary, evaluation: { measures }, document }: SoundReportInput): Figure {
  const { rankedBy, errorHistogram } = measures;
  const samples = samplesOf(summary);
  const { plural } = samples;
  const spread = errorIn(measures.errors, rankedBy);
  const { median, mean } = spread;
  const { label, long } = errorWords(rankedBy, samples);
  const skewed = Math.abs(mean - median) > 0.01 * Math.abs(mean);
  const table = toCsv(
    [`${rankedBy}From`, `${rankedBy}To`, "images"],
    binsOf(errorHistogram).map(({ start, end, count }) => [start, end, count]),
  );
  return plotFigure(document, {
    label: `Histogram of the errors of the test ${plural}`,
    title: `How many test ${plural} have which ${long}`,
    of: runWords(summary),
    keys: errorHistogramKeys(samples),
    draw: (frame) => errorHistogramPlot({ histogram: errorHistogram, spread, samples, label }, frame),
    caption: (
      <>
        The {long} of each of the {countedSamples(measures.images, samples, "test ")}. The strong colour marks
        the middle half of them.
      </>
    ),
    reading: (
      <>
        Each bar counts the {plural} whose error falls into its interval. A mean alone would hide how unequal
        they are
        {skewed
          ? `: here the mean, ${formatNumber(mean)}, lies ${mean > median ? "above" : "below"} the median, ${formatNumber(median)}, because of the long tail on ${mean > median ? `the right, the hard ${plural}` : `the left, the easy ${plural}`}.`
          : "."}
      </>
    ),
    file: "figures/error-histogram.svg",
    tables: { "figures/error-histogram.csv": table },
  });
}
