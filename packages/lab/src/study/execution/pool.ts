import { setTimeout as sleep } from "node:timers/promises";
import { createCrew } from "./crew.ts";
import type { Job, JobEnd, JobProgress } from "./jobs.ts";

export interface PoolOptions {
  /** The program of a worker: one that calls `serveJobs`. */
  readonly program: URL;
  readonly workers: number;
  /** Makes the workers save their state and stop. */
  readonly signal: AbortSignal;
  /** How a job ended that another process, on whatever machine, has done meanwhile; none has unless given. */
  readonly settled?: (job: Job) => Promise<JobEnd | undefined>;
  readonly onStart: (job: Job) => void;
  readonly onProgress: (job: Job, progress: JobProgress) => void;
  /** Told of every job that was begun; its worker waits for it. One that is taken, was put off or lost, is told of again. */
  readonly onEnd: (job: Job, end: JobEnd) => Promise<void>;
  readonly onNotice: (text: string) => void;
}

/** A job that another process has is looked at again after so long. */
const takenSeconds = 2;

/** A job whose process died for reasons of the machine may be the next one's; one that kills every process is not tried forever. */
export const mostLosses = 3;

/**
 * Does jobs in their order, as many at a time as there are workers, and until none is left: one that another process has is waited for. A
 * job whose process dies is tried again by another one, and has failed where that happens {@link mostLosses} times.
 */
export async function runPool(jobs: readonly Job[], options: PoolOptions): Promise<void> {
  const { program, workers, settled = async () => undefined, onStart, onProgress, onEnd, onNotice } = options;
  // With something else to do, a worker does not wait for what another one computes for all.
  const queue = jobs.map((job) => ({ job: { ...job, mayBePutOff: true }, from: 0 }));
  const losses = new Map<string, number>();
  const defect = new AbortController();
  const signal = AbortSignal.any([options.signal, defect.signal]);
  const crew = createCrew(program);
  signal.addEventListener("abort", crew.stop);
  const ended = async (job: (typeof queue)[number]["job"], end: JobEnd): Promise<void> => {
    if (end.kind === "taken") queue.push({ job, from: performance.now() + 1000 * takenSeconds });
    if (end.kind === "put off") queue.push({ job: { ...job, mayBePutOff: false }, from: 0 });
    if (end.kind !== "lost") return onEnd(job, end);
    const count = (losses.get(job.id) ?? 0) + 1;
    losses.set(job.id, count);
    if (count >= mostLosses) return onEnd(job, { kind: "failed", error: `${end.error}, ${count} times` });
    queue.push({ job, from: 0 });
    return onEnd(job, end);
  };
  const lane = async (): Promise<void> => {
    try {
      while (!signal.aborted) {
        const next = queue.shift();
        if (next === undefined) break;
        const { job, from } = next;
        await sleep(Math.max(0, from - performance.now()), undefined, { signal }).catch(() => undefined);
        if (signal.aborted) break;
        onStart(job);
        const hooks = { onProgress: (progress: JobProgress) => onProgress(job, progress), onNotice };
        await ended(job, (await settled(job)) ?? (await crew.run(job, hooks)));
      }
    } catch (error) {
      defect.abort();
      throw error;
    }
  };
  try {
    const lanes = await Promise.allSettled(Array.from({ length: Math.min(workers, jobs.length) }, lane));
    const broken = lanes.find(({ status }) => status === "rejected");
    if (broken?.status === "rejected") throw broken.reason;
  } finally {
    signal.removeEventListener("abort", crew.stop);
    await crew.end();
  }
}
