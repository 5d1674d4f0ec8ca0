import { type Markish, type RectYOptions, rectY } from "@observablehq/plot";
import { type Bin, binsOf, type Histogram } from "../../evaluation/spread.ts";
import { plotColors } from "./plot-colors.ts";

/** The bars of a histogram. Where all values are equal the bin has no width: a sliver around it stands for it. */
export function histogramBars(histogram: Histogram): readonly Bin[] {
  const { minimum, maximum } = histogram;
  const sliver = maximum > minimum ? 0 : Math.abs(minimum) / 100 || 1;
  return binsOf(histogram).map(({ start, end, count }) => ({
    start: start - sliver,
    end: end + sliver,
    count,
  }));
}

/** The bars as a mark. @param style what differs from bar to bar */
export function histogramMark(bars: readonly Bin[], style: RectYOptions = {}): Markish {
  return rectY(bars, {
    ...{ x1: "start", x2: "end", y: "count", insetLeft: 0.5, insetRight: 0.5, fill: plotColors.first },
    ...style,
  });
}
