import type { PlotOptions } from "@observablehq/plot";

/** The axes of a plot of values over the epochs, from 1 to `last`. */
export function epochFrame(last: number, label: string, narrow: boolean): PlotOptions {
  return {
    height: narrow ? 240 : 340,
    marginLeft: 58,
    marginTop: 30,
    marginBottom: 40,
    x: {
      label: "epoch",
      domain: last === 1 ? [0.5, 1.5] : [1, last],
      ticks: Math.min(last, narrow ? 5 : 10),
      tickFormat: (epoch: number) => (Number.isInteger(epoch) ? String(epoch) : ""),
    },
    y: { label, grid: true, ticks: 5, nice: true },
  };
}
