import type { Job, JobEnd } from "./jobs.ts";
import { type JobHooks, startWorker, type WorkerProcess } from "./worker-process.ts";

/** Processes that do jobs: as many as are asked of it at a time, each kept for the next job. */
export interface Crew {
  /** Does a job in a process that is free, or in a new one. One that the stop of the crew ended can be continued. */
  run(job: Job, hooks: JobHooks): Promise<JobEnd>;
  /** Makes all save their state and stop; what is asked of them from now on is stopped at once. */
  stop(): void;
  /** Ends the processes, and waits for that. */
  end(): Promise<void>;
}

/** @param program one that calls `serveJobs` */
export function createCrew(program: URL): Crew {
  const free: WorkerProcess[] = [];
  const busy = new Set<WorkerProcess>();
  let isStopped = false;
  return {
    run: async (job, hooks) => {
      if (isStopped) return { kind: "stopped" };
      const worker = free.pop() ?? startWorker(program);
      busy.add(worker);
      const end = await worker.run(job, hooks);
      busy.delete(worker);
      if (worker.isAlive()) free.push(worker);
      else await worker.end();
      // What stops this process may have ended the other before it could say so.
      return isStopped && (end.kind === "failed" || end.kind === "lost") ? { kind: "stopped" } : end;
    },
    stop: () => {
      isStopped = true;
      for (const worker of busy) worker.stop();
    },
    end: async () => {
      await Promise.all([...free, ...busy].map((worker) => worker.end()));
    },
  };
}
