import { type CalledWorker, callWorker } from "./helpers/worker-calls.ts";
import type { UmapApi } from "./umap/umap-api.ts";

/** Starts a worker for one layout by UMAP: ending it is how that is cancelled, in the middle of whatever it computes. */
export function connectUmap(): CalledWorker<UmapApi> {
  return callWorker(
    new Worker(new URL("./umap/umap.ts", import.meta.url), { type: "module", name: "umap" }),
    "the worker that lays out the map",
  );
}
