import { dot, link, type PlotOptions, ruleX, tickX } from "@observablehq/plot";
import { lineStyle } from "../plots/comparison-plot.ts";
import { plotColors } from "../plots/plot-colors.ts";
import type { Frame } from "../plots/render-plot.ts";
import { rowAxis } from "../plots/row-plot.ts";
import type { SpreadPoint } from "../plots/study-lines.ts";
import { axisLabel, layoutRows } from "../plots/tick-labels.ts";
import { endMargin, tickCount } from "../plots/value-axis.ts";

export interface StudyDot extends Pick<SpreadPoint, "mean" | "deviation"> {
  readonly title: string;
  readonly style: number;
  /** What is drawn beside it. */
  readonly beside?: number;
}

export interface StudyDotsData {
  readonly dots: readonly StudyDot[];
  /** The figure with its unit. */
  readonly label: string;
}

const rowHeight = 36;

/** A figure of each model, with its spread over the seeds: for a study that varies no setting. */
export function studyDotsPlot({ dots, label }: StudyDotsData, { width, fontSize }: Frame): PlotOptions {
  const rows = dots.map((row, key) => ({ ...row, key }));
  const names = layoutRows(
    dots.map(({ title }) => title),
    { most: Math.min(240, width * 0.4), height: rowHeight - 6, fontSize },
  );
  const besides = rows.filter(({ beside }) => beside !== undefined);
  const shared = new Set(besides.map(({ beside }) => beside)).size === 1 && besides.length === rows.length;
  const ends = dots.flatMap(({ mean, deviation = 0, beside = mean }) => [
    mean - deviation,
    mean + deviation,
    beside,
  ]);
  const marginRight = endMargin(ends, fontSize, 8);
  const ticks = tickCount(ends, width - names.margin - marginRight, fontSize, 8);
  const axis = axisLabel(label, width, fontSize);
  return {
    height: rows.length * rowHeight + 62 + axis.extra,
    ...{ marginLeft: names.margin, marginRight },
    ...{ marginTop: 16, marginBottom: 46 + axis.extra },
    x: { label: axis.text, grid: true, ticks, nice: true },
    y: { type: "band", label: null, padding: 0.3, domain: rows.map(({ key }) => key) },
    marks: [
      rowAxis((key) => names.texts[key]),
      shared
        ? ruleX(besides.slice(0, 1), { x: "beside", ...besideLook })
        : tickX(besides, { x: "beside", y: "key", ...besideLook }),
      ...rows.flatMap((row) => [
        link(row.deviation === undefined ? [] : [row], {
          ...{ x1: row.mean - (row.deviation ?? 0), x2: row.mean + (row.deviation ?? 0), y: "key" },
          ...{ stroke: lineStyle(row.style).stroke, strokeWidth: 3, strokeOpacity: 0.45 },
        }),
        dot([row], { x: "mean", y: "key", fill: lineStyle(row.style).stroke, r: 5 }),
      ]),
    ],
  };
}

const besideLook = { stroke: plotColors.muted, strokeWidth: 2, strokeDasharray: "3,4" } as const;
