import { least } from "d3-array";
import type { JSX } from "preact";
import type { AnomalyCell, AnomalyResults, ScoredImage } from "../../anomaly/results.ts";
import { counted } from "../../words.ts";
import { type AnomalyInput, anomalyWords } from "../anomaly-input.ts";
import { Plot } from "../components/plot.tsx";
import { Tile } from "../components/tile.tsx";
import { formatNumber } from "../format.ts";
import { pictureSheet, type SheetRow } from "../picture-sheet.tsx";
import { outlineMark } from "../plots/keys.tsx";
import { plotColors } from "../plots/plot-colors.ts";
import { renderPlot } from "../plots/render-plot.ts";
import { imageRaster } from "../raster.ts";
import type { Figure, Section } from "../section.ts";
import { rocKeys, rocPlot } from "./roc-plot.ts";
import { scoreHistogramKeys, scoreHistogramPlot } from "./score-histogram-plot.ts";

/** Half the column of text, for plots side by side. */
const halfWidth = 420;

/** The scores of the autoencoder of the first seed that tells anomalies worst, and the images that it finds strange. */
export const hardestCase: Section<AnomalyInput> = {
  title: ({ results }) =>
    `${results.cells.length === 1 ? "From near" : "The hardest case"}: ${hardestOf(results).normal} is normal`,
  parts: (input) => {
    const hardest = hardestOf(input.results);
    return [scoresFigure(input, hardest), extremesFigure(input, hardest)];
  },
};

function hardestOf({ cells, plan }: AnomalyResults): AnomalyCell {
  return least(
    cells.filter(({ seed }) => seed === plan.seeds[0]),
    ({ auroc }) => auroc.combined,
  ) as AnomalyCell;
}

function ofCell({ results }: AnomalyInput, { normal, seed }: AnomalyCell): string {
  return `${anomalyWords(results)}; ${normal} is normal, seed ${seed}`;
}

function scoresFigure(input: AnomalyInput, cell: AnomalyCell): Figure {
  const of = ofCell(input, cell);
  const histogram = renderPlot(
    input.document,
    {
      label: "Scores of normal and of anomalous images",
      title: "Combined scores of normal and of anomalous test images",
      of,
      keys: scoreHistogramKeys,
      notes: [
        "Each colour is shares of its own number of images; the last bin has all scores that are beyond it.",
      ],
    },
    (frame) => scoreHistogramPlot(cell.histogram, frame),
    halfWidth * 1.2,
  );
  const curve = renderPlot(
    input.document,
    {
      label: "ROC curve",
      title: "ROC curve: what share of the anomalies is found at which price in false alarms",
      of,
      keys: rocKeys,
    },
    (frame) => rocPlot(cell.curve, frame),
    halfWidth * 0.75,
  );
  return {
    caption: (
      <>
        Left, the combined scores of the {counted(cell.images.normal, "normal test image")} (blue) and of the{" "}
        {counted(cell.images.anomalous, "anomalous one")} (orange), each as shares of their own number; the
        last bin has all that are beyond it. Right, the ROC curve: what share of the anomalies is found at
        which price in false alarms, as the threshold falls.
      </>
    ),
    reading: <>Where the two hills overlap, no threshold is right for both. The dashed diagonal is chance.</>,
    files: { "figures/scores.svg": histogram.file, "figures/roc.svg": curve.file },
    links: ["figures/scores.svg", "figures/roc.svg", "anomaly.json"],
    view: (
      <div class="side-by-side">
        <div>
          <Plot plot={histogram} />
        </div>
        <div>
          <Plot plot={curve} />
        </div>
      </div>
    ),
  };
}

function extremesFigure(input: AnomalyInput, cell: AnomalyCell): Figure {
  const { strangest, leastStrange, strangestNormal, leastStrangeAnomalous } = cell.extremes;
  return {
    caption: (
      <>
        Test images by their combined score, which stands under each; anomalies have a frame. They are the
        extremes by rank, not a choice.
      </>
    ),
    reading: (
      <>
        Look at the last two rows: normal images that are taken for anomalies are often badly drawn or rare,
        and anomalies that pass as normal often resemble what is normal.
      </>
    ),
    files: { "figures/extremes.svg": extremesSheet(input, cell) },
    links: ["figures/extremes.svg", "anomaly.json"],
    view: (
      <>
        <Scored {...input} title="strangest of all" images={strangest} />
        <Scored {...input} title="least strange of all" images={leastStrange} />
        <Scored
          {...input}
          title="strangest normal images: the first to be false alarms"
          images={strangestNormal}
        />
        <Scored
          {...input}
          title="least strange anomalies: the first to be missed"
          images={leastStrangeAnomalous}
        />
      </>
    ),
  };
}

interface ScoredProps extends AnomalyInput {
  readonly title: string;
  readonly images: readonly ScoredImage[];
}

function Scored({ title, images, results, picture }: ScoredProps): JSX.Element {
  return (
    <div>
      <p class="group-title">{title}</p>
      <div class="scored">
        {images.map((image) => {
          const { dataset, index, isAnomalous, score } = image;
          const { bytes, name } = picture(image);
          const kind = isAnomalous ? "anomalous" : "normal";
          const which = `${dataset}, ${kind} test image ${index}`;
          return (
            <div key={which} class={kind}>
              <Tile
                raster={imageRaster(bytes, results.dataset.image)}
                alt={name === undefined ? which : `${which} (${name})`}
              />
              <span class="tile-label">
                {name !== undefined && <b>{name}</b>}
                {formatNumber(score)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function extremesSheet(input: AnomalyInput, cell: AnomalyCell): string {
  const { extremes } = cell;
  const row = (label: string, images: readonly ScoredImage[]): SheetRow => ({
    label,
    tiles: images.map((image) => ({
      raster: imageRaster(input.picture(image).bytes, input.results.dataset.image),
      label: image.score.toFixed(2).replace("-", "−"),
      isFramed: image.isAnomalous,
    })),
  });
  return pictureSheet(
    {
      title: "Test images by their combined score",
      of: ofCell(input, cell),
      keys: [outlineMark("anomaly", plotColors.second)],
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
