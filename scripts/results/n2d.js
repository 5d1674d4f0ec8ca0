// UMAP of the code and a Gaussian mixture (N2D), on all 70,000 images, by the trainings of k-means.js.
import { clusterManifold } from "hourglass-lab/internal/measures/classes/manifold-clusters.ts";
import { clusterTraining, codesOfAll } from "./k-means.js";
import { byTraining } from "./recipe.js";

const source = "McConville and others 2021, 1,000 epochs";

/** @type {import("./recipe.js").Recipe} */
export const manifoldClusters = {
  name: "n2d",
  title: "UMAP of the code, Gaussian mixture (N2D), all 70,000 images",
  datasets: ["mnist", "fashion-mnist"],
  seeds: [1, 2, 3],
  figures: [
    { name: "accuracy", digits: 3 },
    { name: "NMI", digits: 3 },
    { name: "ARI", digits: 3 },
  ],
  published: [
    { data: "mnist", figure: "accuracy", published: "0.979", source },
    { data: "mnist", figure: "NMI", published: "0.942", source },
    { data: "fashion-mnist", figure: "accuracy", published: "0.672", source },
    { data: "fashion-mnist", figure: "NMI", published: "0.684", source },
  ],
  find: byTraining(clusterTraining, async ({ autoencoder, dataset, report }) => {
    const { codes, labels } = await codesOfAll(autoencoder, dataset);
    const { accuracy, nmi, ari } = await clusterManifold(codes, labels, 10, {
      most: codes.rows,
      onProgress: (fraction) => report("UMAP and mixture", fraction),
    });
    return { accuracy, NMI: nmi, ARI: ari };
  }),
};
