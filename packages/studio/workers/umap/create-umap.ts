import { HourglassError } from "hourglass-core/internal/errors.ts";
import { umapNeighbours, umapPlane } from "hourglass-lab/internal/measures/code/umap-plane.ts";
import type { UmapApi } from "./umap-api.ts";

/** The worker's side of {@link UmapApi}. */
export function createUmap(): UmapApi {
  return {
    layOut: async (codes, latentSize, onProgress) => {
      const rows = codes.length / latentSize;
      if (rows <= umapNeighbours) {
        throw new HourglassError(
          `UMAP looks at ${umapNeighbours} neighbours of each sample: expected more test samples than that, found ${rows}`,
        );
      }
      const points = await umapPlane(
        { rows, columns: latentSize, data: codes },
        { onProgress: (share) => void onProgress(share) },
      );
      return Float32Array.from(points.flatMap(({ x, y }) => [x, y]));
    },
  };
}
