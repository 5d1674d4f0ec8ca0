// The script of every worker of the page. What a worker is for is its name; what several of them are made of is loaded once.
import { notLoaded } from "./helpers/engine-words.ts";
import type { WorkerName } from "./helpers/start-another.ts";

const tasks: Readonly<Record<WorkerName, () => Promise<unknown>>> = {
  trainer: () => import("./trainer/trainer.ts"),
  explorer: () => import("./explorer/explorer.ts"),
  "digits helper": () => import("./drawing/digits-helper.ts"),
  umap: () => import("./umap/umap.ts"),
};

/** What comes before there is anybody to hear it. */
const early: MessageEvent[] = [];
const keep = (event: MessageEvent): void => {
  early.push(event);
};
globalThis.addEventListener("message", keep);

tasks[self.name as WorkerName]().then(
  () => {
    globalThis.removeEventListener("message", keep);
    for (const { data, ports } of early) {
      globalThis.dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
    }
  },
  // The page hears of it as of any other error of this worker.
  (error: unknown) => reportError(isMissing(error) ? new Error(notLoaded) : error),
);

/** Whether a script could not be had, as browsers tell it. */
function isMissing(error: unknown): boolean {
  return error instanceof TypeError && /import/i.test(error.message);
}
