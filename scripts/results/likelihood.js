// What 784-200-200-50 is worth as a density of binarised images: log p(x) by 5,000 importance samples an image.
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { evaluate } from "hourglass-lab";
import { byTraining } from "./recipe.js";

const source = "Burda, Grosse and Salakhutdinov 2016, 3,280 epochs of batches of 20";
const training = { name: "variational", config: "packages/lab/configs/variational-longer-mnist.yaml" };

/** @type {Pick<import("./recipe.js").Recipe, "datasets" | "seeds" | "figures">} */
const asked = {
  datasets: ["mnist"],
  seeds: [1, 2, 3],
  figures: [
    { name: "-log p(x) (nats)", digits: 2 },
    { name: "negative bound (nats)", digits: 2 },
    { name: "reconstruction (nats)", digits: 2 },
    { name: "divergence (nats)", digits: 2 },
    { name: "active units of 50", digits: 1 },
  ],
};

/** @type {import("./recipe.js").Recipe} */
export const variational = {
  name: "variational",
  title: "variational autoencoder 784-200-200-50, binarised images",
  ...asked,
  published: [{ data: "mnist", figure: "-log p(x) (nats)", published: "86.76", source }],
  find: byTraining(training, measureLikelihood),
};

/** @type {import("./recipe.js").Recipe} */
export const importanceWeighted = {
  name: "importance-weighted",
  title: "importance-weighted autoencoder 784-200-200-50, k = 50, binarised images",
  ...asked,
  published: [{ data: "mnist", figure: "-log p(x) (nats)", published: "84.78", source }],
  find: byTraining(
    {
      name: "importance-weighted",
      config: "packages/lab/configs/importance-weighted-mnist.yaml",
      begins: training,
    },
    measureLikelihood,
  ),
};

/** @param {import("./recipe.js").Trained} trained */
async function measureLikelihood({ summary, autoencoder, dataset: { train, test }, report }) {
  const { measures } = await evaluate(autoencoder, test, {
    ...{ train, objective: objectiveOf(summary.settings), importanceSamples: 5000 },
    onProgress: (fraction) => report("log p(x)", fraction),
  });
  const found = measures.variational;
  if (found?.logLikelihood === undefined) throw new Error("expected a likelihood, found none");
  return {
    "-log p(x) (nats)": -found.logLikelihood.mean,
    "negative bound (nats)": -found.elbo.mean,
    "reconstruction (nats)": found.reconstruction.mean,
    "divergence (nats)": found.divergence.mean,
    "active units of 50": found.activeUnits.count,
  };
}
