import { type PlotOptions, plot } from "@observablehq/plot";
import { drawingWidth, type FigureWords, figureFile } from "./figure-file.tsx";
import type { Key } from "./keys.tsx";
import type { PlotDocument } from "./plot-document.ts";

/** The space that a plot is drawn for. */
export interface Frame {
  readonly width: number;
  /** For a telephone: less room, so fewer or smaller labels. */
  readonly narrow: boolean;
  /** Of its text, in pixels. */
  readonly fontSize: number;
}

/** A plot as SVG: twice for the page, which shows the one that fits the window, and once as a file. */
export interface RenderedPlot {
  readonly wide: string;
  readonly narrow: string;
  /** A whole SVG file that explains itself. */
  readonly file: string;
  /** What its marks stand for: the file has them, a page writes them above. */
  readonly keys: readonly Key[];
}

/** What a plot says of itself. */
export interface PlotWords extends FigureWords {
  /** What a screen reader says in place of the picture in a page: fixed text, nothing from the data. */
  readonly label: string;
}

/** The width of the column of text. */
export const pageWidth = 860;
const narrow: Frame = { width: 350, narrow: true, fontSize: 11 };

/** Pixels of height: a plot as wide as the column is higher than one of several side by side or in a file. */
export function heightIn({ width }: Frame, whole: number, part: number): number {
  return width < 700 ? part : whole;
}

/**
 * Draws a plot for both widths of a page and as a file.
 * @param width of the wide one, in CSS pixels: less than the page's for one of several side by side
 */
export function renderPlot(
  document: PlotDocument,
  words: PlotWords,
  options: (frame: Frame) => PlotOptions,
  width: number = pageWidth,
): RenderedPlot {
  const draw = (frame: Frame): string => drawPlot(document, words.label, frame, options(frame));
  const drawn = draw({ width: drawingWidth, narrow: false, fontSize: 14 });
  return {
    wide: draw({ width, narrow: width <= narrow.width, fontSize: 13 }),
    narrow: draw(narrow),
    file: figureFile(words, {
      width: sizeOf(drawn, "width"),
      height: sizeOf(drawn, "height"),
      markup: drawn,
    }),
    keys: words.keys ?? [],
  };
}

/** One SVG element of a plot. */
export function drawPlot(document: PlotDocument, label: string, frame: Frame, options: PlotOptions): string {
  const svg = plot({
    document: document as Document,
    width: frame.width,
    ...options,
    style: { fontSize: `${frame.fontSize}px`, background: "none", overflow: "visible" },
  });
  // Plot's own style sheet is the same for every plot: the page has it once.
  svg.querySelector("style")?.remove();
  svg.setAttribute("class", "plot");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  // A part of a picture has no name of its own.
  return roundCoordinates(svg.outerHTML).replaceAll(/(<g [^>]*)aria-label=/g, "$1data-mark=");
}

function sizeOf(svg: string, side: "width" | "height"): number {
  return Number(new RegExp(`^<svg [^>]*\\b${side}="([\\d.]+)"`).exec(svg)?.[1]);
}

/** A hundredth of a pixel is enough: the other digits would be a third of the page. */
function roundCoordinates(svg: string): string {
  return svg.replace(/ (?:transform|d|x|y|x1|x2|y1|y2|cx|cy|width|height)="[^"]*"/g, (attribute) =>
    attribute.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100)),
  );
}
