import { group, least } from "d3-array";
import { renderToString } from "preact-render-to-string";
import type { AnomalyCell, ScoredImage } from "../anomaly/results.ts";
import { meanAndDeviation } from "../evaluation/spread.ts";
import type { AnomalyInput, PicturedImage } from "./anomaly-input.ts";
import { AnomalyPage } from "./components/anomaly-page.tsx";
import { aurocPlot } from "./plots/auroc-plot.ts";
import { renderPlot } from "./plots/render-plot.ts";
import { rocPlot } from "./plots/roc-plot.ts";
import { scoreHistogramPlot } from "./plots/score-histogram-plot.ts";
import { shown } from "./shown.ts";

/** Half the column of text, for plots side by side. */
const halfWidth = 420;

/** Renders how anomalies are told as one page that loads nothing. Touches no file and needs no browser. */
export function renderAnomalies({ document, ...told }: AnomalyInput): string {
  const results = shown(told.results);
  const picture = (image: ScoredImage): PicturedImage => shown(told.picture(image));
  const { cells, mean, plan } = results;
  const rows = [...group(cells, ({ normal }) => normal)].map(([normal, ofNormal]) => {
    const spread = (score: "combined" | "error") =>
      meanAndDeviation(ofNormal.map(({ auroc }) => 100 * auroc[score]));
    return { normal, combined: spread("combined"), error: spread("error") };
  });
  const [firstSeed] = plan.seeds;
  const hardest = least(
    cells.filter(({ seed }) => seed === firstSeed),
    ({ auroc }) => auroc.combined,
  ) as AnomalyCell;
  const overall = mean === undefined || rows.length < 2 ? {} : { mean: 100 * mean.combined.mean };
  const page = (
    <AnomalyPage
      results={results}
      picture={picture}
      hardest={hardest}
      areas={renderPlot(document, "Area under the ROC curve of everything that is normal in turn", (frame) =>
        aurocPlot({ rows, ...overall }, frame),
      )}
      histogram={renderPlot(
        document,
        "Scores of normal and of anomalous images",
        (frame) => scoreHistogramPlot(hardest.histogram, frame),
        halfWidth * 1.2,
      )}
      curve={renderPlot(document, "ROC curve", (frame) => rocPlot(hardest.curve, frame), halfWidth * 0.75)}
    />
  );
  return `<!doctype html>\n${renderToString(page)}\n`;
}
