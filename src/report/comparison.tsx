import { renderToString } from "preact-render-to-string";
import { groupCurves } from "./comparison-curves.ts";
import type { ComparisonInput } from "./comparison-input.ts";
import { ComparisonPage } from "./components/comparison-page.tsx";
import { comparisonPlot } from "./plots/comparison-plot.ts";
import { renderPlot } from "./plots/render-plot.ts";
import { shown } from "./shown.ts";

/** Renders runs on one data set side by side as one page that loads nothing. Touches no file and needs no browser. */
export function renderComparison({ examples, document, ...told }: ComparisonInput): string {
  const runs = shown(told.runs);
  const curves = groupCurves(runs)
    .filter((group) => group.curves.some(({ points }) => points.length > 0))
    .map((group) => ({
      group,
      plot: renderPlot(document, "Losses of the runs over the epochs", (frame) =>
        comparisonPlot(group, frame),
      ),
    }));
  return `<!doctype html>\n${renderToString(<ComparisonPage runs={runs} examples={examples} curves={curves} />)}\n`;
}
