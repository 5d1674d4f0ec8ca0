import type { PlotOptions } from "@observablehq/plot";
import type { PlotDocument } from "../plots/plot-document.ts";
import { type Frame, type PlotWords, renderPlot } from "../plots/render-plot.ts";
import { Plot } from "./plot.tsx";
import type { Figure, Files } from "./section.ts";

interface FigureOfPlot extends PlotWords, Omit<Figure, "view" | "files"> {
  readonly draw: (frame: Frame) => PlotOptions;
  /** Path of the plot as a file. */
  readonly file: string;
  /** The numbers behind it. */
  readonly tables?: Files;
}

/** A figure of one plot. */
export function plotFigure(document: PlotDocument, { draw, file, tables, ...words }: FigureOfPlot): Figure {
  const plot = renderPlot(document, words, draw);
  return { ...words, files: { [file]: plot.file, ...tables }, view: <Plot plot={plot} /> };
}
