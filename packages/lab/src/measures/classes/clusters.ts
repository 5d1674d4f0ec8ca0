import type { ProgressHooks } from "../../evaluation/progress.ts";
import { firstRows, type Matrix } from "../matrix.ts";
import type { Measure } from "../measure.ts";
import { covarianceFor, fitMixtureFrom, mostFullColumns } from "../mixture/fit-mixture.ts";
import { likeliestComponents } from "../mixture/gaussian-mixture.ts";
import { partOf } from "../pacing.ts";
import { fitStandardiser } from "../standardise.ts";
import { kMeans, nearestCentres } from "./k-means.ts";
import { type Agreement, agreementOf } from "./partition-agreement.ts";

/** Codes whose clusters are judged by their classes. */
interface Judged {
  readonly codes: Matrix;
  readonly labels: Uint8Array;
}

/** What clusters are worth that were found without labels. */
export interface ClusterQuality extends Agreement {
  /** Squared distance of a code to the centre of its cluster, mean over the images. */
  readonly inertia: number;
}

/** Enough for the shapes of the components; the work grows with their number. */
const mostFitted = 10_000;

/** How well k-means with these centres finds the classes. */
export async function judgeCentres(centres: Matrix, { codes, labels }: Judged): Promise<ClusterQuality> {
  const { clusters, inertia } = nearestCentres(codes, centres);
  return { ...(await agreementOf(clusters, labels)), inertia: inertia / codes.rows };
}

/** How well a Gaussian mixture does that begins with the clusters of these centres. */
export async function judgeMixture(
  fitted: Matrix,
  centres: Matrix,
  { codes, labels }: Judged,
  hooks: ProgressHooks = {},
): Promise<Agreement> {
  const some = firstRows(fitted, mostFitted);
  const standardiser = fitStandardiser(some);
  const { mixture } = await fitMixtureFrom(
    standardiser.apply(some),
    nearestCentres(some, centres).clusters,
    centres.rows,
    covarianceFor(some.columns),
    hooks,
  );
  return agreementOf(likeliestComponents(mixture, standardiser.apply(codes)), labels);
}

export const clusters: Measure = {
  title: "Clusters",
  definition:
    "k-means with as many clusters as there are classes (k-means++, the best of ten starts by inertia), on the codes as they are. " +
    "Gaussian mixture: as many normal distributions, by expectation maximisation from the clusters of k-means, on standardised codes; a code is " +
    `in the cluster of the component that it is most probably of. Covariances are full up to ${mostFullColumns} values of a code, diagonal above. ` +
    "Accuracy: after the one-to-one matching of clusters to classes that makes it largest. Normalised mutual information: " +
    "over the arithmetic mean of both entropies. Adjusted Rand index: 0 on average for clusters drawn at random.",
  protocol:
    "The centres are fitted to the codes of the training split, without labels, the mixture to the first " +
    `${mostFitted.toLocaleString("en")} of them; the test images are assigned to the nearest centre or the most probable component, and all ` +
    "figures are theirs. The matching is chosen on the test labels, as is usual.",
  source:
    "Arthur and Vassilvitskii 2007 (k-means++); Dempster, Laird and Rubin 1977 (expectation maximisation); Yang and others 2010 (accuracy); " +
    "Hubert and Arabie 1985 (adjusted Rand index); definitions as in scikit-learn",
  figures: {
    accuracy: { title: "cluster accuracy", unit: "", better: "higher", headline: true },
    nmi: { title: "normalised mutual information", unit: "", better: "higher" },
    ari: { title: "adjusted Rand index", unit: "", better: "higher" },
    inertia: { title: "inertia an image", unit: "" },
    mixtureAccuracy: { title: "mixture's cluster accuracy", unit: "", better: "higher" },
    mixtureNmi: { title: "mixture's normalised mutual information", unit: "", better: "higher" },
    mixtureAri: { title: "mixture's adjusted Rand index", unit: "", better: "higher" },
  },
  needs: "labels",
  seconds: 10,
  // The lower bounds of k-means weigh most where there are many classes.
  memory: ({ train, test, latentSize, classes }) =>
    4 * latentSize * (train + 2 * test) +
    Math.max(8 * (train + latentSize) * (classes + 2), 8 * classes * (mostFitted + test)),
  async measure(representation, hooks) {
    const classes = new Set(representation.labels("train")).size;
    const fitted = await representation.codes("train");
    const judged = { codes: await representation.codes("test"), labels: representation.labels("test") };
    const { centres } = await kMeans(fitted, classes, partOf(hooks, 0, 0.6));
    const ofMixture = await judgeMixture(fitted, centres, judged, partOf(hooks, 0.6, 1));
    return {
      figures: {
        ...(await judgeCentres(centres, judged)),
        mixtureAccuracy: ofMixture.accuracy,
        mixtureNmi: ofMixture.nmi,
        mixtureAri: ofMixture.ari,
      },
    };
  },
};
