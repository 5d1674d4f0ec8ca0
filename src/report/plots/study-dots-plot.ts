import { axisY, dot, link, type PlotOptions, ruleX, tickX } from "@observablehq/plot";
import { lineStyle } from "./comparison-plot.ts";
import { type Frame, plotColors } from "./render-plot.ts";
import type { SpreadPoint } from "./study-lines.ts";

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

/** A figure of each model, with its spread over the seeds: for a study that varies no setting. */
export function studyDotsPlot({ dots, label }: StudyDotsData, { narrow, width }: Frame): PlotOptions {
  const rows = dots.map((row, key) => ({ ...row, key }));
  const longest = Math.max(0, ...dots.map(({ title }) => title.length));
  const small = narrow || width < 500;
  const besides = rows.filter(({ beside }) => beside !== undefined);
  const shared = new Set(besides.map(({ beside }) => beside)).size === 1 && besides.length === rows.length;
  return {
    height: rows.length * 36 + 76,
    ...{ marginLeft: Math.min(small ? 128 : 240, 24 + longest * 8), marginRight: 24 },
    ...{ marginTop: 16, marginBottom: 44 },
    x: { label, grid: true, ticks: small ? 4 : 8, nice: true },
    y: { type: "band", label: null, padding: 0.3, domain: rows.map(({ key }) => key) },
    marks: [
      axisY({
        ...{ label: null, tickSize: 0, lineWidth: small ? 9 : 17 },
        tickFormat: (key: number) => rows[key]?.title ?? "",
      }),
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
