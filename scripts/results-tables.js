// Measures what our codes are worth beside published results, and writes the tables of docs/results.md:
//   npm run results [-- --only presets,anomaly,against,k-sparse,k-means] [-- --models runs/models] [-- --runs runs/results]
//                   [-- --finished] [-- --sentences]
// `presets` measures the runs of `npm run models`; the others train their own. Runs that are finished are kept, and with
// --finished nothing is trained: the tables have the runs that there are. With --sentences the page keeps its tables, and what
// follows from that of `presets` is written anew.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { resolveSettings } from "hourglass-lab";
import { judgeClusters } from "hourglass-lab/internal/measures/classes/clusters.ts";
import {
  createNodeRuntime,
  createRunMeasurer,
  loadDataset,
  openRun,
  readSummary,
  runFolder,
} from "hourglass-lab/node";
import { tellAgainst, tellAnomalies } from "./anomaly-results.js";
import { finishRun } from "./finish-run.js";
import { firstTable, readTable, table } from "./markdown-table.js";
import { spread } from "./spread.js";
import { between, presetFindings } from "./table-findings.js";

const page = "docs/results.md";
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

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "presets,anomaly,against,k-sparse,k-means" },
    models: { type: "string", default: "runs/models" },
    runs: { type: "string", default: "runs/results" },
    threads: { type: "string", default: "0" },
    finished: { type: "boolean", default: false },
    sentences: { type: "boolean", default: false },
  },
});
if (values.sentences) {
  const text = between(await readFile(page, "utf8"), ...marksOf("presets"));
  await placeTable("presets", withFindings(firstTable(text)));
  process.exit();
}
const runtime = await createNodeRuntime({ threads: Number(values.threads) });
const measurer = createRunMeasurer(runtime);
const sections = {
  presets: tellPresets,
  anomaly: () => tellAnomalies(datasets, seeds, values),
  against: () => tellAgainst(datasets, values),
  "k-sparse": tellKSparse,
  "k-means": tellKMeans,
};
for (const name of values.only.split(",")) {
  const tell = sections[/** @type {keyof typeof sections} */ (name)];
  if (tell === undefined)
    throw new Error(`--only: expected some of ${Object.keys(sections).join(", ")}, found ${name}`);
  await placeTable(name, await tell());
}

/** The linear probe and nearest neighbours on the code of every preset. */
async function tellPresets() {
  const rows = [];
  for (const data of datasets) {
    const dataset = await loadDataset(data, { download: true });
    /** @type {Record<string, number> | undefined} */
    let pixels;
    for (const preset of presets) {
      const found = [];
      let size = "";
      for (const seed of seeds) {
        const path = join(values.models, `${data}-${preset}-${seed}`);
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
  return withFindings(
    table(
      ["data", "model", "code", "seeds", "linear probe, test accuracy", "nearest neighbours, test accuracy"],
      rows,
    ),
  );
}

/** What follows stands below. @param {string} text */
function withFindings(text) {
  return `${text}\n\n${presetFindings(readTable(text))}`;
}

/** Logistic regression on a k-sparse code of 1,000 units. */
async function tellKSparse() {
  const dataset = await loadDataset("mnist", { download: true });
  const errors = [];
  for (const seed of seeds) {
    const settings = {
      model: "sparse",
      penalty: "topk:25,100",
      latentSize: 1000,
      tiedWeights: true,
      schedule: "cosine",
      epochs: 10,
      patience: 0,
    };
    const run = await trained(`k-sparse-${seed}`, { ...settings, dataset: "mnist", seed }, dataset);
    if (run === undefined) continue;
    const { probe } = await measurer.measure(["probe"], run, dataset);
    await run.autoencoder.release();
    errors.push(100 * (1 - (probe?.figures.accuracy ?? 0)));
  }
  return table(
    ["data", "code", "seeds", "test error of logistic regression (%)"],
    errors.length === 0 ? [] : [["mnist", "25 of 1,000", String(errors.length), spread(errors, 2)]],
  );
}

/** k-means on the codes of all 70,000 images, which the published figures are of, too. */
async function tellKMeans() {
  const rows = [];
  for (const data of datasets) {
    const dataset = await loadDataset(data, { download: true });
    const found = [];
    for (const seed of seeds) {
      const settings = {
        model: "deep",
        hidden: [512, 256],
        latentSize: 10,
        epochs: 40,
        patience: 0,
        validation: 0,
      };
      const run = await trained(`k-means-${data}-${seed}`, { ...settings, dataset: data, seed }, dataset);
      if (run === undefined) continue;
      const { train, test } = dataset;
      const parts = [await run.autoencoder.encode(train.images), await run.autoencoder.encode(test.images)];
      await run.autoencoder.release();
      const codes = {
        rows: train.count + test.count,
        columns: 10,
        data: Float32Array.from(parts.flatMap((part) => [...part])),
      };
      const labels = Uint8Array.from([...(train.labels ?? []), ...(test.labels ?? [])]);
      found.push(await judgeClusters(codes, { codes, labels }, 10));
    }
    if (found.length === 0) continue;
    rows.push([
      data,
      String(found.length),
      ...[
        spread(
          found.map((one) => one.accuracy),
          3,
        ),
        spread(
          found.map((one) => one.nmi),
          3,
        ),
        spread(
          found.map((one) => one.ari),
          3,
        ),
      ],
    ]);
  }
  return table(["data", "seeds", "accuracy", "NMI", "ARI"], rows);
}

/**
 * A run of these settings, opened; trained unless it is done.
 * @param {string} name
 * @param {Record<string, unknown>} settings
 * @param {import("hourglass-lab").Dataset} dataset
 */
async function trained(name, settings, dataset) {
  const run = await finishRun(join(values.runs, name), {
    ...{ runtime, dataset, number: name, finished: values.finished },
    settings: resolveSettings(settings, name),
  });
  process.stderr.write("\n");
  return run;
}

/** The comments around what is written. @param {string} name @returns {[begin: string, end: string]} */
function marksOf(name) {
  return [`<!-- ${name}: written by npm run results -->`, `<!-- end of ${name} -->`];
}

/** Puts a table between its two comments in the page. @param {string} name @param {string} text */
async function placeTable(name, text) {
  const content = await readFile(page, "utf8");
  const [begin, end] = marksOf(name);
  const [before, rest] = content.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${page}: expected the lines "${begin}" and "${end}"`);
  await writeFile(page, `${before}${begin}\n\n${text}\n\n${end}${after}`);
  process.stderr.write(`written: ${page}, ${name}\n`);
}
