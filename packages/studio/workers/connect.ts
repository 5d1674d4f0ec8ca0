import { type Remote, wrap } from "comlink";
import type { ExplorerApi } from "./explorer/explorer-api.ts";
import type { TrainerApi } from "./trainer/trainer-api.ts";

export interface Workers {
  readonly trainer: Remote<TrainerApi>;
  readonly explorer: Remote<ExplorerApi>;
}

/** Starts both workers. The arithmetic happens there, so that the page never waits for it. */
export function connectWorkers(): Workers {
  return {
    trainer: wrap<TrainerApi>(
      new Worker(new URL("./trainer/trainer.ts", import.meta.url), { type: "module", name: "trainer" }),
    ),
    explorer: wrap<ExplorerApi>(
      new Worker(new URL("./explorer/explorer.ts", import.meta.url), { type: "module", name: "explorer" }),
    ),
  };
}
