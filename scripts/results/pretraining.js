// What a pretrained encoder is worth to a classifier: fine-tuned with all labels, and with few.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseClassifierSummary } from "hourglass-lab/internal/classify/classifier-summary.ts";
import { byTraining } from "./recipe.js";

/**
 * The errors in % of the networks that `hourglass classify` trains on the encoder of a run, by the network.
 * @param {string} run its folder @param {string} out of the classifier
 * @param {readonly string[]} plan options of the command
 * @returns {Promise<Readonly<Record<string, number>>>}
 */
async function classified(run, out, plan) {
  const words = existsSync(join(out, "run.json")) ? ["--resume"] : [run, ...plan];
  const command = ["packages/lab/bin/hourglass.js", "classify", ...words, "--out", out];
  const { status } = spawnSync(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${out}: hourglass classify ended with ${status}`);
  const file = join(out, "run.json");
  const { trainings } = parseClassifierSummary(await readFile(file), file);
  return Object.fromEntries(trainings.map(({ network, accuracy }) => [network, 100 * (1 - accuracy)]));
}

/** The folder of a run that a recipe trains. @param {string} training @param {import("./recipe.js").Job} job */
function folderOf(training, { runs, data, seed }) {
  return join(runs, `${training}-${data}-${seed}`);
}

const allLabels = {
  training: "pretraining",
  config: "packages/lab/configs/pretraining-mnist.yaml",
};

/** @type {import("./recipe.js").Recipe} */
export const fineTuned = {
  name: "pretraining",
  title: "pretrained without labels, fine-tuned with all",
  datasets: ["mnist"],
  seeds: [1, 2, 3],
  figures: [
    { name: "test error (%)", digits: 2 },
    { name: "test error from random weights (%)", digits: 2 },
    { name: "logistic regression on pixels (%)", digits: 2 },
  ],
  published: [
    {
      data: "mnist",
      figure: "test error (%)",
      published: "1.28",
      source: "stacked denoising autoencoders, Vincent and others 2010",
    },
  ],
  find: byTraining(allLabels, async (trained) => {
    const run = folderOf(allLabels.training, trained);
    const errors = await classified(run, `${run}-all-labels`, [
      ...["--labels-per-class", "all", "--fine-tune", "--seeds", String(trained.seed)],
      ...["--epochs", "30", "--batch-size", "128", "--learning-rate", "5e-4", "--schedule", "cosine"],
      ...["--threads", String(trained.threads)],
    ]);
    return {
      "test error (%)": errors.encoder,
      "test error from random weights (%)": errors.random,
      "logistic regression on pixels (%)": errors.raw,
    };
  }),
};

/** @type {import("./recipe.js").Recipe} */
export const fewLabels = {
  name: "few-labels",
  title: "pretrained without labels, 10 labels a class",
  datasets: ["mnist"],
  seeds: [1, 2, 3],
  figures: [
    { name: "test error (%)", digits: 2 },
    { name: "test error from random weights (%)", digits: 2 },
    { name: "share of it", digits: 2 },
    { name: "logistic regression on pixels (%)", digits: 2 },
  ],
  published: [],
  find: byTraining(allLabels, async (trained) => {
    const run = folderOf(allLabels.training, trained);
    const errors = await classified(run, `${run}-10-labels`, [
      ...["--labels-per-class", "10", "--fine-tune", "--seeds", String(trained.seed)],
      ...["--threads", String(trained.threads)],
    ]);
    return {
      "test error (%)": errors.encoder,
      "test error from random weights (%)": errors.random,
      "share of it": errors.encoder / errors.random,
      "logistic regression on pixels (%)": errors.raw,
    };
  }),
};
