import { dot, link, type PlotOptions, text } from "@observablehq/plot";
import { dotMark, type Key } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import { rowAxis } from "../../../plots/row-plot.ts";
import { layoutRows } from "../../../plots/tick-labels.ts";
import { formatNumber } from "../../../words/format.ts";
import type { ComparedFigure } from "../../representation-input.ts";

/** Shares of a code (a dot) against what they are compared with (a ring). */
export function floorsPlot(
  figures: readonly ComparedFigure[],
  { narrow, width, fontSize }: Frame,
): PlotOptions {
  const rows = figures.flatMap(({ title, value, beside }, key) =>
    beside === undefined ? [] : [{ key, title, value, floor: beside.value }],
  );
  const labels = layoutRows(
    rows.map(({ title }) => title),
    { most: width * 0.34, height: 34, fontSize },
  );
  const texts = new Map(rows.map(({ key }, index) => [key, labels.texts[index] ?? ""]));
  return {
    height: rows.length * 38 + 70,
    marginLeft: labels.margin,
    marginRight: 24,
    marginTop: 16,
    marginBottom: 40,
    x: { label: "share", grid: true, ticks: narrow ? 5 : 10, domain: [0, 1] },
    y: { type: "band", label: null, padding: 0.3, domain: rows.map(({ key }) => key) },
    marks: [
      rowAxis((key) => texts.get(key)),
      link(rows, { x1: "floor", x2: "value", y: "key", stroke: plotColors.muted, strokeWidth: 2 }),
      dot(rows, {
        x: "floor",
        y: "key",
        r: 5,
        stroke: plotColors.second,
        strokeWidth: 2,
        fill: plotColors.ground,
      }),
      dot(rows, { x: "value", y: "key", r: 5, fill: plotColors.first }),
      text(rows, {
        x: "value",
        y: "key",
        text: ({ value }) => formatNumber(value),
        dy: -13,
        fill: plotColors.first,
        fontWeight: 600,
      }),
    ],
  };
}

/** What its marks stand for: each ring has a name of its own. */
export function floorsKeys(figures: readonly ComparedFigure[]): readonly Key[] {
  const besides = [...new Set(figures.flatMap(({ beside }) => beside?.title ?? []))];
  return [
    dotMark("the code", plotColors.first),
    dotMark(`for comparison: ${besides.join("; ")}`, plotColors.second, true),
  ];
}
