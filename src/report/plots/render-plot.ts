import { type PlotOptions, plot } from "@observablehq/plot";

/** The space that a plot is drawn for. */
export interface Frame {
  readonly width: number;
  /** For a telephone: less room, so fewer or smaller labels. */
  readonly narrow: boolean;
}

/** A plot as SVG: twice for the page, which shows the one that fits the window, and once as a file. */
export interface RenderedPlot {
  readonly wide: string;
  readonly narrow: string;
  /** A whole SVG file with colours of its own, on white. */
  readonly file: string;
}

/** Colours of plots. The page gives them other values in the dark; both sets suit colour-blind eyes (Okabe and Ito 2008). */
export const plotColors = {
  first: "var(--plot-first)",
  second: "var(--plot-second)",
  muted: "var(--plot-muted)",
  ground: "var(--plot-ground)",
} as const;

/** The width of the column of text. */
export const pageWidth = 860;
const narrow: Frame = { width: 350, narrow: true };

const fileStyle =
  "svg{background:#fff;color:#1d2128;--plot-first:#0072b2;--plot-second:#c4500c;--plot-muted:#8a919c;--plot-ground:#fff;" +
  "--run-0:#0072b2;--run-1:#c4500c;--run-2:#00805d;--run-3:#b04a86;--run-4:#a67500;--run-5:#2f2f3a;" +
  "--class-0:#332288;--class-1:#58b0da;--class-2:#44aa99;--class-3:#117733;--class-4:#999933;--class-5:#d0b84f;" +
  "--class-6:#cc6677;--class-7:#882255;--class-8:#aa4499;--class-9:#777777}";

/**
 * Draws a plot for both widths.
 * @param label what a screen reader says in place of the picture; fixed text, nothing from the data
 * @param width of the wide one, in CSS pixels: less than the page's for one of several side by side
 */
export function renderPlot(
  document: Document,
  label: string,
  options: (frame: Frame) => PlotOptions,
  width: number = pageWidth,
): RenderedPlot {
  const draw = (frame: Frame): string => {
    const svg = plot({
      document,
      width: frame.width,
      ...options(frame),
      style: { fontSize: frame.narrow ? "11px" : "13px", background: "none", overflow: "visible" },
    });
    // Plot's own style sheet is the same for every plot: the page has it once.
    svg.querySelector("style")?.remove();
    svg.setAttribute("class", "plot");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
    return roundCoordinates(svg.outerHTML);
  };
  const drawn = draw({ width, narrow: width <= narrow.width });
  return {
    wide: drawn,
    narrow: draw(narrow),
    file: svgFile(drawn),
  };
}

/** An SVG element of a page as a whole file. */
export function svgFile(svg: string): string {
  return svg.replace(
    /^<svg ([^>]*)>/,
    `<svg xmlns="http://www.w3.org/2000/svg" $1><style>${fileStyle}</style>`,
  );
}

/** A hundredth of a pixel is enough: the other digits would be a third of the page. */
function roundCoordinates(svg: string): string {
  return svg.replace(/ (?:transform|d|x|y|x1|x2|y1|y2|cx|cy|width|height)="[^"]*"/g, (attribute) =>
    attribute.replace(/\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100)),
  );
}
