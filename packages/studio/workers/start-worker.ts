import type { WorkerName } from "./helpers/start-another.ts";

const early = new Map<WorkerName, Worker>();

/** Starts a worker that is going to be asked for. What goes wrong with it is told of the one that is started then. */
export function startEarly(name: WorkerName): void {
  try {
    const worker = newWorker(name);
    early.set(name, worker);
    worker.addEventListener("error", (event) => {
      if (early.get(name) !== worker) return;
      event.preventDefault();
      early.delete(name);
    });
  } catch {
    // A browser without such workers, which is told of when one is needed.
  }
}

/** Starts a worker of the page, or gives the one that was started early. */
export function startWorker(name: WorkerName): Worker {
  const started = early.get(name);
  early.delete(name);
  return started ?? newWorker(name);
}

function newWorker(name: WorkerName): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name });
}
