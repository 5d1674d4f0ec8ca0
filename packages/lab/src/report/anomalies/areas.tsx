import { group } from "d3-array";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import {
  type AnomalyScoreName,
  anomalyScores,
  headlineScore,
  scoresIn,
} from "../../anomaly/anomaly-scores.ts";
import { anomalyBaselines, baselinesIn } from "../../anomaly/baselines.ts";
import { percent, points } from "../../anomaly/percent.ts";
import type { AnomalyResults } from "../../anomaly/results.ts";
import { meanAndDeviation } from "../../evaluation/spread.ts";
import { plotFigure } from "../components/plot-figure.tsx";
import type { Figure, Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import { formatCount, formatDuration } from "../words/format.ts";
import { type AnomalyInput, anomalyWords, headlineWords, wordsFor } from "./anomaly-input.ts";
import { aurocKeys, aurocPlot } from "./auroc-plot.ts";

/** How well each score tells anomalies, beside what needs no autoencoder. */
export const anomalyAreas: Section<AnomalyInput> = {
  parts: (input) => [
    {
      view: input.results.comparison?.findings.map((finding) => (
        <p key={finding} class="finding">
          {finding}
        </p>
      )),
    },
    { view: <AreasTable {...input.results} /> },
    { view: <BaselineTable {...input.results} /> },
    areasFigure(input),
  ],
};

/** A row an autoencoder, and their means. */
function AreasTable(results: AnomalyResults): JSX.Element {
  const { cells, mean, plan, baselines = [], comparison } = results;
  const said = wordsFor(results);
  const names = scoresIn(results.scores);
  const several = plan.seeds.length > 1;
  const best = comparison?.best;
  const areaOfBest = (normalClass: number | undefined): readonly string[] => {
    const found = baselines.find((one) => one.normalClass === normalClass);
    return best === undefined || found === undefined ? [] : [percentOf(found.auroc[best])];
  };
  const rows = cells.map((cell) => [
    cell.normal,
    ...(several ? [String(cell.seed)] : []),
    formatCount(cell.images.train),
    formatDuration(cell.seconds),
    ...names.map((name) => percentOf(cell.auroc[name])),
    ...areaOfBest(cell.normalClass),
  ]);
  const means =
    mean === undefined || cells.length < 2
      ? []
      : [
          [
            <strong key="mean">mean</strong>,
            ...(several ? [""] : []),
            ...["", ""],
            ...names.map((name) => (
              <strong key={name}>
                {percentOf(mean[name]?.mean)}
                {several && ` ± ${percentOf(mean[name]?.standardDeviation)}`}
              </strong>
            )),
            ...(best === undefined ? [] : [percentOf(comparison?.baselines[best])]),
          ],
        ];
  return (
    <Table
      caption={
        <>
          {said("Area under the ROC curve (%) of each score on the test images")}
          {best !== undefined && ", and of the best baseline"}
          {several && "; the mean over all, with its deviation over the seeds, in the last row"}.
        </>
      }
      columns={[
        { name: "normal" },
        ...(several ? [{ name: "seed", numeric: true }] : []),
        { name: "trained on", unit: said("images"), numeric: true },
        { name: "time", numeric: true },
        ...names.map((name) => ({ name: anomalyScores[name].title, numeric: true })),
        ...(best === undefined
          ? []
          : [{ name: said(anomalyBaselines[best].title), unit: "no autoencoder", numeric: true }]),
      ]}
      rows={[...rows, ...means]}
    />
  );
}

/** What results of samples of a shape may lack is not asked for: scores and baselines are those that they have. */
function percentOf(share: number | undefined): string {
  return percent(share ?? Number.NaN);
}

/** What tells the same anomalies without an autoencoder, and how far the headline score is from it. */
function BaselineTable(results: AnomalyResults): JSX.Element | null {
  const { baselines = [], comparison } = results;
  const [first] = baselines;
  if (first === undefined) return null;
  const said = wordsFor(results);
  const headline = headlineScore(results.scores);
  const intervals = comparison !== undefined && comparison.pairs !== "none";
  const rows = baselinesIn(first.auroc).map((name) => {
    const { mean } = meanAndDeviation(baselines.map(({ auroc }) => auroc[name] ?? Number.NaN));
    const difference = comparison?.differences[headline]?.[name];
    const { interval } = difference ?? {};
    return [
      said(anomalyBaselines[name].title),
      percent(mean),
      ...(difference === undefined ? [] : [points(difference.mean)]),
      ...(interval === undefined ? [] : [interval.map(points).join(" to ")]),
    ];
  });
  return (
    <Table
      caption={
        <>
          {said("Area under the ROC curve (%) of what needs no autoencoder, on the same images")}
          {baselines.length > 1 && `, mean over the ${baselines.length} that are normal in turn`}
          {intervals &&
            `; the ${headlineWords(results)} less each in percentage points, with the 95 % interval of the difference over the ${comparison.pairs}`}
          .
        </>
      }
      columns={[
        { name: "baseline" },
        { name: "AUROC", numeric: true },
        ...(comparison === undefined
          ? []
          : [{ name: `${anomalyScores[headline].title} less it`, numeric: true }]),
        ...(intervals ? [{ name: "95 % interval", numeric: true }] : []),
      ]}
      rows={rows}
    />
  );
}

function areasFigure({ results, document }: AnomalyInput): Figure {
  const { cells, mean, plan, scores } = results;
  const said = wordsFor(results);
  const score = headlineScore(scores);
  const words = headlineWords(results);
  const besideError = score !== "error";
  const rows = [...group(cells, ({ normal }) => normal)].map(([normal, ofNormal]) => {
    const spread = (name: AnomalyScoreName) =>
      meanAndDeviation(ofNormal.map(({ auroc }) => 100 * (auroc[name] ?? Number.NaN)));
    return { normal, headline: spread(score), ...(besideError ? { error: spread("error") } : {}) };
  });
  const overall = mean?.[score];
  const data = {
    ...{ rows, words },
    ...(overall === undefined || rows.length < 2 ? {} : { mean: 100 * overall.mean }),
  };
  return plotFigure(document, {
    label: "Area under the ROC curve of everything that is normal in turn",
    title: "How well anomalies are told: area under the ROC curve",
    of: `${anomalyWords(results)}; mean over ${counted(plan.seeds.length, "seed")}`,
    keys: aurocKeys(data, plan.seeds.length),
    notes: ["50 % is chance, 100 % parts them perfectly. The axis does not begin at 0."],
    draw: (frame) => aurocPlot(data, frame),
    caption: (
      <>
        Area under the ROC curve of the {words}
        {besideError && " (filled) and of the reconstruction error alone (hollow)"}
        {plan.seeds.length > 1 && ", mean and deviation over the seeds"}. The axis does not begin at 0.
      </>
    ),
    reading: (
      <>
        {said(
          "The probability that an anomalous test image, drawn at random, gets a higher score than a normal one: " +
            "100 % parts them perfectly, 50 % is chance.",
        )}
      </>
    ),
    file: "figures/auroc.svg",
    links: ["figures/auroc.svg", "anomaly.json"],
  });
}
