import { type Signal, signal } from "@preact/signals";
import { connectUmap } from "../workers/connect-umap.ts";
import type { CalledWorker } from "../workers/helpers/worker-calls.ts";
import type { UmapApi } from "../workers/umap/umap-api.ts";
import { explorer } from "./connection.ts";
import { explored, exploredId, renewal, testSet } from "./exploration.ts";
import { axesChoice, umapPlane } from "./map.ts";
import { messageOf } from "./notice.ts";

// A map by UMAP: laid out in a worker of its own, for it takes seconds, when a person asks for it.

/** So many of the first test samples: what is laid out in some seconds. */
export const umapCount = 2000;

/** What is done about it: the share that is done, or why there is none. */
export type UmapWork =
  | { readonly status: "idle" }
  | { readonly status: "working"; readonly share: number }
  | { readonly status: "failed"; readonly message: string };
export const umapWork: Signal<UmapWork> = signal({ status: "idle" });

/** Of what weights the layout is: {@link renewal} when it was begun. */
export const umapOf: Signal<unknown> = signal(undefined);

let worker: CalledWorker<UmapApi> | undefined;

/** Lays out the codes of the explored model; a layout under way ends. */
export async function layOut(): Promise<void> {
  endWorker();
  const model = explored.peek();
  const test = testSet.peek();
  if (model === undefined || test === undefined) return;
  const mine = connectUmap();
  worker = mine;
  umapWork.value = { status: "working", share: 0 };
  const of = renewal.peek();
  try {
    const codes = await explorer().codes(exploredId.peek(), umapCount);
    const { latentSize } = model.settings;
    const points = await mine.calls.layOut(codes, latentSize, (share) => {
      if (worker === mine) umapWork.value = { status: "working", share };
    });
    if (worker !== mine) return;
    const count = points.length / 2;
    umapOf.value = of;
    umapPlane.value = {
      ...{ points, count, axes: "UMAP", isTurned: false, share: 0, shares: [0, 0] },
      ...(test.labels === undefined ? {} : { labels: test.labels.slice(0, count) }),
    };
    umapWork.value = { status: "idle" };
  } catch (error) {
    if (worker === mine) umapWork.value = { status: "failed", message: messageOf(error) };
  } finally {
    if (worker === mine) endWorker();
    else mine.end();
  }
}

/** Stops a layout under way; the map is what it was before that was chosen. */
export function cancelLayout(): void {
  endWorker();
  umapWork.value = { status: "idle" };
  if (umapPlane.value === undefined) axesChoice.value = "usual";
}

/** Of a model that is gone there is no layout. */
export function forgetLayout(): void {
  endWorker();
  umapPlane.value = undefined;
  umapWork.value = { status: "idle" };
}

function endWorker(): void {
  worker?.end();
  worker = undefined;
}
