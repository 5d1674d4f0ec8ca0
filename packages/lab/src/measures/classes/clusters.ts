import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import type { Measure } from "../measure.ts";
import { kMeans, nearestCentres } from "./k-means.ts";
import { type Agreement, agreementOf } from "./partition-agreement.ts";

/** What clusters are worth that were found without labels. */
export interface ClusterQuality extends Agreement {
  /** Squared distance of a code to the centre of its cluster, mean over the images. */
  readonly inertia: number;
}

/** Clusters `fitted` into as many clusters as it has classes, and judges the clusters of the codes of `judged`. */
export async function judgeClusters(
  fitted: Matrix,
  judged: { readonly codes: Matrix; readonly labels: Uint8Array },
  classes: number,
  hooks: ProgressHooks = {},
): Promise<ClusterQuality> {
  const { centres } = await kMeans(fitted, classes, hooks);
  const { clusters, inertia } = nearestCentres(judged.codes, centres);
  return { ...(await agreementOf(clusters, judged.labels)), inertia: inertia / judged.codes.rows };
}

export const clusters: Measure = {
  title: "Clusters",
  definition:
    "k-means with as many clusters as there are classes (k-means++, the best of ten starts by inertia), on the codes as they are. " +
    "Accuracy: after the one-to-one matching of clusters to classes that makes it largest. Normalised mutual information: " +
    "over the arithmetic mean of both entropies. Adjusted Rand index: 0 on average for clusters drawn at random.",
  protocol:
    "The centres are fitted to the codes of the training split, without labels; the test images are assigned to the nearest " +
    "centre, and all figures are theirs. The matching is chosen on the test labels, as is usual.",
  source:
    "Arthur and Vassilvitskii 2007 (k-means++); Yang and others 2010 (accuracy); Hubert and Arabie 1985 (adjusted Rand index); " +
    "definitions as in scikit-learn",
  figures: {
    accuracy: { title: "cluster accuracy", unit: "", better: "higher", headline: true },
    nmi: { title: "normalised mutual information", unit: "", better: "higher" },
    ari: { title: "adjusted Rand index", unit: "", better: "higher" },
    inertia: { title: "inertia an image", unit: "" },
  },
  needs: "labels",
  seconds: 7,
  // The lower bounds of k-means weigh most where there are many classes.
  memory: ({ train, test, latentSize, classes }) =>
    4 * latentSize * (train + test) + 8 * (train + latentSize) * (classes + 2),
  async measure(representation, hooks) {
    const classes = new Set(representation.labels("train")).size;
    const judged = { codes: await representation.codes("test"), labels: representation.labels("test") };
    return {
      figures: { ...(await judgeClusters(await representation.codes("train"), judged, classes, hooks)) },
    };
  },
};
