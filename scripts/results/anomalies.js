import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { anomalyScoreNames, anomalyScores } from "hourglass-lab/internal/anomaly/anomaly-scores.ts";
import { anomalyBaselineNames, anomalyBaselines } from "hourglass-lab/internal/anomaly/baselines.ts";
import { parseAnomalyResults } from "hourglass-lab/internal/anomaly/results-schema.ts";
import { table } from "../markdown-table.js";
import { spread } from "../spread.js";

// The tables of docs/results.md on anomalies.

/** @typedef {{ runs: string, threads: string }} Options those of results.js */

/** As they are called in tables. @type {Readonly<Record<string, string>>} */
const titles = { mnist: "MNIST", "fashion-mnist": "Fashion-MNIST" };

/**
 * One class against nine: scores beside baselines, for every data set.
 * @param {readonly string[]} datasets @param {readonly number[]} seeds @param {Options} options
 */
export async function tellAnomalies(datasets, seeds, options) {
  const found = [];
  for (const data of datasets) {
    const results = await anomaliesOf(
      options,
      `anomaly-${data}`,
      ["--dataset", data],
      ["--seeds", seeds.join(",")],
    );
    found.push({ title: titles[data] ?? data, ...results });
  }
  const heads = found.flatMap(({ title, plan }) => [
    `${title}, ${plan.seeds.length} seed${plan.seeds.length === 1 ? "" : "s"}`,
    "combined less it",
  ]);
  const baselines = anomalyBaselineNames.map((name) => [
    `${anomalyBaselines[name].title} (no autoencoder)`,
    ...found.flatMap(({ comparison }) => [
      percent(comparison?.baselines[name]),
      comparison === undefined ? "" : withInterval(comparison.differences.combined[name]),
    ]),
  ]);
  const scores = anomalyScoreNames.map((name) => [
    name === "combined" ? "**combined**" : anomalyScores[name].title,
    ...found.flatMap(({ mean: areas, plan }) => {
      const area = areas?.[name];
      const deviations = plan.seeds.length > 1 ? ` ± ${percent(area?.standardDeviation)}` : "";
      return [`${percent(area?.mean)}${deviations}`, ""];
    }),
  ]);
  const byClass = found.map(({ title, cells, baselines: measured = [], comparison }) => {
    const best = comparison?.best ?? "edgesCosine";
    const rows = measured.map(({ normal, normalClass, auroc }) => {
      const combined = cells
        .filter((cell) => cell.normalClass === normalClass)
        .map((cell) => 100 * cell.auroc.combined);
      return [normal, spread(combined, 2), percent(auroc[best]), percent(auroc.smoothCosine)];
    });
    const columns = ["combined", anomalyBaselines[best].title, anomalyBaselines.smoothCosine.title];
    return table([`${title}: normal`, ...columns], rows);
  });
  const findings = found.map(
    ({ title, comparison }) => `${title}: ${comparison?.findings.join(" ") ?? "not finished."}`,
  );
  return [table(["score", ...heads], [...baselines, ...scores]), ...findings, ...byClass].join("\n\n");
}

/** A data set against another. @param {readonly string[]} datasets two @param {Options} options */
export async function tellAgainst(datasets, options) {
  const rows = [];
  for (const [normal, anomalies] of [datasets, datasets.toReversed()]) {
    const name = `anomaly-${normal}-against-${anomalies}`;
    const results = await anomaliesOf(options, name, [
      "--dataset",
      normal ?? "",
      "--against",
      anomalies ?? "",
    ]);
    const [cell] = results.cells;
    const [baselines] = results.baselines ?? [];
    if (cell === undefined || baselines === undefined) continue;
    rows.push([
      ...[normal ?? "", anomalies ?? ""].map((data) => titles[data] ?? data),
      ...anomalyScoreNames.map((score) => percent(cell.auroc[score])),
      ...anomalyBaselineNames.map((score) => percent(baselines.auroc[score])),
    ]);
  }
  const scores = anomalyScoreNames.map((name) => anomalyScores[name].title);
  const baselines = anomalyBaselineNames.map((name) => `_${anomalyBaselines[name].title}_`);
  return table(["normal", "anomalies", ...scores, ...baselines], rows);
}

/**
 * The results of `hourglass anomaly`, which goes on where it was.
 * @param {Options} options @param {string} name
 * @param {readonly string[]} begun what is begun with @param {readonly string[]} extent what it may go on to
 */
async function anomaliesOf({ runs, threads }, name, begun, extent = []) {
  const out = join(runs, name);
  const file = join(out, "anomaly.json");
  const words = existsSync(file) ? ["--resume"] : [...begun, "--threads", threads];
  const command = ["packages/lab/bin/hourglass.js", "anomaly", "--out", out, ...words, ...extent];
  const { status } = spawnSync(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${name}: hourglass anomaly ended with ${status}`);
  return parseAnomalyResults(await readFile(file), file);
}

/** @param {number | undefined} share */
function percent(share) {
  return share === undefined ? "" : (100 * share).toFixed(2);
}

/** Percentage points. @param {import("hourglass-lab/internal/evaluation/mean-interval.ts").MeanInterval} one */
function withInterval({ mean: middle, interval }) {
  const signed = (/** @type {number} */ value) =>
    `${value > 0 ? "+" : ""}${(100 * value).toFixed(2)}`.replace("-", "−");
  return interval === undefined ? signed(middle) : `${signed(middle)} (${interval.map(signed).join(" to ")})`;
}
