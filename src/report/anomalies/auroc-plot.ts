import { axisY, dot, link, type PlotOptions, ruleX, text } from "@observablehq/plot";
import type { MeanAndDeviation } from "../../evaluation/spread.ts";
import { barMark, dotMark, type Key, lineMark } from "../plots/keys.tsx";
import { plotColors } from "../plots/plot-colors.ts";
import type { Frame } from "../plots/render-plot.ts";
import { layoutRows } from "../plots/tick-labels.ts";
import { endMargin, tickCount } from "../plots/value-axis.ts";

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
export function aurocPlot({ rows, mean }: AurocData, { narrow, width, fontSize }: Frame): PlotOptions {
  const rowHeight = narrow ? 22 : 26;
  const labels = layoutRows(
    rows.map(({ normal }) => normal),
    { most: width * 0.3, height: rowHeight - 4, fontSize },
  );
  const ends = rows
    .flatMap(({ combined, error }) => [combined, error])
    .flatMap((area) => [area.mean - area.standardDeviation, area.mean + area.standardDeviation]);
  const marginRight = endMargin(ends, fontSize, 8);
  const ticks = tickCount(ends, width - labels.margin - marginRight, fontSize, 8);
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
    height: rows.length * rowHeight + 76,
    marginLeft: labels.margin,
    ...{ marginRight, marginTop: 34, marginBottom: 40 },
    x: { label: "area under the ROC curve (%)", grid: true, ticks, nice: true },
    y: { type: "band", label: null, padding: 0.3, domain: rows.map((_, key) => key) },
    marks: [
      axisY({
        ...{ label: null, tickSize: 0, lineWidth: Infinity },
        tickFormat: (key: number) => labels.texts[key] ?? "",
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
