import { least } from "d3-array";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImageShape, tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { capitalise, counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { headlineScore } from "../../anomaly/anomaly-scores.ts";
import type { AnomalyCell, AnomalyResults, ScoredImage } from "../../anomaly/results.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { pictureSheet, type SheetRow } from "../components/picture-sheet.tsx";
import { Plot } from "../components/plot.tsx";
import { sampleFigure } from "../components/sample-figure.tsx";
import type { Figure, Section } from "../components/section.ts";
import { Tile } from "../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../pictures/draw-sample.ts";
import type { Raster } from "../pictures/raster.ts";
import { outlineMark } from "../plots/keys.tsx";
import { plotColors } from "../plots/plot-colors.ts";
import { renderPlot } from "../plots/render-plot.ts";
import { formatNumber } from "../words/format.ts";
import { type AnomalyInput, anomalyWords, headlineWords, wordsFor } from "./anomaly-input.ts";
import { rocKeys, rocPlot } from "./roc-plot.ts";
import { scoreHistogramKeys, scoreHistogramPlot } from "./score-histogram-plot.ts";

/** Half the column of text, for plots side by side. */
const halfWidth = 420;

/** The scores of the autoencoder of the first seed that tells anomalies worst, and the samples that it finds strange. */
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
    ({ auroc }) => auroc[headlineScore(auroc)],
  ) as AnomalyCell;
}

function ofCell({ results }: AnomalyInput, { normal, seed }: AnomalyCell): string {
  return `${anomalyWords(results)}; ${normal} is normal, seed ${seed}`;
}

function scoresFigure(input: AnomalyInput, cell: AnomalyCell): Figure {
  const of = ofCell(input, cell);
  const said = wordsFor(input.results);
  const score = headlineWords(input.results);
  const plural = said("images");
  const histogram = renderPlot(
    input.document,
    {
      label: said("Scores of normal and of anomalous images"),
      title: `${capitalise(score)}s of normal and of anomalous test ${plural}`,
      of,
      keys: scoreHistogramKeys(plural),
      notes: [
        said(
          "Each colour is shares of its own number of images; the last bin has all scores that are beyond it.",
        ),
      ],
    },
    (frame) => scoreHistogramPlot(cell.histogram, { score, plural }, frame),
    halfWidth * 1.2,
  );
  const curve = renderPlot(
    input.document,
    {
      label: "ROC curve",
      title: "ROC curve: what share of the anomalies is found at which price in false alarms",
      of,
      keys: rocKeys(score),
    },
    (frame) => rocPlot(cell.curve, frame),
    halfWidth * 0.75,
  );
  return {
    caption: (
      <>
        Left, the {score}s of the {said(counted(cell.images.normal, "normal test image"))} (blue) and of the{" "}
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

/** The groups of extremes, each with what it is called in a file and on the page. */
function groupsOf({ extremes }: AnomalyCell, said: (sentence: string) => string): readonly Group[] {
  const { strangest, leastStrange, strangestNormal, leastStrangeAnomalous } = extremes;
  return [
    { name: "strangest of all", samples: strangest },
    { name: "least strange of all", samples: leastStrange },
    {
      name: said("strangest normal images"),
      meaning: "the first to be false alarms",
      samples: strangestNormal,
    },
    { name: "least strange anomalies", meaning: "the first to be missed", samples: leastStrangeAnomalous },
  ];
}

interface Group {
  readonly name: string;
  readonly meaning?: string;
  readonly samples: readonly ScoredImage[];
}

function pictureOf({ results, picture, statistics }: AnomalyInput, scored: ScoredImage): Raster {
  return drawSample(picture(scored).values, { sample: shapeStored(results.dataset), statistics });
}

function extremesFigure(input: AnomalyInput, cell: AnomalyCell): Figure {
  const said = wordsFor(input.results);
  const { statistics } = input;
  const groups = groupsOf(cell, said);
  return sampleFigure({
    drawn: { sample: shapeStored(input.results.dataset), statistics },
    file: "figures/extremes",
    fromEach: samplesInTable,
    groups: groups.map((group) => ({
      title: headingOf(group),
      samples: group.samples.map((scored) => {
        const { values, name } = input.picture(scored);
        const what = [scored.isAnomalous ? "anomaly" : "normal", ...(name === undefined ? [] : [name])];
        return { label: `${what.join(", ")}: ${formatNumber(scored.score)}`, values };
      }),
    })),
    asTable: {
      caption: (
        <>
          {said(`Test images by their ${headlineWords(input.results)}`)}, which stands beside each. They are
          the extremes by rank, not a choice.
        </>
      ),
      reading: readingOf(input),
      links: ["figures/extremes-values.csv", "anomaly.json"],
    },
    asPictures: () => picturesFigure(input, cell, groups),
  });
}

/** Of each group, where they are lines of a table. */
const samplesInTable = 6;

const headingOf = ({ name, meaning }: Group): string =>
  meaning === undefined ? name : `${name}: ${meaning}`;

function readingOf({ results }: AnomalyInput): string {
  const shape = shapeStored(results.dataset);
  const fault = isImageShape(shape) ? "badly drawn" : "mistakes";
  const of = tableOf(shape) === undefined ? "rows" : "groups";
  return wordsFor(results)(
    `Look at the last two ${of}: normal images that are taken for anomalies are often ${fault} or rare, ` +
      "and anomalies that pass as normal often resemble what is normal.",
  );
}

function picturesFigure(input: AnomalyInput, cell: AnomalyCell, groups: readonly Group[]): Figure {
  const { results } = input;
  const said = wordsFor(results);
  const shape = shapeStored(results.dataset);
  return {
    caption: (
      <>
        {said(`Test images by their ${headlineWords(results)}`)}, which stands under each; anomalies have a
        frame. They are the extremes by rank, not a choice.
        {following(drawingNotes(shape))}
      </>
    ),
    reading: readingOf(input),
    files: { "figures/extremes.svg": extremesSheet(input, cell, groups) },
    links: ["figures/extremes.svg", "anomaly.json"],
    view: groups.map((group) => <Scored key={group.name} {...input} group={group} />),
  };
}

function Scored({ group, ...input }: AnomalyInput & { readonly group: Group }): JSX.Element {
  const { samples } = group;
  const { title } = kindOfSamples(shapeStored(input.results.dataset));
  return (
    <div>
      <p class="group-title">{headingOf(group)}</p>
      <div class="scored">
        {samples.map((scored) => {
          const { dataset, index, isAnomalous, score } = scored;
          const { name: className } = input.picture(scored);
          const raster = pictureOf(input, scored);
          const kind = isAnomalous ? "anomalous" : "normal";
          const which = `${dataset}, ${kind} test ${title} ${index}`;
          return (
            <div key={which} class={kind}>
              <Tile raster={raster} alt={className === undefined ? which : `${which} (${className})`} />
              <span class="tile-label">
                {className !== undefined && <b>{className}</b>}
                {formatNumber(score)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function extremesSheet(input: AnomalyInput, cell: AnomalyCell, groups: readonly Group[]): string {
  const said = wordsFor(input.results);
  const row = ({ name, samples }: Group): SheetRow => ({
    label: name,
    tiles: samples.map((scored) => ({
      raster: pictureOf(input, scored),
      label: scored.score.toFixed(2).replace("-", "−"),
      isFramed: scored.isAnomalous,
    })),
  });
  return pictureSheet(
    {
      title: said(`Test images by their ${headlineWords(input.results)}`),
      of: ofCell(input, cell),
      keys: [outlineMark("anomaly", plotColors.second)],
      notes: [said("Under each image its score. They are the extremes by rank, not a choice.")],
    },
    groups.map(row),
  );
}
