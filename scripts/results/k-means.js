// k-means on the code, of all 70,000 images that the autoencoder saw, as in DEC-keras.
import { joinSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { kMeans } from "hourglass-lab/internal/measures/classes/k-means.ts";
import { agreementOf } from "hourglass-lab/internal/measures/classes/partition-agreement.ts";
import { byTraining } from "./recipe.js";

/** The training that clusterings of the code share. */
export const clusterTraining = { name: "k-means", config: "packages/lab/configs/k-means.yaml" };
const source = "XifengGuo/DEC-keras, mean of ten trials";

/** @type {import("./recipe.js").Recipe} */
export const kMeansOfCode = {
  name: "k-means",
  title: "k-means on a code of 10, all 70,000 images",
  datasets: ["mnist", "fashion-mnist"],
  seeds: [1, 2, 3],
  figures: [
    { name: "accuracy", digits: 3 },
    { name: "NMI", digits: 3 },
    { name: "ARI", digits: 3 },
  ],
  published: [
    { data: "mnist", figure: "accuracy", published: "0.879 ± 0.038", source },
    { data: "mnist", figure: "NMI", published: "0.807 ± 0.019", source },
    { data: "mnist", figure: "ARI", published: "0.783", source },
    { data: "fashion-mnist", figure: "accuracy", published: "0.606 ± 0.028", source },
    { data: "fashion-mnist", figure: "NMI", published: "0.637 ± 0.014", source },
    { data: "fashion-mnist", figure: "ARI", published: "0.474", source },
  ],
  find: byTraining(clusterTraining, async ({ autoencoder, dataset, report }) => {
    const { codes, labels } = await codesOfAll(autoencoder, dataset);
    const { clusters } = await kMeans(codes, 10, {
      starts: 20,
      onProgress: (fraction) => report("k-means", fraction),
    });
    const { accuracy, nmi, ari } = await agreementOf(clusters, labels);
    return { accuracy, NMI: nmi, ARI: ari };
  }),
};

/**
 * Codes and labels of both parts of a data set, the training part first.
 * @param {import("hourglass-lab").Autoencoder} autoencoder @param {import("hourglass-lab").Dataset} dataset
 */
export async function codesOfAll(autoencoder, { train, test }) {
  const { images, labels, count } = joinSamples(train, test);
  const data = await autoencoder.encode(images);
  return { codes: { rows: count, columns: autoencoder.latentSize, data }, labels };
}
