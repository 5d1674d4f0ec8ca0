import type { PlotOptions } from "@observablehq/plot";
import type { VariedValue } from "../../study/results.ts";
import { valueWords } from "../../study/setting-words.ts";
import type { ValueScale } from "../varied.ts";
import { lineStyle } from "./comparison-plot.ts";
import { type Frame, plotColors } from "./render-plot.ts";
import { besideLine, lineWithBars, type SpreadPoint } from "./study-lines.ts";

export interface StudyPlotData {
  /** The figure with its unit. */
  readonly label: string;
  readonly setting: string;
  readonly values: readonly VariedValue[];
  readonly scale: ValueScale;
  readonly lines: readonly {
    readonly style: number;
    readonly points: readonly SpreadPoint[];
    /** What is drawn beside this line alone. */
    readonly beside: readonly SpreadPoint[];
  }[];
  /** What is drawn beside all lines. */
  readonly beside: readonly SpreadPoint[];
}

/** A figure against the values of a setting, with its spread over the seeds. */
export function studyPlot(data: StudyPlotData, { narrow, width }: Frame): PlotOptions {
  const { lines, beside } = data;
  // Bars at one value stand side by side instead of one on the other.
  const step = Math.min(6, 20 / lines.length);
  const dx = (index: number): number => (index - (lines.length - 1) / 2) * step;
  return {
    height: narrow || width < 500 ? 250 : 340,
    ...{ marginLeft: 58, marginTop: 30, marginRight: 20, marginBottom: 44 },
    x: horizontal(data, narrow),
    y: { label: data.label, grid: true, ticks: 5, nice: true },
    marks: [
      ...besideLine(beside, plotColors.muted),
      ...lines.flatMap((line, index) => [
        ...besideLine(line.beside, lineStyle(line.style).stroke, dx(index)),
        ...lineWithBars(line.points, line.style, dx(index)),
      ]),
    ],
  };
}

function horizontal(
  { setting, values, scale }: StudyPlotData,
  narrow: boolean,
): NonNullable<PlotOptions["x"]> {
  if (scale === "ordinal") {
    const domain = values.map(valueWords);
    const long = domain.join("").length > (narrow ? 30 : 70);
    return { type: "point", label: setting, domain, padding: 0.4, ...(long ? { tickRotate: -20 } : {}) };
  }
  const numbers = values.filter((value) => typeof value === "number").toSorted((a, b) => a - b);
  const axis = { label: setting, ticks: numbers, tickFormat: String, insetLeft: 14, insetRight: 14 };
  return scale === "log2" ? { ...axis, type: "log", base: 2 } : { ...axis, type: "linear" };
}
