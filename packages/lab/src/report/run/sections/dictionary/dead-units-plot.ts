import { dot, lineY, type PlotOptions, ruleX } from "@observablehq/plot";
import { epochAxis } from "../../../plots/epoch-frame.ts";
import { type Key, lineMark } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";

export interface DeadUnitsData {
  readonly points: readonly { readonly epoch: number; readonly deadUnits: number }[];
  readonly keptEpoch: number;
}

/** How many units were dead in each epoch. */
export function deadUnitsPlot({ points, keptEpoch }: DeadUnitsData, { narrow }: Frame): PlotOptions {
  const line = { x: "epoch", y: "deadUnits", stroke: plotColors.first };
  const last = points.at(-1)?.epoch ?? 1;
  return {
    height: narrow ? 170 : 200,
    marginLeft: 58,
    marginTop: 30,
    marginBottom: 40,
    x: epochAxis(last, { narrow }),
    y: { label: "dead units", grid: true, ticks: 4, zero: true, nice: true },
    marks: [
      ruleX([keptEpoch], { stroke: plotColors.muted, strokeDasharray: "2,3" }),
      lineY(points, { ...line, strokeWidth: 2 }),
      points.length <= 10 ? dot(points, { ...line, fill: plotColors.ground }) : null,
    ],
  };
}

/** What its lines stand for. */
export function deadUnitsKeys(): readonly Key[] {
  return [
    lineMark("dead units", plotColors.first),
    lineMark("epoch whose weights were kept", plotColors.muted, { dash: "2,3" }),
  ];
}
