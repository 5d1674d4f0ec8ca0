import { lineY } from "@observablehq/plot";
import { lineStyle } from "./comparison-plot.ts";
import { plotColors, renderPlot } from "./render-plot.ts";
import { besideLine, points } from "./study-lines.ts";

const frame = {
  ...{ width: 34, height: 14, margin: 0, axis: null },
  ...{ x: { domain: [0, 2] }, y: { domain: [-1, 1] } },
} as const;

const ends = [0, 2].map((x) => ({ x, mean: 0 }));

/** A piece of a line with a point of its shape, for the key beside its name. */
export function lineKey(document: Document, style: number): string {
  const { stroke, strokeDasharray } = lineStyle(style);
  return renderPlot(document, "line", () => ({
    ...frame,
    marks: [
      lineY(ends, { x: "x", y: "mean", stroke, strokeDasharray, strokeWidth: 2 }),
      points([{ x: 1, mean: 0 }], style),
    ],
  })).wide;
}

/** A piece of a line that is drawn beside others. */
export function besideKey(document: Document): string {
  return renderPlot(document, "dashed line", () => ({
    ...frame,
    marks: [...besideLine(ends, plotColors.muted)],
  })).wide;
}
