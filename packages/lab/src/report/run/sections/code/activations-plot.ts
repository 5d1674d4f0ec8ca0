import { areaY, type PlotOptions, ruleX, ruleY, text } from "@observablehq/plot";
import { ticks } from "d3-array";
import type { CodeStatistics, UnitActivation } from "../../../../evaluation/activations.ts";
import { binsOf } from "../../../../evaluation/spread.ts";
import { areaMark, type Key } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import { textWidth } from "../../../plots/text-width.ts";
import { keepApart } from "../../../plots/tick-labels.ts";
import { formatPercent } from "../../../words/format.ts";
import type { SampleWords } from "../../../words/sample-words.ts";

/** Between two histograms, as a share of their distance. */
const facetPadding = 0.12;

/** A small histogram for each of `units`, on one scale of activations, each as high as its own peak. */
export function activationsPlot(
  units: readonly UnitActivation[],
  { range, nonNegative }: Pick<CodeStatistics, "range" | "nonNegative">,
  { narrow, width, fontSize }: Frame,
): PlotOptions {
  const columns = Math.max(1, Math.min(8, units.length, Math.floor(width / roomOf(units, fontSize))));
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
  const axisTicks = facetTicks(range, width / columns, fontSize);
  // A label reaches to both sides of its tick.
  const side = Math.max(8, ...axisTicks.map((tick) => textWidth(written(tick), fontSize) / 2));
  const facet = { fx: "fx", fy: "fy" };
  return {
    height: rows * (narrow ? 66 : 78) + 56,
    ...{ marginLeft: side, marginRight: side },
    marginTop: 8,
    marginBottom: 40,
    fx: { padding: facetPadding, axis: null },
    fy: { padding: 0.16, axis: null },
    x: {
      domain: range[0] === range[1] ? [0, 1] : [...range],
      ticks: axisTicks,
      tickFormat: written,
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

/** Pixels across that the words above a histogram need. */
function roomOf(units: readonly UnitActivation[], fontSize: number): number {
  const names = units.map(({ unit }) => textWidth(String(unit), fontSize, true));
  return Math.max(76, Math.max(...names) + textWidth("> 99.9%", fontSize) + 16);
}

/** As many ticks as leave room for their labels, also beside those of the next histogram; the last alone where none do. */
function facetTicks(
  [least, greatest]: readonly [number, number],
  step: number,
  fontSize: number,
): readonly number[] {
  const place = (value: number): number =>
    ((value - least) / (greatest - least || 1)) * step * (1 - facetPadding);
  const choices = [3, 2].map((count) => ticks(least, greatest, count));
  const fitting = choices.find((values) =>
    keepApart(
      [0, step].flatMap((left) => values.map((value) => ({ at: left + place(value), text: written(value) }))),
      fontSize,
    ),
  );
  return fitting ?? choices[1]?.slice(-1) ?? [];
}

function written(value: number): string {
  return value.toLocaleString("en-US");
}

/** What its marks stand for. */
export function activationsKeys({ plural }: Pick<SampleWords, "plural">): readonly Key[] {
  return [areaMark(`share of the test ${plural}, as high as the peak of the unit`, plotColors.first)];
}
