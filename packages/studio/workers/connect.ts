import type { ExplorerApi } from "./explorer/explorer-api.ts";
import { type Called, type CalledWorker, callWorker } from "./helpers/worker-calls.ts";
import { startWorker } from "./start-worker.ts";
import type { TrainerApi } from "./trainer/trainer-api.ts";

export interface Workers {
  readonly trainer: Called<TrainerApi>;
  readonly explorer: Called<ExplorerApi>;
  end(): void;
}

/**
 * Starts both workers. The arithmetic happens there, so that the page never waits for it.
 * @param onGone told when one of them will never answer again
 */
export function connectWorkers(onGone: (error: Error) => void): Workers {
  const trainer: CalledWorker<TrainerApi> = callWorker(startWorker("trainer"), "the trainer", onGone);
  const explorer: CalledWorker<ExplorerApi> = callWorker(startWorker("explorer"), "the explorer", onGone);
  return {
    trainer: trainer.calls,
    explorer: explorer.calls,
    end: () => {
      trainer.end();
      explorer.end();
    },
  };
}
