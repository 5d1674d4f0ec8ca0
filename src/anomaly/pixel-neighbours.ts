import { type ImageSet, imageSize, sliceImages } from "../data/image-set.ts";
import { createProgress, type ProgressHooks } from "../evaluation/progress.ts";
import { toPixels } from "../inference/to-pixels.ts";
import { nearestNeighbours } from "../measures/classes/nearest-neighbours.ts";
import type { Matrix } from "../measures/matrix.ts";
import { squaredDistance } from "../measures/squared-distance.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { edges } from "./edges.ts";
import { smooth } from "./smooth.ts";

/** Normal images that distances are taken to, at most: the first. More would cost more than they tell. */
export const mostReferences = 10_000;

/** Of all references: of large images there are fewer, so that their float32 values take 128 MB. */
const mostReferenceValues = 32_000_000;

/** How images are compared. */
export interface PixelDistance {
  /** The pixels, the pixels smoothed twice by the 3 x 3 binomial filter, or {@link edges}. */
  readonly of: "pixels" | "smoothed pixels" | "edges";
  readonly by: "cosine" | "Euclid";
  /** The distance is to the nearest where it is 1, to the next where it is 2, and so on. */
  readonly neighbour: number;
}

/**
 * How far images are from what is normal, without any model: the distance of each to a near normal one.
 * By the cosine it is one minus it; a black image is at a right angle to all that are not black, and at none to others.
 */
export async function pixelNeighbourScores(
  runtime: Runtime,
  normal: ImageSet,
  images: ImageSet,
  distance: PixelDistance,
  hooks: ProgressHooks = {},
): Promise<Float64Array> {
  const most = Math.min(mostReferences, Math.floor(mostReferenceValues / imageSize(normal)));
  const { neighbour } = distance;
  const kept = sliceImages(normal, 0, Math.min(normal.count, Math.max(neighbour, most)));
  const references = comparable(kept, distance);
  const scores = new Float64Array(images.count);
  const { columns } = references;
  let start = 0;
  for await (const batch of createProgress(images.count, hooks).batches(images)) {
    const queries = comparable(batch, distance);
    const places = await nearestNeighbours(runtime, references, queries, neighbour);
    for (let query = 0; query < batch.count; query++) {
      const place = places[(query + 1) * neighbour - 1]!;
      // Once more in float64: what the search compares is rounded where images are near.
      const squared = squaredDistance(
        queries.data,
        query * columns,
        references.data,
        place * columns,
        columns,
      );
      scores[start + query] = distances[distance.by].of(squared);
    }
    start += batch.count;
  }
  return scores;
}

/** Images as rows whose Euclidean distance is the one that is asked for, or rises with it. */
function comparable(images: ImageSet, { of, by }: PixelDistance): Matrix {
  return distances[by].rows(representations[of](toPixels(images.images), images));
}

const pixelRows = (data: Float32Array, shape: ImageSet): Matrix => ({
  rows: shape.count,
  columns: imageSize(shape),
  data,
});

const representations: Readonly<
  Record<PixelDistance["of"], (pixels: Float32Array, images: ImageSet) => Matrix>
> = {
  pixels: pixelRows,
  "smoothed pixels": (pixels, images) => pixelRows(smooth(smooth(pixels, images), images), images),
  edges,
};

/** Distances by squared Euclidean ones of rows that are made for it. */
const distances: Readonly<
  Record<
    PixelDistance["by"],
    { readonly rows: (rows: Matrix) => Matrix; readonly of: (squared: number) => number }
  >
> = {
  cosine: { rows: ofLengthOne, of: (squared) => squared / 2 },
  Euclid: { rows: (rows) => rows, of: Math.sqrt },
};

/** Rows divided by their length, so that |x - y|^2 is 2 - 2 cos; those of zeros point along an axis of their own, the last. */
function ofLengthOne({ rows, columns: size, data }: Matrix): Matrix {
  const columns = size + 1;
  const turned = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let at = row * size; at < (row + 1) * size; at++) squares += data[at]! ** 2;
    if (squares === 0) turned[row * columns + size] = 1;
    const length = Math.sqrt(squares) || 1;
    for (let at = 0; at < size; at++) turned[row * columns + at] = data[row * size + at]! / length;
  }
  return { rows, columns, data: turned };
}
