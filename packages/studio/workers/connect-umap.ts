import { type CalledWorker, callWorker } from "./helpers/worker-calls.ts";
import { startWorker } from "./start-worker.ts";
import type { UmapApi } from "./umap/umap-api.ts";

/** Starts a worker for one layout by UMAP: ending it is how that is cancelled, in the middle of whatever it computes. */
export function connectUmap(): CalledWorker<UmapApi> {
  return callWorker(startWorker("umap"), "the worker that lays out the map");
}
