import { dot, lineY, type PlotOptions, ruleX, text } from "@observablehq/plot";
import type { EpochRecord } from "../../../../run/files/summary.ts";
import { epochFrame } from "../../../plots/epoch-frame.ts";
import { type Key, lineMark } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";

export interface LossPlotData {
  readonly history: readonly EpochRecord[];
  readonly bestEpoch: number;
  /** The objective with its unit. */
  readonly label: string;
}

/** Training and validation loss over the epochs, the best epoch marked. */
export function lossPlot({ history, bestEpoch, label }: LossPlotData, frame: Frame): PlotOptions {
  const validated = history.filter(({ validationLoss }) => validationLoss !== undefined);
  const best = history.find(({ epoch }) => epoch === bestEpoch);
  const last = history.at(-1)?.epoch ?? 1;
  const values = history.flatMap(({ trainingLoss, validationLoss = trainingLoss }) => [
    trainingLoss,
    validationLoss,
  ]);
  // A line needs two points, and a bend is hard to place on a short one: few epochs show as dots too.
  const dotted = history.length <= 10;
  const x = { x: "epoch" };
  const training = { ...x, y: "trainingLoss", stroke: plotColors.first };
  const validation = { ...x, y: "validationLoss", stroke: plotColors.second };
  return {
    ...epochFrame(last, label, values, frame),
    marks: [
      ruleX(best === undefined ? [] : [bestEpoch], { stroke: plotColors.muted, strokeDasharray: "2,3" }),
      lineY(history, { ...training, strokeWidth: 2 }),
      lineY(validated, { ...validation, strokeWidth: 2, strokeDasharray: "6,3" }),
      dotted ? dot(history, { ...training, fill: plotColors.ground }) : null,
      dotted ? dot(validated, { ...validation, fill: plotColors.ground }) : null,
      dot(best === undefined ? [] : [best], {
        ...x,
        y: best?.validationLoss === undefined ? "trainingLoss" : "validationLoss",
        fill: best?.validationLoss === undefined ? plotColors.first : plotColors.second,
        r: 5,
      }),
      text([`best epoch: ${bestEpoch}`], {
        x: bestEpoch,
        frameAnchor: "top",
        dy: -14,
        textAnchor: bestEpoch > last / 2 ? "end" : "start",
      }),
    ],
  };
}

/** What its lines stand for. */
export function lossKeys(isValidated: boolean): readonly Key[] {
  return [
    lineMark("training loss", plotColors.first),
    ...(isValidated ? [lineMark("validation loss", plotColors.second, { dash: "6,3" })] : []),
    lineMark("best epoch", plotColors.muted, {
      dash: "2,3",
      dot: isValidated ? plotColors.second : plotColors.first,
    }),
  ];
}
