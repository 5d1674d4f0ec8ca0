import { dot, lineY, type PlotOptions } from "@observablehq/plot";
import type { CodeMixtureFindings } from "../../../../measures/mixture/code-mixture.ts";
import { dotMark, type Key, lineMark } from "../../../plots/keys.tsx";
import { plotColors } from "../../../plots/plot-colors.ts";
import type { Frame } from "../../../plots/render-plot.ts";
import { valueMargin } from "../../../plots/value-axis.ts";

/** The Bayesian information criterion of each number of components that was tried. */
export function criterionPlot(
  { candidates, components }: CodeMixtureFindings,
  { narrow, fontSize }: Frame,
): PlotOptions {
  const numbers = candidates.map((candidate) => candidate.components);
  const place = { x: "components", y: "bic" };
  return {
    height: narrow ? 220 : 260,
    marginLeft: valueMargin(
      candidates.map(({ bic }) => bic),
      fontSize,
    ),
    ...{ marginTop: 30, marginRight: 18, marginBottom: 40 },
    x: { type: "point", label: "components of the mixture", domain: numbers },
    y: { label: "BIC, lower is better", grid: true, ticks: 5, nice: true },
    marks: [
      lineY(candidates, { ...place, stroke: plotColors.first, strokeWidth: 2 }),
      dot(candidates, {
        ...{ ...place, r: 5, stroke: plotColors.first, strokeWidth: 1.5 },
        fill: (candidate: { components: number }) =>
          candidate.components === components ? plotColors.first : plotColors.ground,
      }),
    ],
  };
}

/** What its marks stand for. */
export const criterionKeys: readonly Key[] = [
  lineMark("BIC", plotColors.first),
  dotMark("chosen", plotColors.first),
  dotMark("tried", plotColors.first, true),
];
