import { lineY } from "@observablehq/plot";
import { lineStyle } from "./comparison-plot.ts";
import { type Key, keySize } from "./keys.tsx";
import { plotColors } from "./plot-colors.ts";
import type { PlotDocument } from "./plot-document.ts";
import { drawPlot } from "./render-plot.ts";
import { besideLine, points } from "./study-lines.ts";

const options = {
  ...{ ...keySize, margin: 0, axis: null },
  ...{ x: { domain: [0, 2] }, y: { domain: [-1, 1] } },
} as const;
const frame = { width: keySize.width, narrow: false, fontSize: 13 } as const;

const ends = [0, 2].map((x) => ({ x, mean: 0 }));

/** A piece of a line with a point of its shape. */
export function lineKey(document: PlotDocument, title: string, style: number): Key {
  const { stroke, strokeDasharray } = lineStyle(style);
  const svg = drawPlot(document, "line", frame, {
    ...options,
    marks: [
      lineY(ends, { x: "x", y: "mean", stroke, strokeDasharray, strokeWidth: 2 }),
      points([{ x: 1, mean: 0 }], style),
    ],
  });
  return { title, svg };
}

/** A piece of a line that is drawn beside others. */
export function besideKey(document: PlotDocument, title: string): Key {
  const svg = drawPlot(document, "dashed line", frame, {
    ...options,
    marks: [...besideLine(ends, plotColors.muted)],
  });
  return { title, svg };
}
