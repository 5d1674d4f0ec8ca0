import { group, least } from "d3-array";
import type { AnomalyCell, AnomalyResults, ScoredImage } from "../anomaly/results.ts";
import { meanAndDeviation } from "../evaluation/spread.ts";
import { counted } from "../words.ts";
import type { AnomalyInput, PicturedImage } from "./anomaly-input.ts";
import { AnomalyPage } from "./components/anomaly-page.tsx";
import type { Report } from "./page.tsx";
import { pageHtml } from "./page-html.ts";
import { pictureSheet, type SheetRow } from "./picture-sheet.tsx";
import { aurocKeys, aurocPlot } from "./plots/auroc-plot.ts";
import { outlineMark } from "./plots/keys.tsx";
import { plotColors } from "./plots/plot-colors.ts";
import { renderPlot } from "./plots/render-plot.ts";
import { rocKeys, rocPlot } from "./plots/roc-plot.ts";
import { scoreHistogramKeys, scoreHistogramPlot } from "./plots/score-histogram-plot.ts";
import { imageRaster } from "./raster.ts";
import { shown } from "./shown.ts";

/** Half the column of text, for plots side by side. */
const halfWidth = 420;

/**
 * Renders how anomalies are told as one page that loads nothing, and its figures as files. Touches no file and needs no browser.
 */
export function renderAnomalies({ document, ...told }: AnomalyInput): Report {
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
  const of = anomalyWords(results);
  const ofHardest = `${of}; ${hardest.normal} is normal, seed ${hardest.seed}`;
  const areas = renderPlot(
    document,
    {
      label: "Area under the ROC curve of everything that is normal in turn",
      title: "How well anomalies are told: area under the ROC curve",
      of: `${of}; mean over ${counted(plan.seeds.length, "seed")}`,
      ...{ keys: aurocKeys({ rows, ...overall }, plan.seeds.length) },
      notes: ["50 % is chance, 100 % parts them perfectly. The axis does not begin at 0."],
    },
    (frame) => aurocPlot({ rows, ...overall }, frame),
  );
  const histogram = renderPlot(
    document,
    {
      label: "Scores of normal and of anomalous images",
      title: "Combined scores of normal and of anomalous test images",
      ...{ of: ofHardest, keys: scoreHistogramKeys },
      notes: [
        "Each colour is shares of its own number of images; the last bin has all scores that are beyond it.",
      ],
    },
    (frame) => scoreHistogramPlot(hardest.histogram, frame),
    halfWidth * 1.2,
  );
  const curve = renderPlot(
    document,
    {
      label: "ROC curve",
      title: "ROC curve: what share of the anomalies is found at which price in false alarms",
      ...{ of: ofHardest, keys: rocKeys },
    },
    (frame) => rocPlot(hardest.curve, frame),
    halfWidth * 0.75,
  );
  const page = <AnomalyPage {...{ results, picture, hardest, areas, histogram, curve }} />;
  return {
    html: pageHtml(page),
    files: new Map([
      ["figures/auroc.svg", areas.file],
      ["figures/scores.svg", histogram.file],
      ["figures/roc.svg", curve.file],
      ["figures/extremes.svg", extremesSheet(results, hardest, picture, ofHardest)],
    ]),
  };
}

function anomalyWords({ dataset, against }: AnomalyResults): string {
  const what = against === undefined ? "one class against the others" : `against ${against.title}`;
  return `${dataset.title}, ${what}; test split`;
}

function extremesSheet(
  { dataset }: AnomalyResults,
  { extremes }: AnomalyCell,
  picture: (image: ScoredImage) => PicturedImage,
  of: string,
): string {
  const row = (label: string, images: readonly ScoredImage[]): SheetRow => ({
    label,
    tiles: images.map((image) => ({
      raster: imageRaster(picture(image).bytes, dataset.image),
      label: image.score.toFixed(2).replace("-", "−"),
      isFramed: image.isAnomalous,
    })),
  });
  return pictureSheet(
    {
      title: "Test images by their combined score",
      ...{ of, keys: [outlineMark("anomaly", plotColors.second)] },
      notes: ["Under each image its score. They are the extremes by rank, not a choice."],
    },
    [
      row("strangest of all", extremes.strangest),
      row("least strange of all", extremes.leastStrange),
      row("strangest normal images", extremes.strangestNormal),
      row("least strange anomalies", extremes.leastStrangeAnomalous),
    ],
  );
}
