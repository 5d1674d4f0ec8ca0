// How well 30 values can rebuild a test image, whatever finds them: codes fitted to each image, by the trainings of deep-30.js.
import { createPixelBaseline, createRepresentation, splitDataset } from "hourglass-lab";
import { amortizationGap } from "hourglass-lab/internal/measures/reconstruction/amortization.ts";
import { classicTraining } from "./deep-30.js";
import { byTraining } from "./recipe.js";

/** Of Adam on a code; fixed on held-out training images (docs/results.md). Of the training images as many are fitted as there are test images. */
const steps = 300;
const source = "not published: 30 principal components, whose codes are the best for their decoder, here";

/** @type {import("./recipe.js").Recipe} */
export const code30 = {
  name: "code-30",
  title: "30 values, any architecture, squared error",
  datasets: ["mnist"],
  seeds: [1, 2, 3],
  figures: [
    { name: "test sse with fitted codes", digits: 3 },
    { name: "test sse with the encoder's codes", digits: 3 },
    { name: "amortization gap", digits: 3 },
    { name: "training sse with fitted codes", digits: 3 },
    { name: "amortization gap of training", digits: 3 },
    { name: "test sse of PCA, 30 components", digits: 3 },
  ],
  published: [{ data: "mnist", figure: "test sse with fitted codes", published: "13.87", source }],
  find: byTraining(classicTraining, async ({ summary, autoencoder, dataset, runtime, report }) => {
    const splits = splitDataset(dataset, summary.dataset.splits);
    const baseline = createPixelBaseline(runtime, splits);
    const representation = createRepresentation({ runtime, autoencoder, splits, baseline });
    const found = await amortizationGap(
      representation,
      { images: splits.test.count, steps },
      { onProgress: (fraction) => report("fitting codes", fraction) },
    );
    return {
      "test sse with fitted codes": found.fitted,
      "test sse with the encoder's codes": found.encoder,
      "amortization gap": found.gap,
      "training sse with fitted codes": found.trainingFitted,
      "amortization gap of training": found.trainingGap,
      "test sse of PCA, 30 components": found.pca,
    };
  }),
};
