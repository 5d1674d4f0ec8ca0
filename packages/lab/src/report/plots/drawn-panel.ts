import { pageWidth, type RenderedPlot } from "./render-plot.ts";

/** One plot of several side by side. */
export interface DrawnPanel {
  readonly title: string;
  readonly plot: RenderedPlot;
  /** Path of the plot as a file. */
  readonly file: string;
}

/** How many of them stand side by side. */
export function columnsOf(panels: number): number {
  return panels === 1 ? 1 : panels <= 4 ? 2 : 3;
}

/** How wide each of them is, in CSS pixels. */
export function panelWidth(panels: number): number {
  return Math.floor(pageWidth / columnsOf(panels));
}
