import { type PlotOptions, ruleY } from "@observablehq/plot";
import type { Histogram } from "../../../../evaluation/spread.ts";
import { histogramBars, histogramMark } from "../../../plots/histogram-bars.ts";
import { areaMark, type Key, lineMark } from "../../../plots/keys.tsx";
import { markedValue } from "../../../plots/marked-value.ts";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import { tickCount } from "../../../plots/value-axis.ts";
import type { SampleWords } from "../../../words/sample-words.ts";

export interface MeanActivityData {
  readonly histogram: Histogram;
  readonly samples: Pick<SampleWords, "plural">;
  /** The mean activity that the penalty asks for, where it asks for one. */
  readonly target?: number | undefined;
}

/** How many units of the code have which mean activity. */
export function meanActivityPlot(
  { histogram, samples, target }: MeanActivityData,
  { narrow, width, fontSize }: Frame,
): PlotOptions {
  const bars = histogramBars(histogram).filter(({ count }) => count > 0);
  return {
    height: narrow ? 200 : 240,
    marginLeft: 58,
    marginTop: 34,
    marginBottom: 40,
    x: {
      label: `mean activation over the test ${samples.plural}`,
      ticks: tickCount([0, histogram.maximum], width - 78, fontSize, 8),
      zero: true,
    },
    y: { label: "units", grid: true, ticks: 4 },
    marks: [
      histogramMark(bars),
      ruleY([0]),
      ...(target === undefined ? [] : markedValue(target, `target ${target}`)),
    ],
  };
}

/** What its marks stand for. */
export function meanActivityKeys({ target }: Pick<MeanActivityData, "target">): readonly Key[] {
  return [
    areaMark("units of the code", plotColors.first),
    ...(target === undefined
      ? []
      : [lineMark("mean activation that the penalty asks for", plotColors.second)]),
  ];
}
