// What a figure of docs/results.md is measured by. A recipe is fixed before its first run: a configuration of a training, and what is asked of
// the model that it gives. What a seed gave is kept in docs/results/NAME.json as soon as it ends, with the checksum of its weights.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { resolveSettings } from "hourglass-lab";
import { parseYaml } from "hourglass-lab/internal/data/files/yaml.ts";
import { sha256OfDataset } from "hourglass-lab/internal/run/files/data-identity.ts";
import { loadDataset } from "hourglass-lab/node";
import { finishRun } from "../finish-run.js";

/**
 * @typedef {import("hourglass-lab").Dataset} Dataset
 * @typedef {import("hourglass-lab").Runtime} Runtime
 * @typedef {{ data: string, seed: number, number: string, runtime: Runtime, runs: string, threads: number, report: (what: string, fraction?: number) => void }} Job
 * @typedef {{ config: string, weights: string, dataSha256: string, epochs: number, parameters: number, seconds: number }} ModelPath a reader repeats the training by it
 * @typedef {{ model: ModelPath, figures: Readonly<Record<string, number>> }} Found of one seed
 * @typedef {{ name: string, digits: number }} Figure with its unit in its name
 * @typedef {{ data: string, figure: string, published: string, source: string }} Published what a figure stands beside; numbers in the unit of the figure
 * @typedef {{
 *   name: string, title: string, datasets: readonly string[], seeds: readonly number[],
 *   figures: readonly Figure[], published: readonly Published[],
 *   find: (job: Job) => Promise<Found>,
 * }} Recipe
 * @typedef {{ name: string, config: string, begins?: Training }} Training its runs are NAME-DATA-SEED; `begins` is one whose weights it begins with
 * @typedef {{ path: string, summary: import("hourglass-lab").RunSummary, autoencoder: import("hourglass-lab").Autoencoder, dataset: Dataset } & Job} Trained
 */

/**
 * How a recipe finds its figures where they are of one trained model. Recipes that name the same training share its runs.
 * @param {Training} training
 * @param {(trained: Trained) => Promise<Readonly<Record<string, number>>>} measure
 * @returns {Recipe["find"]}
 */
export function byTraining(training, measure) {
  return async (job) => {
    const dataset = await loadDataset(job.data, { download: true });
    const { path, summary, autoencoder } = await finish(training, dataset, job);
    try {
      const figures = await measure({ ...job, path, summary, autoencoder, dataset });
      const { config } = training;
      const { weights, epochs, model, seconds } = summary;
      if (weights === undefined) throw new Error(`${path}: run.json names no weights`);
      return {
        model: {
          ...{ config, weights, dataSha256: sha256OfDataset(dataset) },
          ...{ epochs: epochs.run, parameters: model.parameters, seconds: Math.round(seconds) },
        },
        figures,
      };
    } finally {
      await autoencoder.release();
    }
  };
}

/**
 * The run of a training, opened. Trained unless it is done, and the one that it begins with before it.
 * @param {Training} training @param {Dataset} dataset @param {Job} job
 */
async function finish({ name, config, begins }, dataset, job) {
  const { data, seed, number, runtime, runs, threads } = job;
  const { content } = parseYaml(await readFile(config, "utf8"), config);
  const settings = resolveSettings(
    { .../** @type {object} */ (content), dataset: data, seed, threads },
    config,
    shapeOf(dataset.train),
  );
  const first = begins && (await finish(begins, dataset, job));
  await first?.autoencoder.release();
  const path = join(runs, `${name}-${data}-${seed}`);
  const how = { runtime, dataset, settings, number, ...(first && { begin: first.path }) };
  const { summary, autoencoder } = await finishRun(path, how);
  requireSame(settings, summary.settings, path);
  return { path, summary, autoencoder };
}

/** A folder may hold a run of an earlier recipe. */
function requireSame(expected, found, path) {
  for (const [name, value] of Object.entries(expected)) {
    if (name === "validation" && value === "auto") continue;
    const [wanted, there] = [value, found[name]].map((one) => JSON.stringify(one));
    if (wanted !== there)
      throw new Error(`${path}: expected a run with ${name} ${wanted}, found ${there}: give another --runs`);
  }
}

/** Figures of a recipe by `data, seed`. @typedef {Readonly<Record<string, Found>>} Store */

/** @param {string} name of a recipe */
export function storeOf(name) {
  return `docs/results/${name}.json`;
}
