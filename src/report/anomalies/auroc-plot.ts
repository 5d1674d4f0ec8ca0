import { dot, type Markish, type PlotOptions } from "@observablehq/plot";
import type { MeanAndDeviation } from "../../evaluation/spread.ts";
import { barMark, dotMark, type Key, lineMark } from "../plots/keys.tsx";
import { markedValue } from "../plots/marked-value.ts";
import { plotColors } from "../plots/plot-colors.ts";
import type { Frame } from "../plots/render-plot.ts";
import { rowBars, rowFrame } from "../plots/row-plot.ts";

export interface AurocData {
  /** What is normal in turn; the areas are over seeds, in per cent. */
  readonly rows: readonly {
    readonly normal: string;
    readonly combined: MeanAndDeviation;
    readonly error: MeanAndDeviation;
  }[];
  /** Of the combined score, over all rows, in per cent; absent where there is one row. */
  readonly mean?: number;
}

/** The area under the ROC curve for everything that is normal in turn: the combined score, and the error alone. */
export function aurocPlot({ rows, mean }: AurocData, frame: Frame): PlotOptions {
  const ends = rows
    .flatMap(({ combined, error }) => [combined, error])
    .flatMap((area) => [area.mean - area.standardDeviation, area.mean + area.standardDeviation]);
  const names = rows.map(({ normal }) => normal);
  const { marks, ...plot } = rowFrame(names, "area under the ROC curve (%)", ends, frame);
  const marksOf = (score: "combined" | "error", color: string): readonly Markish[] => {
    const points = rows.map((row, key) => ({
      key,
      centre: row[score].mean,
      low: row[score].mean - row[score].standardDeviation,
      high: row[score].mean + row[score].standardDeviation,
    }));
    return [
      rowBars(points, color),
      dot(points, {
        ...{ x: "centre", y: "key", r: 5, stroke: color },
        ...{ fill: score === "combined" ? color : plotColors.ground, strokeWidth: 1.5 },
      }),
    ];
  };
  return {
    ...plot,
    marks: [
      ...marks,
      ...marksOf("error", plotColors.muted),
      ...marksOf("combined", plotColors.first),
      ...(mean === undefined ? [] : markedValue(mean, "mean")),
    ],
  };
}

/** What its marks stand for. */
export function aurocKeys({ mean }: AurocData, seeds: number): readonly Key[] {
  return [
    dotMark("combined score", plotColors.first),
    dotMark("reconstruction error alone", plotColors.muted, true),
    ...(seeds > 1
      ? [barMark(`± 1 population standard deviation over ${seeds} seeds`, plotColors.first, false)]
      : []),
    ...(mean === undefined ? [] : [lineMark("mean of the combined score", plotColors.second)]),
  ];
}
