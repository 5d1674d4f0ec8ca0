import { dot, lineY, type PlotOptions } from "@observablehq/plot";
import type { CurveGroup } from "../comparison-curves.ts";
import { type Frame, plotColors } from "./render-plot.ts";

/** Colours that the style sheet of the comparison has; further runs have them again, with other dashes. */
const colors = 6;
const dashes = ["none", "7,3", "2,3", "9,3,2,3"] as const;

/** How the line of a run looks, wherever it is drawn. */
export interface LineStyle {
  readonly stroke: string;
  readonly strokeDasharray: string;
}

/** @param run position among all that are compared */
export function lineStyle(run: number): LineStyle {
  return {
    stroke: `var(--run-${run % colors})`,
    strokeDasharray: dashes[Math.floor(run / colors) % dashes.length] as string,
  };
}

/** A line a run over the epochs, a dot at the epoch whose weights it kept. */
export function comparisonPlot({ curves, label }: CurveGroup, { narrow }: Frame): PlotOptions {
  const last = Math.max(1, ...curves.map(({ points }) => points.at(-1)?.epoch ?? 1));
  return {
    height: narrow ? 240 : 340,
    marginLeft: 58,
    marginTop: 30,
    marginBottom: 40,
    x: {
      label: "epoch",
      domain: last === 1 ? [0.5, 1.5] : [1, last],
      ticks: Math.min(last, narrow ? 5 : 10),
      tickFormat: (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : ""),
    },
    y: { label, grid: true, ticks: 5, nice: true },
    marks: curves.flatMap(({ run, points, kept }) => {
      const { stroke, strokeDasharray } = lineStyle(run);
      return [
        lineY(points, { x: "epoch", y: "value", stroke, strokeDasharray, strokeWidth: 2 }),
        dot(
          points.filter(({ epoch }) => epoch === kept),
          { x: "epoch", y: "value", fill: stroke, stroke: plotColors.ground, r: 5 },
        ),
      ];
    }),
  };
}
