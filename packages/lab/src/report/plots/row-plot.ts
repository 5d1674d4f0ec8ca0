import { axisY, link, type Markish, type PlotOptions } from "@observablehq/plot";
import type { Frame } from "./render-plot.ts";
import { layoutRows } from "./tick-labels.ts";
import { endMargin, tickCount } from "./value-axis.ts";

// What plots with a row a thing have in common: its name at the left, its value on the axis across.

/** The names of the rows, by their keys. */
export function rowAxis(nameOf: (key: number) => string | undefined): Markish {
  return axisY({
    ...{ label: null, tickSize: 0, lineWidth: Infinity },
    tickFormat: (key: number) => nameOf(key) ?? "",
  });
}

/** A bar from `low` to `high`, one standard deviation to each side. */
export function rowBars(
  rows: readonly { readonly key: number; readonly low: number; readonly high: number }[],
  stroke: string,
): Markish {
  return link(rows, {
    ...{ x1: "low", x2: "high", y: "key" },
    ...{ stroke, strokeWidth: 3, strokeOpacity: 0.45 },
  });
}

/**
 * The space of a plot with a row for each of `names`, keyed by its place, and its axes.
 * @param label of the axis across
 * @param ends of what is drawn in the rows
 */
export function rowFrame(
  names: readonly string[],
  label: string,
  ends: readonly number[],
  { narrow, width, fontSize }: Frame,
): PlotOptions & { readonly marks: Markish[] } {
  const rowHeight = narrow ? 22 : 26;
  const labels = layoutRows(names, { most: width * 0.3, height: rowHeight - 4, fontSize });
  const marginRight = endMargin(ends, fontSize, 8);
  const ticks = tickCount(ends, width - labels.margin - marginRight, fontSize, 8);
  return {
    height: names.length * rowHeight + 76,
    marginLeft: labels.margin,
    ...{ marginRight, marginTop: 34, marginBottom: 40 },
    x: { label, grid: true, ticks, nice: true },
    y: { type: "band", label: null, padding: 0.3, domain: names.map((_, key) => key) },
    marks: [rowAxis((key) => labels.texts[key])],
  };
}
