import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { firstRows } from "../matrix.ts";
import type { Measure, PlaneMap } from "../measure.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { oneImageAlone } from "../representation.ts";
import { principalPlane } from "./principal-plane.ts";
import { umapDistance, umapNeighbours, umapPlane } from "./umap-plane.ts";

/** More points would cover each other. */
const mostImages = 2_000;

/** Where the codes of test images lie, in two dimensions: pictures, and how much the flat one of them leaves out. */
export const map: Measure = {
  title: "Maps of the codes",
  definition:
    "The codes as points in the plane: by PCA, which is the flat view in which they spread most, and by UMAP, which bends " +
    "space so that neighbours stay neighbours.",
  protocol:
    `The codes of the first ${mostImages} test images, without their labels: nothing is fitted on other images. UMAP with ` +
    `${umapNeighbours} neighbours, a minimum distance of ${umapDistance}, 500 epochs and random places to start from, by a fixed seed.`,
  source:
    "PCA: Hotelling 1933. UMAP: McInnes, Healy and Melville 2018 (arXiv 1802.03426), as umap-js 1.4 computes it.",
  figures: {
    explained: { title: "variance in the plane of PCA", unit: "" },
  },
  seconds: 10,
  memory: ({ test, latentSize }) =>
    4 * test * latentSize + Math.min(test, mostImages) * (12 * latentSize + 4_000) + 32 * latentSize ** 2,
  measure: async (representation, hooks) => {
    const codes = firstRows(await representation.codes("test"), mostImages);
    if (codes.rows < 2) throw new NotMeasurableError(oneImageAlone);
    const images = Array.from({ length: codes.rows }, (_, image) => image);
    const { points, explained } = principalPlane(codes);
    if (explained === undefined) {
      throw new NotMeasurableError("the codes of the test images do not vary: all are one point");
    }
    const pca: PlaneMap = { name: "pca", title: "PCA", images, points };
    hooks.signal?.throwIfAborted();
    if (codes.rows <= umapNeighbours) {
      const reason = `UMAP: it needs more than ${umapNeighbours} test images, found ${codes.rows}`;
      const notMeasured = inWordsOf(shapeOf(representation.splits.test), reason);
      return { figures: { explained }, maps: [pca], notMeasured };
    }
    const umap: PlaneMap = { name: "umap", title: "UMAP", images, points: await umapPlane(codes, hooks) };
    return { figures: { explained }, maps: [pca, umap] };
  },
};
