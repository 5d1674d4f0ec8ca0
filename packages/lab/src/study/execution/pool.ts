import type { Job, JobEnd, JobProgress } from "./jobs.ts";
import { startWorker, type WorkerProcess } from "./worker-process.ts";

export interface PoolOptions {
  /** The program of a worker: one that calls `serveJobs`. */
  readonly program: URL;
  readonly workers: number;
  /** Makes the workers save their state and stop. */
  readonly signal: AbortSignal;
  readonly onStart: (job: Job) => void;
  readonly onProgress: (job: Job, progress: JobProgress) => void;
  /** Told of every job that was begun; its worker waits for it. */
  readonly onEnd: (job: Job, end: JobEnd) => Promise<void>;
  readonly onNotice: (text: string) => void;
}

/**
 * Does jobs in their order, as many at a time as there are workers. A job whose process dies has failed, and another
 * process takes its place.
 */
export async function runPool(jobs: readonly Job[], options: PoolOptions): Promise<void> {
  const { program, workers, onStart, onProgress, onEnd, onNotice } = options;
  const queue = [...jobs];
  const defect = new AbortController();
  const signal = AbortSignal.any([options.signal, defect.signal]);
  const lane = async (): Promise<void> => {
    let worker: WorkerProcess | undefined;
    const stop = (): void => worker?.stop();
    signal.addEventListener("abort", stop);
    try {
      while (!signal.aborted) {
        const job = queue.shift();
        if (job === undefined) break;
        if (!worker?.isAlive()) worker = startWorker(program);
        onStart(job);
        const end = await worker.run(job, { onProgress: (progress) => onProgress(job, progress), onNotice });
        // What stops this process may have ended the other before it could say so.
        await onEnd(job, signal.aborted && end.kind === "failed" ? { kind: "stopped" } : end);
      }
    } catch (error) {
      defect.abort();
      throw error;
    } finally {
      signal.removeEventListener("abort", stop);
      await worker?.end();
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(workers, jobs.length) }, lane));
  const broken = lanes.find(({ status }) => status === "rejected");
  if (broken?.status === "rejected") throw broken.reason;
}
