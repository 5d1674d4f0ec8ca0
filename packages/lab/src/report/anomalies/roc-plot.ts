import { line, link, type PlotOptions } from "@observablehq/plot";
import type { RocPoint } from "../../evaluation/auroc.ts";
import { type Key, lineMark } from "../plots/keys.tsx";
import { plotColors } from "../plots/plot-colors.ts";
import type { Frame } from "../plots/render-plot.ts";

/** The ROC curve over the diagonal of chance. */
export function rocPlot(curve: readonly RocPoint[], { narrow }: Frame): PlotOptions {
  const percent = (share: number): number => 100 * share;
  return {
    height: narrow ? 280 : 260,
    ...{ marginLeft: 48, marginTop: 30, marginBottom: 40 },
    x: { label: "false alarms (% of normal)", domain: [0, 100], ticks: 4 },
    y: { label: "found (% of anomalous)", domain: [0, 100], grid: true, ticks: 4 },
    marks: [
      link([0], { ...{ x1: 0, y1: 0, x2: 100, y2: 100 }, stroke: plotColors.muted, strokeDasharray: "4,4" }),
      line(curve, {
        x: ({ falsePositiveRate }: RocPoint) => percent(falsePositiveRate),
        y: ({ truePositiveRate }: RocPoint) => percent(truePositiveRate),
        ...{ stroke: plotColors.first, strokeWidth: 2 },
      }),
    ],
  };
}

/** What its lines stand for. */
export function rocKeys(score: string): readonly Key[] {
  return [lineMark(score, plotColors.first), lineMark("chance", plotColors.muted, { dash: "4,4" })];
}
