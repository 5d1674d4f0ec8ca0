import { type PlotOptions, rectY, ruleY } from "@observablehq/plot";
import type { ScoreHistogram } from "../../anomaly/results.ts";
import { binsOf } from "../../evaluation/spread.ts";
import { areaMark, type Key } from "../plots/keys.tsx";
import { plotColors } from "../plots/plot-colors.ts";
import type { Frame } from "../plots/render-plot.ts";
import { tickCount } from "../plots/value-axis.ts";

/**
 * How the scores of normal and of anomalous samples lie, as shares of each.
 * @param words what the score and many samples are called: `combined score`, `images`
 */
export function scoreHistogramPlot(
  histogram: ScoreHistogram,
  words: { readonly score: string; readonly plural: string },
  { narrow, width, fontSize }: Frame,
): PlotOptions {
  const bars = (counts: readonly number[]): readonly { start: number; end: number; share: number }[] => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return binsOf({ ...histogram, counts }).map(({ start, end, count }) => ({
      start,
      end,
      share: (100 * count) / total,
    }));
  };
  const layer = (counts: readonly number[], fill: string): ReturnType<typeof rectY> =>
    rectY(bars(counts), {
      ...{ x1: "start", x2: "end", y: "share", fill, fillOpacity: 0.6 },
      ...{ insetLeft: 0.5, insetRight: 0.5 },
    });
  return {
    height: narrow ? 200 : 260,
    ...{ marginLeft: 48, marginTop: 30, marginBottom: 40 },
    x: {
      label: words.score,
      ticks: tickCount([histogram.minimum, histogram.maximum], width - 68, fontSize, 8),
    },
    y: { label: `${words.plural} (%)`, grid: true, ticks: 4 },
    marks: [
      layer(histogram.anomalous, plotColors.second),
      layer(histogram.normal, plotColors.first),
      ruleY([0]),
    ],
  };
}

/** What its colours stand for. */
export function scoreHistogramKeys(plural: string): readonly Key[] {
  return [
    areaMark(`normal test ${plural}`, plotColors.first, 0.6),
    areaMark(`anomalous test ${plural}`, plotColors.second, 0.6),
  ];
}
