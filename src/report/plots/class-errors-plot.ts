import { axisY, dot, link, type PlotOptions, ruleX, text } from "@observablehq/plot";
import type { ClassErrors, ErrorMeasure } from "../../evaluation/errors.ts";
import { type Frame, plotColors } from "./render-plot.ts";

export interface ClassErrorsData {
  readonly classes: readonly ClassErrors[];
  readonly names: readonly string[];
  readonly measure: ErrorMeasure;
  /** Mean over all test images. */
  readonly mean: number;
  /** The measure with its unit. */
  readonly label: string;
}

/** Mean and deviation of the error of each class, against the mean over all images. */
export function classErrorsPlot(
  { classes, names, measure, mean, label }: ClassErrorsData,
  { narrow }: Frame,
): PlotOptions {
  const rows = classes.map(({ label: position, errors }, index) => {
    const { mean: centre, standardDeviation } = errors[measure];
    return {
      // The position keeps apart classes that share a name.
      key: index,
      name: names[position] ?? `class ${position}`,
      centre,
      low: centre - standardDeviation,
      high: centre + standardDeviation,
    };
  });
  const longestName = Math.max(0, ...rows.map(({ name }) => name.length));
  return {
    height: rows.length * (narrow ? 22 : 26) + 76,
    marginLeft: Math.min(narrow ? 84 : 130, 24 + longestName * (narrow ? 7 : 8)),
    marginRight: 24,
    marginTop: 34,
    marginBottom: 40,
    x: { label, grid: true, ticks: narrow ? 4 : 8, nice: true },
    y: { type: "band", label: null, padding: 0.3 },
    marks: [
      axisY({
        label: null,
        tickSize: 0,
        lineWidth: narrow ? 7 : 9,
        textOverflow: "ellipsis",
        tickFormat: (key: number) => rows[key]?.name ?? "",
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
