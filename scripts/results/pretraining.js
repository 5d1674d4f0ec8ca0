// What an encoder that was learnt without labels is worth to a classifier: fine-tuned with all labels.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseClassifierSummary } from "hourglass-lab/internal/classify/classifier-summary.ts";
import { byTraining } from "./recipe.js";

const training = { name: "pretraining", config: "packages/lab/configs/pretraining-mnist.yaml" };

const errors = {
  encoder: "test error (%)",
  random: "the same from random weights (%)",
  raw: "logistic regression on pixels (%)",
};

/** @type {import("./recipe.js").Recipe} */
export const fineTuned = {
  name: "pretraining",
  title: "784-1000-1000-1000 learnt without labels, fine-tuned with all",
  datasets: ["mnist"],
  seeds: [1, 2, 3],
  figures: Object.values(errors).map((name) => ({ name, digits: 2 })),
  published: [
    {
      data: "mnist",
      figure: errors.encoder,
      published: "1.28",
      source: "stacked denoising autoencoders, Vincent and others 2010",
    },
  ],
  find: byTraining(training, async ({ path, seed, threads }) => {
    const found = await classified(path, `${path}-all-labels`, [
      ...["--labels-per-class", "all", "--fine-tune", "--seeds", String(seed), "--epochs", "30"],
      ...["--batch-size", "128", "--learning-rate", "5e-4", "--schedule", "cosine"],
      ...["--threads", String(threads)],
    ]);
    return Object.fromEntries(
      Object.entries(errors).map(([network, name]) => [name, 100 * (1 - found[network])]),
    );
  }),
};

/**
 * The accuracies of what `hourglass classify` trains on the encoder of a run, by the network. What was interrupted goes on.
 * @param {string} run its folder @param {string} out of the classifier @param {readonly string[]} plan
 */
async function classified(run, out, plan) {
  const file = join(out, "run.json");
  const words = existsSync(file) ? ["--resume"] : [run, ...plan];
  const command = ["packages/lab/bin/hourglass.js", "classify", ...words, "--out", out];
  const { status } = spawnSync(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error(`${out}: hourglass classify ended with ${status}`);
  const { trainings } = parseClassifierSummary(await readFile(file), file);
  return Object.fromEntries(trainings.map(({ network, accuracy }) => [network, accuracy]));
}
