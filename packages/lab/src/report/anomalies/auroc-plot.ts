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
    readonly headline: MeanAndDeviation;
    /** Absent where that is the headline. */
    readonly error?: MeanAndDeviation;
  }[];
  /** What the headline score is called. */
  readonly words: string;
  /** Of the headline score, over all rows, in per cent; absent where there is one row. */
  readonly mean?: number;
}

/** The area under the ROC curve for everything that is normal in turn: the headline score, and the error alone. */
export function aurocPlot({ rows, mean }: AurocData, frame: Frame): PlotOptions {
  const ends = rows
    .flatMap(({ headline, error }) => [headline, ...(error === undefined ? [] : [error])])
    .flatMap((area) => [area.mean - area.standardDeviation, area.mean + area.standardDeviation]);
  const names = rows.map(({ normal }) => normal);
  const { marks, ...plot } = rowFrame(names, "area under the ROC curve (%)", ends, frame);
  const marksOf = (score: "headline" | "error", color: string): readonly Markish[] => {
    const points = rows.flatMap(({ [score]: area }, key) =>
      area === undefined
        ? []
        : [
            {
              key,
              centre: area.mean,
              low: area.mean - area.standardDeviation,
              high: area.mean + area.standardDeviation,
            },
          ],
    );
    return [
      rowBars(points, color),
      dot(points, {
        ...{ x: "centre", y: "key", r: 5, stroke: color },
        ...{ fill: score === "headline" ? color : plotColors.ground, strokeWidth: 1.5 },
      }),
    ];
  };
  return {
    ...plot,
    marks: [
      ...marks,
      ...marksOf("error", plotColors.muted),
      ...marksOf("headline", plotColors.first),
      ...(mean === undefined ? [] : markedValue(mean, "mean")),
    ],
  };
}

/** What its marks stand for. */
export function aurocKeys({ rows, words, mean }: AurocData, seeds: number): readonly Key[] {
  return [
    dotMark(words, plotColors.first),
    ...(rows.some(({ error }) => error !== undefined)
      ? [dotMark("reconstruction error alone", plotColors.muted, true)]
      : []),
    ...(seeds > 1
      ? [barMark(`± 1 population standard deviation over ${seeds} seeds`, plotColors.first, false)]
      : []),
    ...(mean === undefined ? [] : [lineMark(`mean of the ${words}`, plotColors.second)]),
  ];
}
