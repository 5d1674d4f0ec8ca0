import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import type { PlanePoint } from "../measure.ts";
import { umapPoints } from "./umap.ts";

/** The defaults of UMAP. */
export const umapNeighbours = 15;
export const umapDistance = 0.1;

/**
 * Rows as points in the plane whose neighbourhoods are those of the rows, for a picture.
 * @param rows more than {@link umapNeighbours}
 * @throws the reason of `signal` once that is aborted
 */
export async function umapPlane(rows: Matrix, hooks: ProgressHooks): Promise<readonly PlanePoint[]> {
  const options = { neighbours: umapNeighbours, minimumDistance: umapDistance, dimensions: 2 };
  const { data } = await umapPoints(rows, options, hooks);
  return Array.from({ length: rows.rows }, (_, row) => ({ x: data[2 * row]!, y: data[2 * row + 1]! }));
}
