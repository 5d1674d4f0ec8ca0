// The classic test: 784-1000-500-250-30, squared error summed over the pixels of a test image.
import { createRunMeasurer } from "hourglass-lab/node";
import { byTraining } from "./recipe.js";

/** The training that figures of a code of 30 values share. */
export const classicTraining = { name: "deep-30", config: "packages/lab/configs/deep-30-mnist.yaml" };

/** @type {import("./recipe.js").Recipe} */
export const deep30 = {
  name: "deep-30",
  title: "784-1000-500-250-30, squared error",
  datasets: ["mnist"],
  seeds: [1, 2, 3],
  figures: [
    { name: "test sse", digits: 2 },
    { name: "training sse", digits: 2 },
    { name: "test sse of PCA, 30 components", digits: 2 },
  ],
  published: [
    { data: "mnist", figure: "test sse", published: "3.00", source: "Hinton and Salakhutdinov 2006" },
  ],
  find: byTraining(classicTraining, async ({ summary, autoencoder, dataset, runtime }) => {
    const { pca } = await createRunMeasurer(runtime).measure(["pca"], { summary, autoencoder }, dataset);
    const { train, test } = summary.metrics;
    return {
      "test sse": test.sse,
      "training sse": train.sse,
      "test sse of PCA, 30 components": pca.figures.sse,
    };
  }),
};
