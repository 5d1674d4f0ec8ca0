import { group } from "d3-array";
import { visible } from "hourglass-core/internal/visible.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { anomalyScores, headlineScore, scoresIn } from "../../anomaly/anomaly-scores.ts";
import { anomalyBaselines, baselinesIn, type OfBaselines } from "../../anomaly/baselines.ts";
import { percent, points } from "../../anomaly/percent.ts";
import type { AnomalyCell, AnomalyResults } from "../../anomaly/results.ts";
import { type MeanAndDeviation, meanAndDeviation } from "../../evaluation/spread.ts";
import { wordsFor } from "../../report/anomalies/anomaly-input.ts";
import { formatTable } from "../terminal/format-table.ts";
import { formatCount, formatSeconds } from "../terminal/progress.ts";

/** A line about one autoencoder, and one about everything that makes its areas doubtful. */
export function describeCell({ normal, seed, auroc, epochs, seconds, warnings = [] }: AnomalyCell): string {
  const name = `${visible(normal)}, seed ${seed}`;
  const shown = [...new Set([headlineScore(auroc), "error"] as const)];
  const areas = shown.map((score) => `${percent(auroc[score] as number)} (${score})`).join(", ");
  return [
    `${name}: AUROC ${areas}; ${counted(epochs, "epoch")}, ${formatSeconds(seconds)}`,
    ...warnings.map((warning) => `warning: ${name}: ${visible(warning)}`),
  ].join("\n");
}

/** What was found: areas of the scores and of the baselines, what the difference shows, and how many trainings are doubtful. */
export function describeAnomalies(results: AnomalyResults): string {
  const { cells, comparison } = results;
  const doubtful = cells.filter(({ warnings = [] }) => warnings.length > 0).length;
  const parts = [
    scoreTable(results),
    baselineTable(results),
    comparison?.findings.map((finding) => visible(finding)).join("\n") ?? "",
    doubtful === 0
      ? ""
      : `warning: ${doubtful} of ${counted(cells.length, "autoencoder")} may say nothing: the reasons are in anomaly.json`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Areas under the ROC curve in per cent: a row for everything that is normal, a column a score, the mean last. */
function scoreTable(results: AnomalyResults): string {
  const { plan, cells, mean } = results;
  const said = wordsFor(results);
  const several = plan.seeds.length > 1;
  const show = ({ mean: centre, standardDeviation }: MeanAndDeviation): string =>
    several ? `${percent(centre)} ± ${percent(standardDeviation)}` : percent(centre);
  const scores = cells[0] === undefined ? [] : scoresIn(cells[0].auroc);
  const rows = [...group(cells, ({ normal }) => normal)].map(([normal, ofNormal]) => [
    normal,
    formatCount(ofNormal[0]?.images.train ?? 0),
    ...scores.map((name) => show(meanAndDeviation(ofNormal.map(({ auroc }) => auroc[name] as number)))),
  ]);
  const head = ["normal", "trained on", ...scores.map((name) => said(anomalyScores[name].title))];
  const last =
    mean === undefined || rows.length < 2
      ? []
      : [["mean", "", ...scores.map((name) => show(mean[name] as MeanAndDeviation))]];
  const seeds = several ? `, mean and deviation over the seeds ${plan.seeds.join(", ")}` : "";
  return `Area under the ROC curve (%)${seeds}\n\n${formatTable([head, ...rows, ...last], "right")}`;
}

/** The baselines, mean over what is normal, and how far the first score of the comparison is from each. */
function baselineTable(results: AnomalyResults): string {
  const { cells, baselines = [], comparison } = results;
  if (baselines.length === 0) return "";
  const said = wordsFor(results);
  const intervals = comparison !== undefined && comparison.pairs !== "none";
  const [first] = cells;
  const headline = first === undefined ? "combined" : headlineScore(first.auroc);
  const rows = baselinesIn(baselines[0]?.auroc as OfBaselines<number>).map((name) => {
    const area = meanAndDeviation(baselines.map(({ auroc }) => auroc[name] as number)).mean;
    const difference = comparison?.differences[headline]?.[name];
    return [
      said(anomalyBaselines[name].title),
      percent(area),
      ...(difference === undefined ? [] : [points(difference.mean)]),
      ...(difference?.interval === undefined ? [] : [difference.interval.map(points).join(" to ")]),
    ];
  });
  const head = [
    "baseline",
    "AUROC",
    ...(comparison === undefined ? [] : [`${headline} less it`]),
    ...(intervals ? ["95 % interval"] : []),
  ];
  const over = baselines.length < 2 ? "" : `, mean over the ${baselines.length} that are normal in turn`;
  return `Without an autoencoder (%)${over}\n\n${formatTable([head, ...rows], "right")}`;
}
