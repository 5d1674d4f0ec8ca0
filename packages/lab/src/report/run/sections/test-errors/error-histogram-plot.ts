import { type PlotOptions, ruleY } from "@observablehq/plot";
import type { Bin, Histogram, Spread } from "../../../../evaluation/spread.ts";
import { histogramBars, histogramMark } from "../../../plots/histogram-bars.ts";
import { areaMark, type Key, lineMark } from "../../../plots/keys.tsx";
import { markedValue } from "../../../plots/marked-value.ts";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import { tickCount } from "../../../plots/value-axis.ts";
import type { SampleWords } from "../../../words/sample-words.ts";

export interface ErrorHistogramData {
  readonly histogram: Histogram;
  readonly spread: Spread;
  /** What has errors. */
  readonly samples: Pick<SampleWords, "plural">;
  /** The measure with its unit. */
  readonly label: string;
}

/** How many test samples have which error; the middle half of them in the stronger colour. */
export function errorHistogramPlot(
  { histogram, spread, samples, label }: ErrorHistogramData,
  { narrow, width, fontSize }: Frame,
): PlotOptions {
  const bars = histogramBars(histogram);
  const isCentral = ({ start, end }: Bin): boolean =>
    (start + end) / 2 >= spread.lowerQuartile && (start + end) / 2 <= spread.upperQuartile;
  return {
    height: narrow ? 200 : 260,
    marginLeft: 58,
    marginTop: 34,
    marginBottom: 40,
    x: { label, ticks: tickCount([histogram.minimum, histogram.maximum], width - 78, fontSize, 10) },
    y: { label: `test ${samples.plural}`, grid: true, ticks: 4 },
    opacity: { type: "identity" },
    marks: [
      histogramMark(bars, { fillOpacity: (bar: Bin) => (isCentral(bar) ? 1 : 0.45) }),
      ruleY([0]),
      ...markedValue(spread.median, "median"),
    ],
  };
}

/** What its colours stand for. */
export function errorHistogramKeys({ plural }: Pick<SampleWords, "plural">): readonly Key[] {
  return [
    areaMark(`the middle half of the ${plural}`, plotColors.first),
    areaMark(`the other ${plural}`, plotColors.first, 0.45),
    lineMark("median", plotColors.second),
  ];
}
