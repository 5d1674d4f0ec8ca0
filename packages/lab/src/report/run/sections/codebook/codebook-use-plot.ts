import { type PlotOptions, rectY, ruleY } from "@observablehq/plot";
import { areaMark, type Key, lineMark } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import { tickCount } from "../../../plots/value-axis.ts";

/** The share of each entry, the most used first. */
export function codebookUsePlot(
  { shares }: { readonly shares: readonly number[] },
  { narrow, width, fontSize }: Frame,
): PlotOptions {
  const bars = shares.map((share, rank) => ({ share, start: rank, end: rank + 1 }));
  return {
    height: narrow ? 200 : 240,
    marginLeft: 58,
    marginTop: 34,
    marginBottom: 40,
    x: {
      label: "entries, the most used first",
      ticks: tickCount([0, shares.length], width - 78, fontSize, 8),
      zero: true,
    },
    y: { label: "share", grid: true, ticks: 4 },
    marks: [
      rectY(bars, { x1: "start", x2: "end", y: "share", fill: plotColors.first }),
      ruleY([0]),
      ruleY([1 / shares.length], { stroke: plotColors.second, strokeDasharray: "6,3" }),
    ],
  };
}

/** What its marks stand for. */
export function codebookUseKeys(): readonly Key[] {
  return [
    areaMark("entries of the codebook", plotColors.first),
    lineMark("an equal share", plotColors.second, { dash: "6,3" }),
  ];
}
