import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { imagesOf, sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { mostReferencesOf } from "../detector/scores/nearest.ts";
import { createProgress, type ProgressHooks } from "../evaluation/progress.ts";
import { nearestNeighbours } from "../measures/classes/nearest-neighbours.ts";
import type { Matrix } from "../measures/matrix.ts";
import { rawValues } from "../measures/raw-values.ts";
import { squaredDistance } from "../measures/squared-distance.ts";
import { edges } from "./edges.ts";
import { smooth } from "./smooth.ts";

/** How samples are compared. */
export interface PixelDistance {
  /** The pixels (of other samples, their values), the pixels smoothed twice by the 3 x 3 binomial filter, or {@link edges}. */
  readonly of: "pixels" | "smoothed pixels" | "edges";
  readonly by: "cosine" | "Euclid";
  /** The distance is to the nearest where it is 1, to the next where it is 2, and so on. */
  readonly neighbour: number;
}

/**
 * How far samples, as models see them, are from what is normal, without any model: the distance of each to a near normal one.
 * By the cosine it is one minus it; a black image is at a right angle to all that are not black, and at none to others.
 */
export async function pixelNeighbourScores(
  runtime: Runtime,
  normal: Samples,
  samples: Samples,
  distance: PixelDistance,
  hooks: ProgressHooks = {},
): Promise<Float64Array> {
  // An image as edges has twice as many values as pixels.
  const size = comparable(sliceSamples(normal, 0, 1), distance).columns;
  const most = mostReferencesOf(size);
  const { neighbour } = distance;
  const kept = sliceSamples(normal, 0, Math.min(normal.count, Math.max(neighbour, most)));
  const references = comparable(kept, distance);
  const scores = new Float64Array(samples.count);
  const { columns } = references;
  let start = 0;
  for await (const batch of createProgress(samples.count, hooks).batches(samples)) {
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

/** Samples as rows whose Euclidean distance is the one that is asked for, or rises with it. */
function comparable(samples: Samples, { of, by }: PixelDistance): Matrix {
  return distances[by].rows(representations[of](samples));
}

const representations: Readonly<Record<PixelDistance["of"], (samples: Samples) => Matrix>> = {
  pixels: rawValues,
  "smoothed pixels": (samples) => {
    const images = imagesOf(samples, "smoothed pixels");
    const { data, ...size } = rawValues(images);
    return { ...size, data: smooth(smooth(data, images), images) };
  },
  edges: (samples) => {
    const images = imagesOf(samples, "edges");
    return edges(rawValues(images).data, images);
  },
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
