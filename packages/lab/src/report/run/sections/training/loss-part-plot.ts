import { dot, lineY, type PlotOptions, ruleX } from "@observablehq/plot";
import { epochAxis } from "../../../plots/epoch-frame.ts";
import { type Key, lineMark } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import type { SampleWords } from "../../../words/sample-words.ts";

export interface LossPartData {
  /** The part after each epoch that has been validated. */
  readonly points: readonly { readonly epoch: number; readonly value: number }[];
  /** Epochs in all, so that the axes of parts and whole agree. */
  readonly epochs: number;
  readonly bestEpoch: number;
  /** What it is, with its unit. */
  readonly label: string;
}

/** One part of the validation objective over the epochs. */
export function lossPartPlot(
  { points, epochs, bestEpoch, label }: LossPartData,
  { narrow }: Frame,
): PlotOptions {
  const line = { x: "epoch", y: "value", stroke: plotColors.second };
  return {
    height: narrow ? 170 : 200,
    marginLeft: 58,
    marginTop: 30,
    marginBottom: 40,
    x: epochAxis(epochs, { narrow }),
    y: { label, grid: true, ticks: 4, nice: true },
    marks: [
      ruleX([bestEpoch], { stroke: plotColors.muted, strokeDasharray: "2,3" }),
      lineY(points, { ...line, strokeWidth: 2, strokeDasharray: "6,3" }),
      points.length <= 10 ? dot(points, { ...line, fill: plotColors.ground }) : null,
    ],
  };
}

/** What its lines stand for. */
export function lossPartKeys({ plural }: Pick<SampleWords, "plural">): readonly Key[] {
  return [
    lineMark(`on the validation ${plural}`, plotColors.second, { dash: "6,3" }),
    lineMark("best epoch", plotColors.muted, { dash: "2,3" }),
  ];
}
