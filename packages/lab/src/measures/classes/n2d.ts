import type { Measure } from "../measure.ts";
import { partOf } from "../pacing.ts";
import {
  clusterManifold,
  manifoldNeighbours,
  manifoldStarts,
  mostManifoldDimensions,
  mostManifoldImages,
} from "./manifold-clusters.ts";

/** Clustering as N2D does it. */
export const n2d: Measure = {
  title: "Clusters on the manifold (N2D)",
  definition:
    "UMAP of the codes to as many dimensions as there are classes, then a Gaussian mixture with full covariances and as many components, by " +
    "expectation maximisation from the clusters of k-means; an image is in the cluster of the component that it is most probably of. UMAP finds the surface that the codes lie on, and " +
    "takes clusters apart on it. Agreement with the classes is that of Clusters; beside it is the same of the raw pixels.",
  protocol:
    `All is fitted to the first ${mostManifoldImages.toLocaleString("en")} test images, without labels, and the figures are of these very images: UMAP gives no place to others. UMAP with ` +
    `${manifoldNeighbours} neighbours, a minimum distance of 0, 500 epochs and random places to start from, by a fixed seed; to at most ${mostManifoldDimensions} dimensions. ` +
    `The mixture begins with the clusters of least inertia of ${manifoldStarts} starts of k-means. ` +
    "The matching of clusters to classes is chosen on the labels, as is usual. McConville and others cluster all images of a set.",
  source:
    "McConville, Santos-Rodríguez, Piechocki and Craddock 2021 (N2D); McInnes, Healy and Melville 2018 (UMAP), as umap-js 1.4 computes it",
  figures: {
    accuracy: {
      title: "N2D accuracy",
      unit: "",
      better: "higher",
      beside: "pixelAccuracy",
      headline: true,
    },
    nmi: { title: "N2D normalised mutual information", unit: "", better: "higher", beside: "pixelNmi" },
    ari: { title: "N2D adjusted Rand index", unit: "", better: "higher", beside: "pixelAri" },
    pixelAccuracy: { title: "N2D accuracy of raw pixels", unit: "", better: "higher" },
    pixelNmi: { title: "N2D normalised mutual information of raw pixels", unit: "", better: "higher" },
    pixelAri: { title: "N2D adjusted Rand index of raw pixels", unit: "", better: "higher" },
  },
  needs: "labels",
  seconds: 10,
  baselineSeconds: 12,
  memory: ({ test, imageSize, latentSize }) =>
    4 * test * Math.max(latentSize, imageSize) +
    Math.min(test, mostManifoldImages) * (12 * Math.max(latentSize, imageSize) + 8_000),
  baseline: "manifold",
  async measure(representation, hooks) {
    const classes = new Set(representation.labels("train")).size;
    const ofCode = await clusterManifold(
      await representation.codes("test"),
      representation.labels("test"),
      classes,
      partOf(hooks, 0, 0.45),
    );
    const ofPixels = await representation.baseline.manifold(partOf(hooks, 0.45, 1));
    return {
      figures: {
        ...ofCode,
        pixelAccuracy: ofPixels.accuracy,
        pixelNmi: ofPixels.nmi,
        pixelAri: ofPixels.ari,
      },
    };
  },
};
