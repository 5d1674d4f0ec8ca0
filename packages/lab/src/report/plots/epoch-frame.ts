import type { PlotOptions } from "@observablehq/plot";
import { type Frame, heightIn } from "./render-plot.ts";
import { axisLabel } from "./tick-labels.ts";
import { valueMargin } from "./value-axis.ts";

/** The axis of the epochs from 1 to `last`. */
export function epochAxis(last: number, { narrow }: Pick<Frame, "narrow">): NonNullable<PlotOptions["x"]> {
  return {
    label: "epoch",
    domain: last === 1 ? [0.5, 1.5] : [1, last],
    ticks: Math.min(last, narrow ? 5 : 10),
    tickFormat: (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : ""),
  };
}

/** The axes of a plot of these values over the epochs, from 1 to `last`. */
export function epochFrame(
  last: number,
  label: string,
  values: readonly number[],
  frame: Frame,
): PlotOptions {
  const { text, extra } = axisLabel(label, frame.width, frame.fontSize);
  return {
    height: heightIn(frame, 340, 250) + extra,
    marginLeft: valueMargin(values, frame.fontSize),
    marginTop: 30 + extra,
    marginBottom: 40,
    x: epochAxis(last, frame),
    y: { label: text, grid: true, ticks: 5, nice: true },
  };
}
