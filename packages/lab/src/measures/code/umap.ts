import { createRandom } from "hourglass-core/internal/random/random.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import type { PlanePoint } from "../measure.ts";
import { pause } from "../pacing.ts";

/** Rows that count as the neighbourhood of a row. */
export const umapNeighbours = 15;

/** How close points may come in the plane. */
const minimumDistance = 0.1;

/** Between two pauses: a stop is noticed within about a tenth of a second. */
const epochsAtOnce = 10;

/**
 * Rows as points in the plane whose neighbourhoods are those of the rows: UMAP (McInnes, Healy and Melville 2018), as
 * umap-js computes it, from random places that are the same each time.
 * @param rows more than {@link umapNeighbours}
 * @throws the reason of `signal` once that is aborted
 */
export async function umapPlane(
  { rows, columns, data }: Matrix,
  hooks: ProgressHooks,
): Promise<readonly PlanePoint[]> {
  // Loaded here: hundreds of files, which most commands have no use for.
  const { UMAP } = await import("umap-js");
  const umap = new UMAP({
    nNeighbors: umapNeighbours,
    minDist: minimumDistance,
    random: createRandom(0, "UMAP").uniform,
  });
  const epochs = umap.initializeFit(
    Array.from({ length: rows }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns))),
  );
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch % epochsAtOnce === 0) await pause(hooks, epoch / epochs);
    umap.step();
  }
  return umap.getEmbedding().map(([x, y]) => ({ x: x as number, y: y as number }));
}
