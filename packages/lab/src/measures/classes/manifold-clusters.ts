import type { ProgressHooks } from "../../evaluation/progress.ts";
import { umapPoints } from "../code/umap.ts";
import { firstRows, type Matrix } from "../matrix.ts";
import { fitMixtureFrom } from "../mixture/fit-mixture.ts";
import { likeliestComponents } from "../mixture/gaussian-mixture.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { partOf, pause } from "../pacing.ts";
import { kMeans } from "./k-means.ts";
import { type Agreement, agreementOf } from "./partition-agreement.ts";

/** As McInnes, Healy and Melville advise for clustering, and McConville and others take. */
export const manifoldNeighbours = 20;
const minimumDistance = 0;

/** Of k-means, before the mixture: from one alone it often takes two classes for one, and never takes them apart again. */
export const manifoldStarts = 20;

/** UMAP of more takes minutes. */
export const mostManifoldImages = 2_000;

/** The numbers of a full covariance grow with the square of the dimensions. */
export const mostManifoldDimensions = 32;

export interface ManifoldOptions extends ProgressHooks {
  /** Only so many of the rows, the first ones, are taken; 2,000 unless given. */
  readonly most?: number;
}

/**
 * The clusters of rows on the manifold that they lie on, and how well they agree with the classes of the rows: UMAP to as many
 * dimensions as classes, then a Gaussian mixture with full covariances and as many components, from the clusters of k-means.
 * McConville and others, "N2D: (not too) deep clustering via clustering the local manifold of an autoencoded embedding", 2021.
 * @param labels of the rows
 * @throws NotMeasurableError where there are too few rows for neighbourhoods, or all are the same
 */
export async function clusterManifold(
  all: Matrix,
  labels: Uint8Array,
  classes: number,
  { most = mostManifoldImages, ...hooks }: ManifoldOptions = {},
): Promise<Agreement> {
  const rows = firstRows(all, most);
  if (rows.rows <= manifoldNeighbours) {
    throw new NotMeasurableError(
      `it needs more than ${manifoldNeighbours} test images for UMAP, found ${rows.rows}`,
    );
  }
  if (rows.data.every((value, at) => value === rows.data[at % rows.columns])) {
    throw new NotMeasurableError("the codes of the test images do not vary: all are one point");
  }
  const dimensions = Math.min(classes, mostManifoldDimensions);
  const points = await umapPoints(
    rows,
    { neighbours: manifoldNeighbours, minimumDistance, dimensions },
    partOf(hooks, 0, 0.9),
  );
  const { clusters } = await kMeans(points, classes, {
    starts: manifoldStarts,
    ...partOf(hooks, 0.9, 0.95),
  });
  const { mixture } = await fitMixtureFrom(points, clusters, classes, "full", partOf(hooks, 0.95, 1));
  await pause(hooks, 1);
  return agreementOf(likeliestComponents(mixture, points), labels.subarray(0, rows.rows));
}
