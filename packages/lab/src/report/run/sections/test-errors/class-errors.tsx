import { capitalise } from "hourglass-core/internal/words.ts";
import { toCsv } from "../../../../data/files/csv.ts";
import type { ClassErrors, ErrorName } from "../../../../evaluation/errors.ts";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Part } from "../../../components/section.ts";
import { Table } from "../../../components/table.tsx";
import { errorColumns, errorIn, errorNamesOf, errorWords } from "../../../words/error-words.ts";
import { nameOf } from "../../../words/example-words.ts";
import { formatCount, formatSpread } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { samplesOf } from "../../../words/sample-words.ts";
import type { SoundReportInput } from "../report-section.ts";
import { classErrorsKeys, classErrorsPlot } from "./class-errors-plot.ts";

/** The errors of each class as a plot and a table; nothing for samples without labels. */
export function classErrors({
  summary,
  evaluation: { measures },
  document,
}: SoundReportInput): readonly Part[] {
  const { errorsByClass: classes, rankedBy: measure } = measures;
  if (classes === undefined) return [];
  const { classNames: names } = summary.dataset;
  const samples = samplesOf(summary);
  const { plural, bounded } = samples;
  const { long, label } = errorWords(measure, samples);
  const { mean } = errorIn(measures.errors, measure);
  const all = errorNamesOf(summary);
  return [
    plotFigure(document, {
      label: `Error of the test ${plural} by class`,
      title: `${capitalise(long)} of the test ${plural} by class`,
      of: runWords(summary),
      keys: classErrorsKeys(samples),
      draw: (frame) => classErrorsPlot({ classes, names, error: measure, mean, label }, frame),
      caption: (
        <>
          Error of the test {plural} by class, {label}: the dot is the mean over the class, the bar reaches
          one standard deviation over its {plural} to each side.
        </>
      ),
      reading: (
        <>
          The labels were never used in training. Classes differ because their {plural} do: one{" "}
          {bounded ? "with few bright pixels" : "close to the mean"} starts with a smaller error to make, so
          compare a class with itself under other settings rather than with its neighbours.
        </>
      ),
      file: "figures/error-by-class.svg",
      tables: { "figures/error-by-class.csv": classErrorsTable(classes, names, all) },
    }),
    {
      view: (
        <Table
          caption={`Test errors by class: mean ± standard deviation over the ${plural} of the class.`}
          columns={[{ name: "class" }, { name: plural, numeric: true }, ...errorColumns(summary)]}
          rows={classes.map(({ label: position, count, errors }) => [
            nameOf(position, names),
            formatCount(count),
            ...all.map((one) => formatSpread(errorIn(errors, one))),
          ])}
        />
      ),
    },
  ];
}

function classErrorsTable(
  classes: readonly ClassErrors[],
  names: readonly string[],
  measures: readonly ErrorName[],
): string {
  const columns = measures.flatMap((measure) => [`${measure}Mean`, `${measure}StandardDeviation`]);
  return toCsv(
    ["label", "class", "images", ...columns],
    classes.map(({ label, count, errors }) => [
      label,
      names[label],
      count,
      ...measures.flatMap((measure) => {
        const { mean, standardDeviation } = errorIn(errors, measure);
        return [mean, standardDeviation];
      }),
    ]),
  );
}
