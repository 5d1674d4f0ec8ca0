// The tables of docs/results.md that are of many models: codes of all presets, and anomalies.
import { join } from "node:path";
import { createRunMeasurer, loadDataset, openRun, readSummary, runFolder } from "hourglass-lab/node";
import { readTable, table } from "../markdown-table.js";
import { spread } from "../spread.js";
import { presetFindings } from "../table-findings.js";
import { tellAgainst, tellAnomalies } from "./anomalies.js";
import { placeResults } from "./page.js";

/** @typedef {{ runtime: import("hourglass-lab").Runtime, runs: string, models: string, threads: string }} Options */

const seeds = [1, 2, 3];
const datasets = ["mnist", "fashion-mnist"];
const presets = [
  "vanilla",
  "deep",
  "convolutional",
  "sparse",
  "denoising",
  "variational",
  "sparse-kl",
  "sparse-topk",
];

/** Each measures and places its table. @type {Readonly<Record<string, (options: Options) => Promise<void>>>} */
export const sections = {
  presets: async (options) => placeResults({ presets: await tellPresets(options) }),
  anomaly: async (options) => placeResults({ anomaly: await tellAnomalies(datasets, seeds, options) }),
  against: async (options) => placeResults({ against: await tellAgainst(datasets, options) }),
};

/** The linear probe and nearest neighbours on the code of every preset, of those runs that are done. @param {Options} options */
async function tellPresets({ runtime, models }) {
  const measurer = createRunMeasurer(runtime);
  const rows = [];
  for (const data of datasets) {
    const dataset = await loadDataset(data, { download: true });
    /** @type {Record<string, number> | undefined} */
    let pixels;
    for (const preset of presets) {
      const found = [];
      let size = "";
      for (const seed of seeds) {
        const path = join(models, `${data}-${preset}-${seed}`);
        if ((await readSummary(runFolder(path)))?.status !== "done") continue;
        process.stderr.write(`${path}\n`);
        const { summary, autoencoder } = await openRun(path, runtime);
        const { probe, neighbours } = await measurer.measure(
          ["probe", "neighbours"],
          { summary, autoencoder },
          dataset,
        );
        await autoencoder.release();
        size = String(summary.model.latentSize);
        found.push([probe?.figures.accuracy, neighbours?.figures.accuracy]);
        pixels = { probe: probe?.figures.pixels ?? 0, neighbours: neighbours?.figures.pixels ?? 0 };
      }
      if (found.length === 0) continue;
      rows.push([
        data,
        preset,
        size,
        String(found.length),
        ...[0, 1].map((column) => spread(found.map((row) => row[column] ?? 0))),
      ]);
    }
    if (pixels !== undefined)
      rows.push([data, "_raw pixels_", "784", "", pixels.probe.toFixed(4), pixels.neighbours.toFixed(4)]);
  }
  const text = table(
    ["data", "model", "code", "seeds", "linear probe, test accuracy", "nearest neighbours, test accuracy"],
    rows,
  );
  return `${text}\n\n${presetFindings(readTable(text))}`;
}
