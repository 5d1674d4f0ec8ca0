import { type Bin, binsOf, type Histogram } from "../../evaluation/spread.ts";

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
