import { toCsv } from "../../../data/csv.ts";
import { type ClassErrors, errorNames } from "../../../evaluation/errors.ts";
import { capitalise } from "../../../words.ts";
import { Table } from "../../components/table.tsx";
import { formatCount, formatSpread } from "../../format.ts";
import { nameOf } from "../../image-words.ts";
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
  const { errorsByClass: classes, rankedBy: error } = measures;
  if (classes === undefined) return [];
  const { classNames: names } = summary.dataset;
  const { long, label } = errorWords[error];
  const { mean } = measures.errors[error];
  return [
    plotFigure(document, {
      label: "Error of the test images by class",
      title: `${capitalise(long)} of the test images by class`,
      of: runWords(summary),
      keys: classErrorsKeys,
      draw: (frame) => classErrorsPlot({ classes, names, error, mean, label }, frame),
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
          columns={[{ name: "class" }, { name: "images", numeric: true }, ...errorColumns]}
          rows={classes.map(({ label: position, count, errors }) => [
            nameOf(position, names),
            formatCount(count),
            ...errorNames.map((one) => formatSpread(errors[one])),
          ])}
        />
      ),
    },
  ];
}

function classErrorsTable(classes: readonly ClassErrors[], names: readonly string[]): string {
  const columns = errorNames.flatMap((error) => [`${error}Mean`, `${error}StandardDeviation`]);
  return toCsv(
    ["label", "class", "images", ...columns],
    classes.map(({ label, count, errors }) => [
      label,
      names[label],
      count,
      ...errorNames.flatMap((error) => [errors[error].mean, errors[error].standardDeviation]),
    ]),
  );
}
