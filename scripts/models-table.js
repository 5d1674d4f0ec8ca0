// Trains every preset on MNIST and Fashion-MNIST with several seeds, and writes the table of docs/models.md:
//   npm run models [-- --only deep,sparse] [-- --data mnist] [-- --runs DIR] [-- --threads 1] [-- --finished] [-- --sentences]
// Runs that are finished are kept, one that was interrupted goes on: the command can be stopped and started again. With
// --finished it trains nothing, and the table has the runs that there are; with --sentences the page keeps its table, and what
// follows from it is written anew.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { mean } from "d3-array";
import { resolveSettings, splitDataset } from "hourglass-lab";
import { createNodeRuntime, loadDataset } from "hourglass-lab/node";
import { finishRun } from "./finish-run.js";
import { firstTable, readTable } from "./markdown-table.js";
import { placedText, placeTexts } from "./placed-text.js";
import { spread } from "./spread.js";
import { modelFindings } from "./table-findings.js";

const seeds = [1, 2, 3];
const page = "docs/models.md";

/** What is trained; the last 10,000 training images are the validation set, and no run stops early. */
const rows = [
  { name: "vanilla", settings: { epochs: 50 } },
  { name: "deep", settings: { epochs: 15 } },
  { name: "convolutional", settings: { epochs: 10 } },
  { name: "sparse", settings: { epochs: 30 } },
  {
    name: "sparse-kl",
    settings: { model: "sparse", penalty: "kl:0.05,0.01", latentSize: 100, epochs: 15 },
  },
  { name: "sparse-topk", settings: { model: "sparse", penalty: "topk:25", latentSize: 256, epochs: 10 } },
  { name: "denoising", settings: { epochs: 30 } },
  { name: "variational", settings: { epochs: 20, importanceSamples: 0 } },
];

/** The noise of the denoising preset, for the errors on corrupted images. */
const corruption = { kind: "gaussian", level: 0.5 };

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    data: { type: "string", default: "mnist,fashion-mnist" },
    runs: { type: "string", default: "runs/models" },
    threads: { type: "string", default: "0" },
    finished: { type: "boolean", default: false },
    sentences: { type: "boolean", default: false },
  },
});
if (values.sentences) {
  const text = placedText(await readFile(page, "utf8"), "models", "table");
  await placeTable(firstTable(text));
  process.exit();
}
const datasets = values.data.split(",");
const runtime = await createNodeRuntime({ threads: Number(values.threads) });
const chosen = rows.filter(({ name }) => values.only === undefined || values.only.split(",").includes(name));
const jobs = datasets.flatMap((dataset) =>
  chosen.flatMap((row) => seeds.map((seed) => ({ dataset, row, seed }))),
);
const measured = [];
for (const [index, job] of jobs.entries()) {
  const figures = await measure(job, `${index + 1}/${jobs.length}`);
  if (figures !== undefined) measured.push({ ...job, ...figures });
}
process.stderr.write("\n");
const table = writeTable(measured);
process.stdout.write(`${table}\n`);
if (values.only === undefined && datasets.length > 1) await placeTable(table);

/** Trains a row, unless that is done, and measures it on the test set. */
async function measure({ dataset, row, seed }, number) {
  const data = await loadDataset(dataset, { download: true });
  const path = join(values.runs, `${dataset}-${row.name}-${seed}`);
  const run = await finishRun(path, {
    ...{ runtime, dataset: data, number, finished: values.finished },
    settings: resolveSettings({ model: row.name, ...row.settings, dataset, seed, patience: 0 }, row.name),
  });
  if (run === undefined) return undefined;
  const { summary, autoencoder } = run;
  const { test } = splitDataset(data, summary.dataset.splits);
  const corrupted = await autoencoder.scoreCorrupted(test.images, corruption);
  const codes = await autoencoder.encode(test.images);
  const bound = await autoencoder.variational?.bound(test.images);
  await autoencoder.release();
  return {
    ...summary.metrics.test,
    corruptedBce: mean(corrupted.bce),
    activeValues: codes.reduce((count, value) => count + (value > 0 ? 1 : 0), 0) / test.count,
    elbo: bound === undefined ? undefined : mean(bound.elbo),
    parameters: summary.model.parameters,
    latentSize: summary.model.latentSize,
    epochs: summary.epochs.run,
  };
}

function writeTable(runs) {
  const heading =
    "| data | model | seeds | code | epochs | parameters | test bce (nats) | test mse | test sse | bce of noisy images | active values of the code | elbo (nats) |";
  const lines = datasets.flatMap((dataset) =>
    chosen.flatMap(({ name }) => {
      const group = runs.filter((run) => run.dataset === dataset && run.row.name === name);
      if (group.length === 0) return [];
      const [{ latentSize, epochs, parameters }] = group;
      const ofRuns = (key, digits) => {
        const found = group.map((run) => run[key]).filter((value) => value !== undefined);
        return found.length === 0 ? "" : spread(found, digits);
      };
      const cells = [
        ...[dataset, name, group.length, latentSize, epochs, parameters.toLocaleString("en")],
        ...[ofRuns("bce", 4), ofRuns("mse", 5), ofRuns("sse", 2), ofRuns("corruptedBce", 4)],
        ...[ofRuns("activeValues", 1), ofRuns("elbo", 2)],
      ];
      return [`| ${cells.join(" | ")} |`];
    }),
  );
  return [heading, heading.replaceAll(/[^|]+/g, " --- "), ...lines].join("\n");
}

async function placeTable(text) {
  const findings = modelFindings(readTable(text));
  await placeTexts(page, "models", { table: `${text}\n\n${findings}` });
  process.stderr.write(`written: ${page}\n`);
}
