import { axisY, dot, link, type PlotOptions, ruleX, text } from "@observablehq/plot";
import type { MeanAndDeviation } from "../../evaluation/spread.ts";
import { type Frame, plotColors } from "./render-plot.ts";

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
export function aurocPlot({ rows, mean }: AurocData, { narrow }: Frame): PlotOptions {
  const longestName = Math.max(0, ...rows.map(({ normal }) => normal.length));
  const marksOf = (
    score: "combined" | "error",
    color: string,
  ): readonly [ReturnType<typeof link>, ReturnType<typeof dot>] => {
    const points = rows.map((row, key) => ({
      key,
      centre: row[score].mean,
      low: row[score].mean - row[score].standardDeviation,
      high: row[score].mean + row[score].standardDeviation,
    }));
    return [
      link(points, {
        ...{ x1: "low", x2: "high", y: "key" },
        ...{ stroke: color, strokeWidth: 3, strokeOpacity: 0.45 },
      }),
      dot(points, {
        ...{ x: "centre", y: "key", r: 5, stroke: color },
        ...{ fill: score === "combined" ? color : plotColors.ground, strokeWidth: 1.5 },
      }),
    ];
  };
  return {
    height: rows.length * (narrow ? 22 : 26) + 76,
    marginLeft: Math.min(narrow ? 84 : 160, 24 + longestName * (narrow ? 7 : 8)),
    ...{ marginRight: 24, marginTop: 34, marginBottom: 40 },
    x: { label: "area under the ROC curve (%)", grid: true, ticks: narrow ? 4 : 8, nice: true },
    y: { type: "band", label: null, padding: 0.3, domain: rows.map((_, key) => key) },
    marks: [
      axisY({
        ...{ label: null, tickSize: 0, lineWidth: narrow ? 7 : 11, textOverflow: "ellipsis" },
        tickFormat: (key: number) => rows[key]?.normal ?? "",
      }),
      ...marksOf("error", plotColors.muted),
      ...marksOf("combined", plotColors.first),
      ...(mean === undefined
        ? []
        : [
            ruleX([mean], { stroke: plotColors.second, strokeWidth: 2 }),
            text(["mean"], {
              ...{ x: mean, frameAnchor: "top", dy: -14, fill: plotColors.second, fontWeight: 600 },
            }),
          ]),
    ],
  };
}
