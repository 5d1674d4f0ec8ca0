// Trains the kinds of models that came after the first presets on MNIST and Fashion-MNIST with three seeds, and writes their table in
// docs/models.md:
//   npm run kinds [-- --only contractive,masked] [-- --data mnist] [-- --seeds 1] [-- --runs runs/kinds] [-- --threads 1] [-- --table]
// What a run gave is kept in docs/results/kinds.json as soon as it ends, with the checksum of its weights: a run that stands there is not trained
// again, and one that was interrupted goes on. With --table nothing is trained, and the page has what the file has.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { evaluate, resolveSettings, splitDataset } from "hourglass-lab";
import { createNodeRuntime, loadDataset } from "hourglass-lab/node";
import { finishRun } from "./finish-run.js";
import { table } from "./markdown-table.js";
import { spread } from "./spread.js";

const page = "docs/models.md";
const store = "docs/results/kinds.json";
const begin = "<!-- kinds: written by npm run kinds -->";
const end = "<!-- end of the kinds -->";

/** Of the variational rows: 784-200-200-50 on binarised images, as published. */
const variational = { model: "variational", epochs: 20, importanceSamples: 100 };

/**
 * What is trained, each with the settings that are not its preset's. They were fixed before the first run; the last 10,000 training
 * images are the validation set, and no run stops early.
 */
const rows = [
  { name: "contractive", settings: { epochs: 30 } },
  { name: "masked", settings: { epochs: 20 } },
  { name: "vector-quantized", settings: { epochs: 10 } },
  {
    name: "vector-quantized (dense)",
    settings: { model: "deep", code: "vector-quantized", codebook: "average:128,8", beta: 0.25, epochs: 15 },
  },
  {
    name: "batch-topk",
    settings: { model: "sparse", penalty: "batch-topk:25", latentSize: 256, epochs: 10 },
  },
  {
    name: "discrepancy of points (WAE-MMD)",
    settings: { model: "deep", latentSize: 8, loss: "mse", penalty: "mmd:0.1", epochs: 15 },
  },
  { name: "discrepancy of samples (InfoVAE)", settings: { ...variational, beta: 0, penalty: "mmd:100" } },
  { name: "ELBO", settings: variational },
  { name: "bound of 5 samples (IWAE)", settings: { ...variational, boundSamples: 5 } },
  { name: "bound of 50 samples (IWAE)", settings: { ...variational, boundSamples: 50 } },
  { name: "total correlation (beta-TCVAE)", settings: { ...variational, penalty: "total-correlation:5" } },
  { name: "annealed capacity", settings: { ...variational, penalty: "capacity:25,100" } },
  { name: "covariance of means (DIP-VAE-I)", settings: { ...variational, penalty: "dip-1:10,10" } },
  { name: "covariance of samples (DIP-VAE-II)", settings: { ...variational, penalty: "dip-2:10,10" } },
  { name: "dictionary", settings: { penalty: "dead-units:256,0.03125", epochs: 10 } },
];

/** The figures of the table: their heads, digits and where an evaluation has them; empty where a kind has none. */
const figures = [
  { head: "test bce (nats)", digits: 4, of: ({ errors }) => errors.bce?.mean },
  { head: "test mse", digits: 5, of: ({ errors }) => errors.mse.mean },
  { head: "mse of hidden pixels", digits: 4, of: ({ denoising }) => denoising?.hidden?.hidden.mse },
  { head: "perplexity", digits: 1, of: ({ codebook }) => codebook?.perplexity },
  { head: "entries used", digits: 1, of: ({ codebook }) => codebook?.used },
  { head: "unexplained variance", digits: 4, of: ({ dictionary }) => dictionary?.unexplained },
  { head: "dead units", digits: 1, of: ({ dictionary }) => dictionary?.dead },
  { head: "distortion (nats)", digits: 2, of: ({ variational: v }) => v?.reconstruction.mean },
  { head: "rate (nats)", digits: 2, of: ({ variational: v }) => v?.divergence.mean },
  {
    head: "total correlation (nats)",
    digits: 2,
    of: ({ variational: v }) => v?.divergenceParts?.totalCorrelation,
  },
  { head: "active units", digits: 1, of: ({ variational: v }) => v?.activeUnits.count },
  { head: "log p(x) (nats)", digits: 2, of: ({ variational: v }) => v?.logLikelihood?.mean },
];

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    data: { type: "string", default: "mnist,fashion-mnist" },
    seeds: { type: "string", default: "1,2,3" },
    runs: { type: "string", default: "runs/kinds" },
    threads: { type: "string", default: "0" },
    table: { type: "boolean", default: false },
  },
});
const chosen = rows.filter(({ name }) => values.only === undefined || values.only.split(",").includes(name));
if (!values.table) {
  const runtime = await createNodeRuntime({ threads: Number(values.threads) });
  const jobs = values.data
    .split(",")
    .flatMap((data) =>
      chosen.flatMap((row) => values.seeds.split(",").map((seed) => ({ data, row, seed: Number(seed) }))),
    );
  for (const [index, job] of jobs.entries()) await finish(job, `${index + 1}/${jobs.length}`, runtime);
  process.stderr.write("\n");
}
await placeTable();

/** Trains and measures a run, unless its figures are kept. */
async function finish({ data, row, seed }, number, runtime) {
  const key = `${data}, ${row.name}, ${seed}`;
  const kept = await readStore();
  if (kept[key] !== undefined) return;
  const dataset = await loadDataset(data, { download: true });
  const path = join(values.runs, `${data}-${row.name.replaceAll(/[^a-z0-9-]+/gi, "-")}-${seed}`);
  const { summary, autoencoder } = await finishRun(path, {
    ...{ runtime, dataset, number },
    settings: resolveSettings(
      { model: row.name, ...row.settings, dataset: data, seed, patience: 0 },
      row.name,
      shapeOf(dataset.train),
    ),
  });
  const { train, test } = splitDataset(dataset, summary.dataset.splits);
  const { measures } = await evaluate(autoencoder, test, {
    ...{ train, objective: objectiveOf(summary.settings) },
    importanceSamples: summary.settings.importanceSamples,
    onProgress: (fraction) =>
      process.stderr.write(`\r\u001b[K${number} ${path}: measuring, ${Math.round(100 * fraction)} %`),
  });
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
  await mkdir(dirname(store), { recursive: true });
  // Read anew: two commands may share the work.
  await writeFile(store, `${JSON.stringify({ ...(await readStore()), [key]: entry }, undefined, 2)}\n`);
}

async function readStore() {
  try {
    return JSON.parse(await readFile(store, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
}

/** The table in the page: a row a kind and data set that has runs. */
async function placeTable() {
  const kept = Object.entries(await readStore());
  const told = figures.filter(({ head }) => kept.some(([, entry]) => entry[head] !== undefined));
  const lines = ["mnist", "fashion-mnist"].flatMap((data) =>
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
  const heads = ["data", "kind", "seeds", "code", "epochs", ...told.map(({ head }) => head)];
  const text = await readFile(page, "utf8");
  const [before, after] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (before < begin.length || after < 0) throw new Error(`${page}: expected the lines ${begin} and ${end}`);
  await writeFile(page, `${text.slice(0, before)}\n\n${table(heads, lines)}\n\n${text.slice(after)}`);
}
