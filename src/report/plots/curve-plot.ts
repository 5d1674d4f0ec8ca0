import type { PlotOptions } from "@observablehq/plot";
import type { Frame } from "./render-plot.ts";
import { lineWithBand, type SpreadPoint } from "./study-lines.ts";

export interface CurvePlotData {
  readonly x: string;
  readonly y: string;
  readonly lines: readonly { readonly style: number; readonly points: readonly SpreadPoint[] }[];
}

/** One number over another, with its spread over seeds where there are several. */
export function curvePlot({ x, y, lines }: CurvePlotData, { narrow, width }: Frame): PlotOptions {
  const small = narrow || width < 500;
  return {
    height: small ? 230 : 320,
    ...{ marginLeft: 58, marginTop: 30, marginRight: 18, marginBottom: 44 },
    x: { label: x, ticks: small ? 4 : 8, nice: true },
    y: { label: y, grid: true, ticks: 5, nice: true },
    marks: lines.flatMap(({ style, points }) => lineWithBand(points, style)),
  };
}
