// A table of runs that were trained and measured for a page: each row with the same seeds on the same data.
// What a run gave is kept in docs/results/COMMAND.json as soon as it ends, with the checksum of its weights: a run that stands there is not trained
// again, and one that was interrupted goes on. With --table nothing is trained, and the page has what the file has.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { resolveSettings } from "hourglass-lab";
import { FolderInUseError } from "hourglass-lab/internal/data/files/lock.ts";
import { createNodeRuntime, loadDataset } from "hourglass-lab/node";
import { finishRun } from "./finish-run.js";
import { table } from "./markdown-table.js";
import { placeTexts } from "./placed-text.js";
import { spread } from "./spread.js";
import { keepIn, readStore } from "./store.js";

/**
 * @typedef {{ name: string, settings: Record<string, unknown> }} Row a model by the settings that are not its preset's, which its name is unless they name another
 * @typedef {{ head: string, digits: number, of: (measures: any) => number | undefined }} Figure a column: where what was measured has it, empty where it has not
 * @param {{
 *   command: string, page: string, noun: string,
 *   rows: readonly Row[], figures: readonly Figure[],
 *   datasets: readonly string[], seeds: readonly number[],
 *   measure: (run: any) => Promise<any>,
 * }} plan fixed before the first run
 */
export async function measuredTable({ command, page, noun, rows, figures, datasets, seeds, measure }) {
  const store = `docs/results/${command}.json`;
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      data: { type: "string", default: datasets.join() },
      seeds: { type: "string", default: seeds.join() },
      runs: { type: "string", default: `runs/${command}` },
      threads: { type: "string", default: "0" },
      table: { type: "boolean", default: false },
    },
  });
  if (!values.table) {
    const chosen = rows.filter(({ name }) => values.only?.split(",").includes(name) ?? true);
    const runtime = await createNodeRuntime({ threads: Number(values.threads) });
    // A seed after the other: what is interrupted has all rows with as many seeds, or nearly.
    const jobs = values.data
      .split(",")
      .flatMap((data) =>
        values.seeds.split(",").flatMap((seed) => chosen.map((row) => ({ data, row, seed: Number(seed) }))),
      );
    for (const [index, job] of jobs.entries()) {
      const number = `${index + 1}/${jobs.length}`;
      try {
        await finish(job, { number, runtime, store, runs: values.runs, figures, measure });
      } catch (error) {
        // Another command is at it.
        if (!(error instanceof FolderInUseError)) throw error;
        process.stderr.write(`\n${error.message}\n`);
      }
    }
    process.stderr.write("\n");
  }
  await placeTable({ command, page, noun, rows, figures, datasets, store });
}

/** Trains and measures a run, unless its figures are kept. */
async function finish({ data, row, seed }, { number, runtime, store, runs, figures, measure }) {
  const key = `${data}, ${row.name}, ${seed}`;
  if ((await readStore(store))[key] !== undefined) return;
  const dataset = await loadDataset(data, { download: true });
  const path = join(runs, `${data}-${row.name.replaceAll(/[^a-z0-9-]+/gi, "-")}-${seed}`);
  const { summary, autoencoder } = await finishRun(path, {
    ...{ runtime, dataset, number },
    settings: resolveSettings(
      { model: row.name, ...row.settings, dataset: data, seed, patience: 0 },
      row.name,
      shapeOf(dataset.train),
    ),
  });
  const onProgress = (fraction) =>
    process.stderr.write(`\r\u001b[K${number} ${path}: measuring, ${Math.round(100 * fraction)} %`);
  const measures = await measure({ summary, autoencoder, dataset, runtime, onProgress });
  await autoencoder.release();
  const found = figures.flatMap(({ head, of }) => {
    const value = of(measures);
    return value === undefined ? [] : [[head, value]];
  });
  const entry = {
    settings: row.settings,
    weights: summary.weights,
    parameters: summary.model.parameters,
    code: summary.model.latentSize,
    epochs: summary.epochs.run,
    ...Object.fromEntries(found),
  };
  await keepIn(store, key, entry);
}

/** The table in the page: a row a model and data set that has runs. */
async function placeTable({ command, page, noun, rows, figures, datasets, store }) {
  const kept = Object.entries(await readStore(store));
  const told = figures.filter(({ head }) => kept.some(([, entry]) => entry[head] !== undefined));
  const lines = datasets.flatMap((data) =>
    rows.flatMap(({ name }) => {
      const group = kept.flatMap(([key, entry]) => (key.startsWith(`${data}, ${name}, `) ? [entry] : []));
      const [first] = group;
      if (first === undefined) return [];
      const cells = told.map(({ head, digits }) => {
        const found = group.flatMap((entry) => entry[head] ?? []);
        return found.length === 0 ? "" : spread(found, digits);
      });
      return [[data, name, String(group.length), String(first.code), String(first.epochs), ...cells]];
    }),
  );
  const heads = ["data", noun, "seeds", "code", "epochs", ...told.map(({ head }) => head)];
  await placeTexts(page, command, { [command]: table(heads, lines) });
}
