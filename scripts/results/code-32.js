// The linear probe of a code of 32 values.
import { createRunMeasurer } from "hourglass-lab/node";
import { byTraining } from "./recipe.js";

const source = "not published: the same probe of the 784 pixels, here";

/** @type {import("./recipe.js").Recipe} */
export const code32 = {
  name: "code-32",
  title: "linear probe of a code of 32 values",
  datasets: ["mnist", "fashion-mnist"],
  seeds: [1, 2, 3],
  figures: [
    { name: "test accuracy", digits: 4 },
    { name: "nearest neighbours, test accuracy", digits: 4 },
    { name: "linear probe of the pixels", digits: 4 },
    { name: "test mse", digits: 4 },
  ],
  published: [
    { data: "mnist", figure: "test accuracy", published: "0.9257", source },
    { data: "fashion-mnist", figure: "test accuracy", published: "0.8442", source },
  ],
  find: byTraining(
    { name: "code-32", config: "packages/lab/configs/code-32.yaml" },
    async ({ summary, autoencoder, dataset, runtime }) => {
      const measurer = createRunMeasurer(runtime);
      const { probe, neighbours } = await measurer.measure(
        ["probe", "neighbours"],
        { summary, autoencoder },
        dataset,
      );
      return {
        "test accuracy": probe.figures.accuracy,
        "nearest neighbours, test accuracy": neighbours.figures.accuracy,
        "linear probe of the pixels": probe.figures.pixels,
        "test mse": summary.metrics.test.mse,
      };
    },
  ),
};
