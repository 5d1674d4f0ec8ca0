import { group } from "d3-array";
import { anomalyScoreNames, anomalyScores } from "../anomaly/anomaly-scores.ts";
import type { AnomalyCell, AnomalyResults } from "../anomaly/results.ts";
import { type MeanAndDeviation, meanAndDeviation } from "../evaluation/spread.ts";
import { visible } from "../visible.ts";
import { counted } from "../words.ts";
import { formatTable } from "./format-table.ts";
import { formatCount, formatSeconds } from "./progress.ts";

/** A line about one autoencoder. */
export function describeCell({ normal, seed, auroc, epochs, seconds }: AnomalyCell): string {
  return (
    `${visible(normal)}, seed ${seed}: AUROC ${percent(auroc.combined)} (combined), ${percent(auroc.error)} (error); ` +
    `${counted(epochs, "epoch")}, ${formatSeconds(seconds)}`
  );
}

/** Areas under the ROC curve in per cent: a row for everything that is normal, a column a score, the mean last. */
export function describeAnomalies({ plan, cells, mean }: AnomalyResults): string {
  const several = plan.seeds.length > 1;
  const show = ({ mean: centre, standardDeviation }: MeanAndDeviation): string =>
    several ? `${percent(centre)} ± ${percent(standardDeviation)}` : percent(centre);
  const rows = [...group(cells, ({ normal }) => normal)].map(([normal, ofNormal]) => [
    normal,
    formatCount(ofNormal[0]?.images.train ?? 0),
    ...anomalyScoreNames.map((name) => show(meanAndDeviation(ofNormal.map(({ auroc }) => auroc[name])))),
  ]);
  const head = ["normal", "trained on", ...anomalyScoreNames.map((name) => anomalyScores[name].title)];
  const last =
    mean === undefined || rows.length < 2
      ? []
      : [["mean", "", ...anomalyScoreNames.map((name) => show(mean[name]))]];
  const seeds = several ? `, mean and deviation over the seeds ${plan.seeds.join(", ")}` : "";
  return `Area under the ROC curve (%)${seeds}\n\n${formatTable([head, ...rows, ...last], "right")}`;
}

function percent(share: number): string {
  return (100 * share).toFixed(2);
}
