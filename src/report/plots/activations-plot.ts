import { areaY, type PlotOptions, ruleX, ruleY, text } from "@observablehq/plot";
import type { CodeStatistics, UnitActivation } from "../../evaluation/activations.ts";
import { binsOf } from "../../evaluation/spread.ts";
import { formatPercent } from "../format.ts";
import { areaMark, type Key } from "./keys.tsx";
import { plotColors } from "./plot-colors.ts";
import type { Frame } from "./render-plot.ts";
import { tickCount } from "./value-axis.ts";

/** A small histogram for each of `units`, on one scale of activations, each as high as its own peak. */
export function activationsPlot(
  units: readonly UnitActivation[],
  { range, nonNegative }: Pick<CodeStatistics, "range" | "nonNegative">,
  { narrow, width, fontSize }: Frame,
): PlotOptions {
  const columns = Math.min(narrow ? 4 : width < 700 ? 6 : 8, units.length);
  const rows = Math.ceil(units.length / columns);
  const cells = units.map((unit, index) => ({
    ...unit,
    fx: index % columns,
    fy: Math.floor(index / columns),
  }));
  const outline = cells.flatMap(({ unit, fx, fy, histogram }) => {
    const peak = Math.max(1, ...histogram.counts);
    const steps = binsOf(histogram).map(({ start, count }) => ({ unit, fx, fy, x: start, y: count / peak }));
    return [...steps, { unit, fx, fy, x: histogram.maximum, y: 0 }];
  });
  const facet = { fx: "fx", fy: "fy" };
  return {
    height: rows * (narrow ? 66 : 78) + 56,
    marginLeft: 8,
    marginRight: 8,
    marginTop: 8,
    marginBottom: 40,
    fx: { padding: 0.12, axis: null },
    fy: { padding: 0.16, axis: null },
    x: {
      domain: range[0] === range[1] ? [0, 1] : [...range],
      ticks: tickCount(range, (width / columns) * 0.8, fontSize, 3),
      label: "activation",
    },
    // Room above the peaks for the labels.
    y: { domain: [0, 1.5], axis: null },
    marks: [
      areaY(outline, { ...facet, z: "unit", x: "x", y: "y", curve: "step-after", fill: plotColors.first }),
      ruleY([0], { stroke: "currentColor", strokeOpacity: 0.5 }),
      nonNegative ? null : ruleX([0], { stroke: plotColors.muted, strokeDasharray: "2,2" }),
      text(cells, {
        ...facet,
        frameAnchor: "top-left",
        text: ({ unit }: UnitActivation) => String(unit),
        fontWeight: 600,
      }),
      text(cells, {
        ...facet,
        frameAnchor: "top-right",
        text: ({ activeFraction }: UnitActivation) =>
          activeFraction === 0 ? "dead" : formatPercent(activeFraction),
        fill: ({ activeFraction }: UnitActivation) =>
          activeFraction === 0 ? plotColors.second : "currentColor",
      }),
    ],
  };
}

/** What its marks stand for. */
export const activationsKeys: readonly Key[] = [
  areaMark("share of the test images, as high as the peak of the unit", plotColors.first),
];
