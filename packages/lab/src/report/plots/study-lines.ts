import { areaY, dot, lineY, type Markish, ruleX } from "@observablehq/plot";
import type { SeedSpread } from "../../study/results.ts";
import { lineStyle } from "./comparison-plot.ts";
import { plotColors } from "./plot-colors.ts";

/** Shapes of the points, so that lines are told apart without their colours too. */
const symbols = ["circle", "square", "triangle", "diamond", "triangle2", "square2"] as const;

/** A mean over seeds somewhere on the horizontal axis. */
export interface SpreadPoint extends Pick<SeedSpread, "mean" | "deviation"> {
  readonly x: number | string;
}

const low = ({ mean, deviation = 0 }: SpreadPoint): number => mean - deviation;
const high = ({ mean, deviation = 0 }: SpreadPoint): number => mean + deviation;

/** The points of a line, alike in plots and in their key. */
export function points(line: readonly SpreadPoint[], style: number, dx: number = 0): Markish {
  return dot(line, {
    ...{ x: "x", y: "mean", dx, r: 4 },
    symbol: symbols[style % symbols.length] as string,
    fill: lineStyle(style).stroke,
    stroke: plotColors.ground,
    strokeWidth: 1,
  });
}

/** Means, joined by a line, a bar of one standard deviation to each side. */
export function lineWithBars(line: readonly SpreadPoint[], style: number, dx: number): readonly Markish[] {
  const { stroke, strokeDasharray } = lineStyle(style);
  return [
    ruleX(spread(line), { x: "x", y1: low, y2: high, dx, stroke, strokeWidth: 2, strokeOpacity: 0.55 }),
    lineY(line, { x: "x", y: "mean", dx, stroke, strokeDasharray, strokeWidth: 2 }),
    points(line, style, dx),
  ];
}

/**
 * Means, joined by a line, a band of one standard deviation around them.
 * @param least where the band ends below
 */
export function lineWithBand(
  line: readonly SpreadPoint[],
  style: number,
  least: number = -Infinity,
): readonly Markish[] {
  const { stroke, strokeDasharray } = lineStyle(style);
  const y1 = (point: SpreadPoint): number => Math.max(least, low(point));
  return [
    areaY(spread(line), { x: "x", y1, y2: high, fill: stroke, fillOpacity: 0.18 }),
    lineY(line, { x: "x", y: "mean", stroke, strokeDasharray, strokeWidth: 2 }),
    points(line, style),
  ];
}

/** What is drawn beside a line for comparison: no points, short dashes. */
export function besideLine(line: readonly SpreadPoint[], stroke: string, dx: number = 0): readonly Markish[] {
  const look = { x: "x", stroke, dx, strokeWidth: 2, strokeDasharray: "3,4" };
  // A line needs two points.
  return [lineY(line, { ...look, y: "mean" }), line.length === 1 ? dot(line, { ...look, y: "mean" }) : null];
}

function spread(line: readonly SpreadPoint[]): readonly SpreadPoint[] {
  return line.filter(({ deviation }) => deviation !== undefined);
}
