import { dot, lineY, type PlotOptions, ruleX, text } from "@observablehq/plot";
import { corruptions } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import type { DenoisingMeasures } from "../../../../evaluation/denoising.ts";
import { type Key, lineMark } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import { errorWords, unitOf } from "../../../words/error-words.ts";
import type { SampleWords } from "../../../words/sample-words.ts";

/** The squared error against the level of the noise: of the restored samples, and of the noisy ones as they are. */
export function noiseCurvePlot(
  { corruption, curve }: DenoisingMeasures,
  samples: SampleWords,
  { narrow }: Frame,
): PlotOptions {
  const { points } = curve;
  const axis = unitOf(corruptions.of(corruption.kind).axis, samples).replace("pixel", samples.value.one);
  const restored = { x: "level", y: "mse", stroke: plotColors.first };
  const untouched = { x: "level", y: "untouchedMse", stroke: plotColors.second };
  return {
    height: narrow ? 240 : 320,
    marginLeft: 58,
    marginTop: 30,
    marginRight: 18,
    marginBottom: 40,
    x: { label: axis, ticks: narrow ? 4 : 8, nice: true },
    y: { label: errorWords("mse", samples).label, grid: true, ticks: 5, nice: true, zero: true },
    marks: [
      ruleX([corruption.level], { stroke: plotColors.muted, strokeDasharray: "2,3" }),
      text(["level of training"], {
        x: corruption.level,
        frameAnchor: "top",
        dy: -14,
        textAnchor: "middle",
      }),
      lineY(points, { ...untouched, strokeWidth: 2, strokeDasharray: "6,3" }),
      dot(points, { ...untouched, fill: plotColors.ground }),
      lineY(points, { ...restored, strokeWidth: 2 }),
      dot(points, { ...restored, fill: plotColors.ground }),
    ],
  };
}

/** What its lines stand for. */
export function noiseCurveKeys({ plural }: SampleWords): readonly Key[] {
  return [
    lineMark(`restored ${plural}`, plotColors.first),
    lineMark(`the noisy ${plural} as they are`, plotColors.second, { dash: "6,3" }),
    lineMark("level of training", plotColors.muted, { dash: "2,3" }),
  ];
}
