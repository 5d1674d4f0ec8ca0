import { type PlotOptions, ruleY } from "@observablehq/plot";
import type { Histogram } from "../../../../evaluation/spread.ts";
import { histogramBars, histogramMark } from "../../../plots/histogram-bars.ts";
import { areaMark, type Key } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import type { SampleWords } from "../../../words/sample-words.ts";

export interface DensityData {
  /** Of log10 of the shares. */
  readonly density: Histogram;
  readonly samples: Pick<SampleWords, "plural">;
}

/** How many units are active on which share of the samples. */
export function densityPlot({ density, samples }: DensityData, { narrow }: Frame): PlotOptions {
  const bars = histogramBars(density).filter(({ count }) => count > 0);
  const [least, most] = [Math.floor(density.minimum), Math.ceil(density.maximum)];
  return {
    height: narrow ? 200 : 240,
    marginLeft: 58,
    marginTop: 34,
    marginBottom: 40,
    x: {
      label: `share of the test ${samples.plural} on which a unit is active`,
      ticks: Array.from({ length: most - least + 1 }, (_, at) => least + at),
      tickFormat: (power: number) => shareOf(power),
      domain: [Math.min(least, density.minimum - 0.1), Math.max(most, density.maximum + 0.1)],
    },
    y: { label: "units", grid: true, ticks: 4 },
    marks: [histogramMark(bars), ruleY([0])],
  };
}

/** 10 to a power as a percentage: `0.01%`. */
function shareOf(power: number): string {
  return `${Number((10 ** (power + 2)).toPrecision(1))}%`;
}

/** What its marks stand for. */
export function densityKeys(): readonly Key[] {
  return [areaMark("units of the dictionary", plotColors.first)];
}
