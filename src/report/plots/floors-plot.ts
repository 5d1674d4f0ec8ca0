import { axisY, dot, link, type PlotOptions, text } from "@observablehq/plot";
import { formatNumber } from "../format.ts";
import type { ComparedFigure } from "../representation-input.ts";
import { type Frame, plotColors } from "./render-plot.ts";

/** Shares of a code (a dot) against what they are compared with (a ring). */
export function floorsPlot(figures: readonly ComparedFigure[], { narrow }: Frame): PlotOptions {
  const rows = figures.flatMap(({ title, value, beside }, key) =>
    beside === undefined ? [] : [{ key, title, value, floor: beside.value }],
  );
  return {
    height: rows.length * 38 + 70,
    marginLeft: narrow ? 116 : 220,
    marginRight: 24,
    marginTop: 16,
    marginBottom: 40,
    x: { label: "share", grid: true, ticks: narrow ? 5 : 10, domain: [0, 1] },
    y: { type: "band", label: null, padding: 0.3, domain: rows.map(({ key }) => key) },
    marks: [
      axisY({
        label: null,
        tickSize: 0,
        lineWidth: narrow ? 9 : 16,
        tickFormat: (key: number) => figures[key]?.title ?? "",
      }),
      link(rows, { x1: "floor", x2: "value", y: "key", stroke: plotColors.muted, strokeWidth: 2 }),
      dot(rows, {
        x: "floor",
        y: "key",
        r: 5,
        stroke: plotColors.second,
        strokeWidth: 2,
        fill: plotColors.ground,
      }),
      dot(rows, { x: "value", y: "key", r: 5, fill: plotColors.first }),
      text(rows, {
        x: "value",
        y: "key",
        text: ({ value }) => formatNumber(value),
        dy: -13,
        fill: plotColors.first,
        fontWeight: 600,
      }),
    ],
  };
}
