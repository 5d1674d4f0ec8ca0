import { dot, lineY, type PlotOptions } from "@observablehq/plot";
import type { CurveGroup } from "./comparison-curves.ts";
import { epochFrame } from "./epoch-frame.ts";
import { dotMark, type Key, lineMark } from "./keys.tsx";
import { plotColors } from "./plot-colors.ts";
import type { Frame } from "./render-plot.ts";

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
export function comparisonPlot({ curves, label }: CurveGroup, frame: Frame): PlotOptions {
  const last = Math.max(1, ...curves.map(({ points }) => points.at(-1)?.epoch ?? 1));
  const values = curves.flatMap(({ points }) => points.map(({ value }) => value));
  return {
    ...epochFrame(last, label, values, frame),
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

/** Which line is whose. */
export function comparisonKeys({ curves }: CurveGroup, names: readonly string[]): readonly Key[] {
  return [
    ...curves.map(({ run }) => {
      const { stroke, strokeDasharray } = lineStyle(run);
      return lineMark(names[run] ?? "", stroke, { dash: strokeDasharray });
    }),
    dotMark("the epoch whose weights the run has kept", "currentColor"),
  ];
}
