import {
  type Contingency,
  contingencyOf,
  entropy,
  marginsOf,
  mutualInformation,
} from "../factors/mutual-information.ts";

/** How well clusters agree with classes, whatever the clusters are called. */
export interface Agreement {
  /** Share of the images whose class is that of their cluster, after the best matching of clusters to classes. */
  readonly accuracy: number;
  /** Normalised mutual information: 1 where each tells the other, 0 where neither says anything of the other. */
  readonly nmi: number;
  /** Adjusted Rand index: 1 where both are alike, 0 on average where clusters are drawn at random. */
  readonly ari: number;
}

/** Of as many clusters as classes; a number from 0 an image each. */
export async function agreementOf(
  clusters: ArrayLike<number>,
  classes: ArrayLike<number>,
): Promise<Agreement> {
  const table = contingencyOf(clusters, classes);
  return {
    accuracy: await matchedAccuracy(table),
    nmi: normalizedMutualInformation(table),
    ari: adjustedRandIndex(table),
  };
}

/**
 * The accuracy under the one-to-one matching of clusters to classes that makes it largest, found by solving the
 * assignment problem (Kuhn 1955): Yang and others, "Image clustering using local discriminant models", 2010, equation 21.
 */
async function matchedAccuracy({ rows, columns, counts, total }: Contingency): Promise<number> {
  // Loaded here: hundreds of files, which most commands have no use for.
  const { linearSumAssignment } = await import("linear-sum-assignment");
  const table = Array.from({ length: rows }, (_, row) => counts.slice(row * columns, (row + 1) * columns));
  return linearSumAssignment(table, { maximaze: true }).gain / total;
}

/** Mutual information over the arithmetic mean of both entropies, as `sklearn.metrics.normalized_mutual_info_score`. */
function normalizedMutualInformation(table: Contingency): number {
  const { ofRows, ofColumns } = marginsOf(table);
  const mean = (entropy(ofRows) + entropy(ofColumns)) / 2;
  // Rounding may leave more than all.
  return mean === 0 ? 1 : Math.min(1, mutualInformation(table) / mean);
}

/**
 * Hubert and Arabie, "Comparing partitions", 1985, equation 5; as `sklearn.metrics.adjusted_rand_score`: 1 where both part
 * the things alike, also where that is one thing, one cluster, or each thing by itself, for which the equation is 0 / 0.
 */
function adjustedRandIndex(table: Contingency): number {
  const { ofRows, ofColumns } = marginsOf(table);
  const together = pairs(table.counts);
  const inRows = pairs(ofRows);
  const inColumns = pairs(ofColumns);
  if (together === inRows && together === inColumns) return 1;
  const expected = (inRows * inColumns) / ((table.total * (table.total - 1)) / 2);
  const greatest = (inRows + inColumns) / 2;
  return (together - expected) / (greatest - expected);
}

/** Pairs of things that are in the same cell. */
function pairs(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}
