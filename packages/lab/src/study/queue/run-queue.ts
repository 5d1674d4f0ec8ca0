import type { Job as QueueJob } from "bullmq";
import { loadOptional, type QueueConnection } from "./connection.ts";
import { type Progress, parseProgress } from "./job-progress.ts";
import { parseQueuedRun, type QueuedRun, queuedData, queuedId } from "./queued-run.ts";

/** The name of the queue, and what its keys in Redis begin with. */
export const queueName = "runs";
export const queuePrefix = "hourglass";

/** A run that a worker has. */
export interface ActiveRun extends QueuedRun {
  readonly worker: string;
  readonly progress?: Progress;
}

/** The queue as those see it who put runs into it, or look at it. */
export interface RunQueue {
  /** Puts runs into it, in their order; those that it has already stay as they are. */
  offer(runs: readonly QueuedRun[]): Promise<void>;
  /** How many runs wait, and how many workers have; of all studies. */
  counts(): Promise<{ readonly waiting: number; readonly active: number }>;
  active(): Promise<readonly ActiveRun[]>;
  waiting(): Promise<readonly QueuedRun[]>;
  /** The names of the workers that are connected. */
  workers(): Promise<readonly string[]>;
  /** Takes out runs that no worker has; gives how many. */
  withdraw(runs: readonly QueuedRun[]): Promise<number>;
  close(): Promise<void>;
}

/** How many jobs go to the queue in one message. */
const atOnce = 500;

/** A job whose process died is tried again by any worker, so often in all. */
export const mostAttempts = 3;

/** @param onProblem told when the connection has one: it comes back by itself */
export async function openRunQueue(
  { client }: QueueConnection,
  onProblem: (error: Error) => void = () => undefined,
): Promise<RunQueue> {
  const { Queue } = await loadOptional(() => import("bullmq"));
  const queue = new Queue(queueName, {
    connection: client,
    prefix: queuePrefix,
    defaultJobOptions: {
      // What is done is in the study's folder; the queue holds what is to be done.
      ...{ removeOnComplete: true, removeOnFail: true },
      ...{ attempts: mostAttempts, backoff: { type: "fixed", delay: 1000 } },
    },
  });
  queue.on("error", onProblem);
  return {
    offer: async (runs) => {
      for (let begin = 0; begin < runs.length; begin += atOnce) {
        await queue.addBulk(
          runs.slice(begin, begin + atOnce).map((run) => ({
            name: "train",
            data: queuedData(run),
            opts: { jobId: queuedId(run) },
          })),
        );
      }
    },
    counts: async () => {
      const { wait = 0, active = 0, delayed = 0 } = await queue.getJobCounts("wait", "active", "delayed");
      return { waiting: wait + delayed, active };
    },
    active: async () => (await queue.getJobs(["active"])).flatMap(activeRun),
    waiting: async () => (await queue.getJobs(["wait", "delayed"])).flatMap(queuedRun),
    workers: async () => {
      const clients = await queue.getWorkers();
      return [...new Set(clients.map(({ rawname = "" }) => workerOf(rawname)))].sort();
    },
    withdraw: async (runs) => {
      const removed = await Promise.all(runs.map((run) => queue.remove(queuedId(run)).catch(() => 0)));
      return removed.filter((count) => count > 0).length;
    },
    close: () => queue.close(),
  };
}

/** What a client of Redis is called ends with the worker's name. */
function workerOf(client: string): string {
  return client.slice(client.lastIndexOf(":") + 1);
}

function queuedRun(job: Pick<QueueJob, "data"> | undefined): readonly QueuedRun[] {
  try {
    return job === undefined ? [] : [parseQueuedRun(job.data)];
  } catch {
    // None of ours: the worker that gets it says so.
    return [];
  }
}

function activeRun(job: QueueJob | undefined): readonly ActiveRun[] {
  const progress = parseProgress(job?.progress);
  return queuedRun(job).map((run) => ({
    ...run,
    worker: job?.processedBy ?? "a worker",
    ...(progress === undefined ? {} : { progress }),
  }));
}
