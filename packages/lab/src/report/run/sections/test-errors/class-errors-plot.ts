import { dot, type PlotOptions } from "@observablehq/plot";
import type { ClassErrors, ErrorName } from "../../../../evaluation/errors.ts";
import { barMark, dotMark, type Key, lineMark } from "../../../plots/keys.tsx";
import { markedValue } from "../../../plots/marked-value.ts";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import { rowBars, rowFrame } from "../../../plots/row-plot.ts";
import { errorIn } from "../../../words/error-words.ts";
import type { SampleWords } from "../../../words/sample-words.ts";

export interface ClassErrorsData {
  readonly classes: readonly ClassErrors[];
  readonly names: readonly string[];
  readonly error: ErrorName;
  /** Mean over all test samples. */
  readonly mean: number;
  /** The measure with its unit. */
  readonly label: string;
}

/** Mean and deviation of the error of each class, against the mean over all samples. */
export function classErrorsPlot(
  { classes, names, error, mean, label }: ClassErrorsData,
  frame: Frame,
): PlotOptions {
  const rows = classes.map(({ label: position, errors }, index) => {
    const { mean: centre, standardDeviation } = errorIn(errors, error);
    return {
      // The position keeps apart classes that share a name.
      key: index,
      name: names[position] ?? `class ${position}`,
      centre,
      low: centre - standardDeviation,
      high: centre + standardDeviation,
    };
  });
  const ends = rows.flatMap(({ low, high }) => [low, high]);
  const { marks, ...plot } = rowFrame(
    rows.map(({ name }) => name),
    label,
    ends,
    frame,
  );
  return {
    ...plot,
    marks: [
      ...marks,
      ...markedValue(mean, "all classes"),
      rowBars(rows, plotColors.first),
      dot(rows, { x: "centre", y: "key", fill: plotColors.first, r: 5 }),
    ],
  };
}

/** What its marks stand for. */
export function classErrorsKeys({ plural }: Pick<SampleWords, "plural">): readonly Key[] {
  return [
    dotMark("mean of the class", plotColors.first),
    barMark(`± 1 standard deviation over its ${plural}`, plotColors.first, false),
    lineMark(`mean of all ${plural}`, plotColors.second),
  ];
}
