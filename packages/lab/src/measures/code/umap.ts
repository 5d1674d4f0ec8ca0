import { createRandom } from "hourglass-core/internal/random/random.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import { pause } from "../pacing.ts";

export interface UmapOptions {
  /** Rows that count as the neighbourhood of a row; there are more rows than these. */
  readonly neighbours: number;
  /** How close points may come. */
  readonly minimumDistance: number;
  /** Of the space that the points lie in. */
  readonly dimensions: number;
}

/** Between two pauses: a stop is noticed within about a tenth of a second. */
const epochsAtOnce = 10;

/**
 * Rows as points of few dimensions whose neighbourhoods are those of the rows: UMAP (McInnes, Healy and Melville 2018), as
 * umap-js computes it, from random places that are the same each time.
 * @returns `[rows, dimensions]`
 * @throws the reason of `signal` once that is aborted
 */
export async function umapPoints(
  { rows, columns, data }: Matrix,
  { neighbours, minimumDistance, dimensions }: UmapOptions,
  hooks: ProgressHooks,
): Promise<Matrix> {
  // Loaded here: hundreds of files, which most commands have no use for.
  const { UMAP } = await import("umap-js");
  const umap = new UMAP({
    nNeighbors: neighbours,
    minDist: minimumDistance,
    nComponents: dimensions,
    random: createRandom(0, "UMAP").uniform,
  });
  const epochs = umap.initializeFit(
    Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns))),
  );
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch % epochsAtOnce === 0) await pause(hooks, epoch / epochs);
    umap.step();
  }
  return { rows, columns: dimensions, data: Float32Array.from(umap.getEmbedding().flat()) };
}
