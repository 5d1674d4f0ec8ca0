import { toCsv } from "../../../data/csv.ts";
import { type ClassErrors, errorMeasures } from "../../../evaluation/errors.ts";
import { capitalise } from "../../../words.ts";
import { Table } from "../../components/table.tsx";
import { formatCount, formatSpread } from "../../format.ts";
import { nameOf } from "../../image-words.ts";
import { measureColumns, measureWords } from "../../measures.ts";
import { plotFigure } from "../../plot-figure.tsx";
import { runWords } from "../../run-words.ts";
import type { Part } from "../../section.ts";
import type { SoundReportInput } from "../report-section.ts";
import { classErrorsKeys, classErrorsPlot } from "./class-errors-plot.ts";

/** The errors of each class as a plot and a table; nothing for images without labels. */
export function classErrors({
  summary,
  evaluation: { measures },
  document,
}: SoundReportInput): readonly Part[] {
  const { errorsByClass: classes, rankedBy: measure } = measures;
  if (classes === undefined) return [];
  const { classNames: names } = summary.dataset;
  const { long, label } = measureWords[measure];
  const { mean } = measures.errors[measure];
  return [
    plotFigure(document, {
      label: "Error of the test images by class",
      title: `${capitalise(long)} of the test images by class`,
      of: runWords(summary),
      keys: classErrorsKeys,
      draw: (frame) => classErrorsPlot({ classes, names, measure, mean, label }, frame),
      caption: (
        <>
          Error of the test images by class, {label}: the dot is the mean over the class, the bar reaches one
          standard deviation over its images to each side.
        </>
      ),
      reading: (
        <>
          The labels were never used in training. Classes differ because their images do: one with few bright
          pixels starts with a smaller error to make, so compare a class with itself under other settings
          rather than with its neighbours.
        </>
      ),
      file: "figures/error-by-class.svg",
      tables: { "figures/error-by-class.csv": classErrorsTable(classes, names) },
    }),
    {
      view: (
        <Table
          caption="Test errors by class: mean ± standard deviation over the images of the class."
          columns={[{ name: "class" }, { name: "images", numeric: true }, ...measureColumns]}
          rows={classes.map(({ label: position, count, errors }) => [
            nameOf(position, names),
            formatCount(count),
            ...errorMeasures.map((one) => formatSpread(errors[one])),
          ])}
        />
      ),
    },
  ];
}

function classErrorsTable(classes: readonly ClassErrors[], names: readonly string[]): string {
  const columns = errorMeasures.flatMap((measure) => [`${measure}Mean`, `${measure}StandardDeviation`]);
  return toCsv(
    ["label", "class", "images", ...columns],
    classes.map(({ label, count, errors }) => [
      label,
      names[label],
      count,
      ...errorMeasures.flatMap((measure) => [errors[measure].mean, errors[measure].standardDeviation]),
    ]),
  );
}
