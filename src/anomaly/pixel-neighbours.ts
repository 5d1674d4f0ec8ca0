import { type ImageSet, imageSize, sliceImages } from "../data/image-set.ts";
import { createProgress, type ProgressHooks } from "../evaluation/progress.ts";
import { toPixels } from "../inference/pixels.ts";
import { nearestNeighbours } from "../representation/classes/nearest-neighbours.ts";
import type { Matrix } from "../representation/matrix.ts";
import { squaredDistance } from "../representation/squared-distance.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { smooth } from "./smooth.ts";

/** Which of an image's neighbours tells how far away they are: the first alone may be an outlier itself. */
export const neighbour = 5;

/** Normal images that distances are taken to, at most: the first. More would cost more than they tell. */
export const mostReferences = 10_000;

/** Of all references: of large images there are fewer, so that their float32 values take 128 MB. */
const mostReferenceValues = 32_000_000;

/** How images are compared. */
export interface PixelDistance {
  readonly by: "cosine" | "Euclid";
  /** Whether both are smoothed first, twice by the 3 x 3 binomial filter. */
  readonly smoothed: boolean;
}

/**
 * How far images are from what is normal, without any model: the distance of each to its 5th nearest normal one, in pixels.
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
      scores[start + query] = distance.by === "cosine" ? squared / 2 : Math.sqrt(squared);
    }
    start += batch.count;
  }
  return scores;
}

/** Images as rows whose Euclidean distance is the one that is asked for, or rises with it. */
function comparable(images: ImageSet, { by, smoothed }: PixelDistance): Matrix {
  const pixels = toPixels(images.images);
  const rows = images.count;
  const size = imageSize(images);
  const data = smoothed ? smooth(smooth(pixels, images), images) : pixels;
  return by === "cosine" ? ofLengthOne(data, rows, size) : { rows, columns: size, data };
}

/** Rows divided by their length, so that |x - y|^2 is 2 - 2 cos; those of zeros point along an axis of their own, the last. */
function ofLengthOne(data: Float32Array, rows: number, size: number): Matrix {
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
