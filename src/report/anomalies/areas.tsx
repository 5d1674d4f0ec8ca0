import { group } from "d3-array";
import type { JSX } from "preact";
import { anomalyScoreNames, anomalyScores } from "../../anomaly/anomaly-scores.ts";
import { anomalyBaselineNames, anomalyBaselines } from "../../anomaly/baselines.ts";
import { percent, points } from "../../anomaly/percent.ts";
import type { AnomalyResults } from "../../anomaly/results.ts";
import { meanAndDeviation } from "../../evaluation/spread.ts";
import { counted } from "../../words.ts";
import { type AnomalyInput, anomalyWords } from "../anomaly-input.ts";
import { Table } from "../components/table.tsx";
import { formatCount, formatDuration } from "../format.ts";
import { plotFigure } from "../plot-figure.tsx";
import type { Figure, Section } from "../section.ts";
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
function AreasTable({ cells, mean, plan, baselines = [], comparison }: AnomalyResults): JSX.Element {
  const several = plan.seeds.length > 1;
  const best = comparison?.best;
  const areaOfBest = (normalClass: number | undefined): readonly string[] => {
    const found = baselines.find((one) => one.normalClass === normalClass);
    return best === undefined || found === undefined ? [] : [percent(found.auroc[best])];
  };
  const rows = cells.map((cell) => [
    cell.normal,
    ...(several ? [String(cell.seed)] : []),
    formatCount(cell.images.train),
    formatDuration(cell.seconds),
    ...anomalyScoreNames.map((name) => percent(cell.auroc[name])),
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
            ...anomalyScoreNames.map((name) => (
              <strong key={name}>
                {percent(mean[name].mean)}
                {several && ` ± ${percent(mean[name].standardDeviation)}`}
              </strong>
            )),
            ...(best === undefined ? [] : [percent(comparison?.baselines[best] ?? Number.NaN)]),
          ],
        ];
  return (
    <Table
      caption={
        <>
          Area under the ROC curve (%) of each score on the test images
          {best !== undefined && ", and of the best baseline"}
          {several && "; the mean over all, with its deviation over the seeds, in the last row"}.
        </>
      }
      columns={[
        { name: "normal" },
        ...(several ? [{ name: "seed", numeric: true }] : []),
        { name: "trained on", unit: "images", numeric: true },
        { name: "time", numeric: true },
        ...anomalyScoreNames.map((name) => ({ name: anomalyScores[name].title, numeric: true })),
        ...(best === undefined
          ? []
          : [{ name: anomalyBaselines[best].title, unit: "no autoencoder", numeric: true }]),
      ]}
      rows={[...rows, ...means]}
    />
  );
}

/** What tells the same anomalies without an autoencoder, and how far the combined score is from it. */
function BaselineTable({ baselines = [], comparison }: AnomalyResults): JSX.Element | null {
  if (baselines.length === 0) return null;
  const intervals = comparison !== undefined && comparison.pairs !== "none";
  const rows = anomalyBaselineNames.map((name) => {
    const { mean } = meanAndDeviation(baselines.map(({ auroc }) => auroc[name]));
    const difference = comparison?.differences.combined[name];
    const { interval } = difference ?? {};
    return [
      anomalyBaselines[name].title,
      percent(mean),
      ...(difference === undefined ? [] : [points(difference.mean)]),
      ...(interval === undefined ? [] : [interval.map(points).join(" to ")]),
    ];
  });
  return (
    <Table
      caption={
        <>
          Area under the ROC curve (%) of what needs no autoencoder, on the same images
          {baselines.length > 1 && `, mean over the ${baselines.length} that are normal in turn`}
          {intervals &&
            `; the combined score less each in percentage points, with the 95 % interval of the difference over the ${comparison.pairs}`}
          .
        </>
      }
      columns={[
        { name: "baseline" },
        { name: "AUROC", numeric: true },
        ...(comparison === undefined ? [] : [{ name: "combined less it", numeric: true }]),
        ...(intervals ? [{ name: "95 % interval", numeric: true }] : []),
      ]}
      rows={rows}
    />
  );
}

function areasFigure({ results, document }: AnomalyInput): Figure {
  const { cells, mean, plan } = results;
  const rows = [...group(cells, ({ normal }) => normal)].map(([normal, ofNormal]) => {
    const spread = (score: "combined" | "error") =>
      meanAndDeviation(ofNormal.map(({ auroc }) => 100 * auroc[score]));
    return { normal, combined: spread("combined"), error: spread("error") };
  });
  const overall = mean === undefined || rows.length < 2 ? {} : { mean: 100 * mean.combined.mean };
  return plotFigure(document, {
    label: "Area under the ROC curve of everything that is normal in turn",
    title: "How well anomalies are told: area under the ROC curve",
    of: `${anomalyWords(results)}; mean over ${counted(plan.seeds.length, "seed")}`,
    keys: aurocKeys({ rows, ...overall }, plan.seeds.length),
    notes: ["50 % is chance, 100 % parts them perfectly. The axis does not begin at 0."],
    draw: (frame) => aurocPlot({ rows, ...overall }, frame),
    caption: (
      <>
        Area under the ROC curve of the combined score (filled) and of the reconstruction error alone (hollow)
        {plan.seeds.length > 1 && ", mean and deviation over the seeds"}. The axis does not begin at 0.
      </>
    ),
    reading: (
      <>
        The probability that an anomalous test image, drawn at random, gets a higher score than a normal one:
        100 % parts them perfectly, 50 % is chance.
      </>
    ),
    file: "figures/auroc.svg",
    links: ["figures/auroc.svg", "anomaly.json"],
  });
}
