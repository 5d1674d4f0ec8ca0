import { axisY, dot, link, type PlotOptions, ruleX, text } from "@observablehq/plot";
import type { ClassErrors, ErrorName } from "../../../evaluation/errors.ts";
import { barMark, dotMark, type Key, lineMark } from "../../plots/keys.tsx";
import { plotColors } from "../../plots/plot-colors.ts";
import type { Frame } from "../../plots/render-plot.ts";
import { layoutRows } from "../../plots/tick-labels.ts";
import { endMargin, tickCount } from "../../plots/value-axis.ts";

export interface ClassErrorsData {
  readonly classes: readonly ClassErrors[];
  readonly names: readonly string[];
  readonly error: ErrorName;
  /** Mean over all test images. */
  readonly mean: number;
  /** The error with its unit. */
  readonly label: string;
}

/** Mean and deviation of the error of each class, against the mean over all images. */
export function classErrorsPlot(
  { classes, names, error, mean, label }: ClassErrorsData,
  { narrow, width, fontSize }: Frame,
): PlotOptions {
  const rows = classes.map(({ label: position, errors }, index) => {
    const { mean: centre, standardDeviation } = errors[error];
    return {
      // The position keeps apart classes that share a name.
      key: index,
      name: names[position] ?? `class ${position}`,
      centre,
      low: centre - standardDeviation,
      high: centre + standardDeviation,
    };
  });
  const rowHeight = narrow ? 22 : 26;
  const labels = layoutRows(
    rows.map(({ name }) => name),
    { most: width * 0.3, height: rowHeight - 4, fontSize },
  );
  const ends = rows.flatMap(({ low, high }) => [low, high]);
  const marginRight = endMargin(ends, fontSize, 8);
  const ticks = tickCount(ends, width - labels.margin - marginRight, fontSize, 8);
  return {
    height: rows.length * rowHeight + 76,
    marginLeft: labels.margin,
    marginRight,
    marginTop: 34,
    marginBottom: 40,
    x: { label, grid: true, ticks, nice: true },
    y: { type: "band", label: null, padding: 0.3 },
    marks: [
      axisY({
        label: null,
        tickSize: 0,
        lineWidth: Infinity,
        tickFormat: (key: number) => labels.texts[key] ?? "",
      }),
      ruleX([mean], { stroke: plotColors.second, strokeWidth: 2 }),
      text(["all classes"], {
        x: mean,
        frameAnchor: "top",
        dy: -14,
        fill: plotColors.second,
        fontWeight: 600,
      }),
      link(rows, {
        x1: "low",
        x2: "high",
        y: "key",
        stroke: plotColors.first,
        strokeWidth: 3,
        strokeOpacity: 0.45,
      }),
      dot(rows, { x: "centre", y: "key", fill: plotColors.first, r: 5 }),
    ],
  };
}

/** What its marks stand for. */
export const classErrorsKeys: readonly Key[] = [
  dotMark("mean of the class", plotColors.first),
  barMark("± 1 standard deviation over its images", plotColors.first, false),
  lineMark("mean of all images", plotColors.second),
];
