import { dot, type PlotOptions, ruleY, text } from "@observablehq/plot";
import type { UnitActivation } from "../../../../evaluation/activations.ts";
import { dotMark, type Key, lineMark } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";

export interface UnitVariancesData {
  readonly units: readonly UnitActivation[];
  readonly threshold: number;
}

/** Below, a variance is as good as none, and the logarithm of 0 has no place. */
const smallestVariance = 1e-4;

/** The variance of each unit's posterior mean over the test images, the greatest first. */
export function unitVariancesPlot({ units, threshold }: UnitVariancesData, { narrow }: Frame): PlotOptions {
  const ranked = units
    .map(({ standardDeviation }) => Math.max(smallestVariance, standardDeviation ** 2))
    .sort((a, b) => b - a)
    .map((variance, index) => ({ rank: index + 1, variance, active: variance > threshold }));
  const greatest = Math.max(1, ...ranked.map(({ variance }) => variance));
  return {
    height: narrow ? 220 : 260,
    marginLeft: 58,
    marginTop: 30,
    marginBottom: 40,
    x: {
      label: "units, by falling variance",
      domain: [0.5, ranked.length + 0.5],
      tickFormat: (rank: number) => (Number.isInteger(rank) ? String(rank) : ""),
      ticks: Math.min(ranked.length, narrow ? 5 : 10),
    },
    y: {
      type: "log",
      label: "variance of the posterior mean",
      domain: [smallestVariance, greatest * 1.5],
      grid: true,
      ticks: [1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100].filter((variance) => variance <= greatest * 1.5),
      tickFormat: "~g",
    },
    marks: [
      ruleY([threshold], { stroke: plotColors.second, strokeWidth: 2 }),
      text([`active above ${threshold}`], {
        y: threshold,
        frameAnchor: "left",
        textAnchor: "start",
        dx: 6,
        dy: 12,
        fill: plotColors.second,
        fontWeight: 600,
      }),
      dot(ranked, {
        x: "rank",
        y: "variance",
        r: 4,
        fill: ({ active }: { active: boolean }) => (active ? plotColors.first : plotColors.muted),
      }),
    ],
  };
}

/** What its marks stand for. */
export function unitVariancesKeys({ threshold }: Pick<UnitVariancesData, "threshold">): readonly Key[] {
  return [
    dotMark("active unit", plotColors.first),
    dotMark("inactive unit", plotColors.muted),
    lineMark(`threshold: ${threshold}`, plotColors.second),
  ];
}
