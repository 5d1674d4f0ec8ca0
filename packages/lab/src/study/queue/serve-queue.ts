import type { Job as QueueJob } from "bullmq";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { JobEnd, JobProgress } from "../execution/jobs.ts";
import { connectionWords, loadOptional, type QueueConnection } from "./connection.ts";
import { parseQueuedRun, type QueuedRun } from "./queued-run.ts";
import { mostAttempts, queueName, queuePrefix } from "./run-queue.ts";

export interface ServeQueueOptions {
  readonly connection: QueueConnection;
  /** What those call this worker who look at the queue. */
  readonly name: string;
  /** Runs at a time. */
  readonly concurrency: number;
  /** Makes it give back what it has, and end. */
  readonly signal: AbortSignal;
  /** Trains a run; `undefined` where the study has no such run any more. */
  readonly perform: (
    run: QueuedRun,
    onProgress: (progress: JobProgress) => void,
  ) => Promise<JobEnd | undefined>;
  /** Makes the trainings under way save their state and end: they go back to the queue. */
  readonly stop: () => void;
  /** Records that a run has failed. */
  readonly onFailure: (run: QueuedRun, error: string) => Promise<void>;
  readonly onNotice: (text: string) => void;
}

/**
 * A worker that gives no sign of life for so long has lost its run to the next one. The process that gives it trains nothing itself: the processor is
 * not what keeps it.
 */
const lockSeconds = 15;
const stalledSeconds = 5;
/** A run that another worker trains, whatever the queue says, is looked at again after so long. */
const takenSeconds = 5;
/** Between what the queue is told of a run. */
const progressSeconds = 2;
/** How long an end may take where the queue does not answer: what is not given back is taken back. */
const closeSeconds = 5;

/**
 * Takes runs from a queue until the signal says otherwise. The queue may give a run to two workers: whether it is done, and whose it is, the study's folder
 * says.
 * @throws HourglassError where this machine cannot train what it is given; the run goes back to the queue
 */
export async function serveQueue(options: ServeQueueOptions): Promise<void> {
  const { connection, name, concurrency, signal, perform, stop, onFailure, onNotice } = options;
  const { DelayedError, WaitingError, Worker } = await loadOptional(() => import("bullmq"));
  let giveUp: (error: HourglassError) => void = () => undefined;
  const unfit = new Promise<never>((_, reject) => {
    giveUp = reject;
  });

  const back = async (job: QueueJob, token: string | undefined): Promise<never> => {
    await job.moveToWait(token);
    throw new WaitingError();
  };
  const process = async (job: QueueJob, token: string | undefined): Promise<void> => {
    let run: QueuedRun;
    try {
      run = parseQueuedRun(job.data);
    } catch (error) {
      onNotice(`left out what is no run: ${(error as Error).message}`);
      return;
    }
    if (signal.aborted) return back(job, token);
    let next = 0;
    const end = await perform(run, ({ part, fraction, text }) => {
      const now = performance.now() / 1000;
      if (now < next || !connection.isReady()) return;
      next = now + progressSeconds;
      job.updateProgress({ part, fraction, text }).catch(() => undefined);
    });
    if (end === undefined || end.kind === "done") return;
    if (end.kind === "failed") return onFailure(run, end.error);
    if (end.kind === "lost") {
      const attempts = job.attemptsMade + 1;
      if (attempts < mostAttempts) throw new Error(end.error);
      return onFailure(run, `${end.error}, ${attempts} times`);
    }
    if (end.kind === "taken") {
      await job.moveToDelayed(Date.now() + 1000 * takenSeconds, token);
      throw new DelayedError();
    }
    if (end.kind === "unfit") giveUp(new HourglassError(end.error));
    return back(job, token);
  };

  const worker = new Worker(queueName, process, {
    ...{ connection: connection.client, prefix: queuePrefix, name, concurrency },
    ...{ lockDuration: 1000 * lockSeconds, stalledInterval: 1000 * stalledSeconds },
    // A run fails for reasons of its own, and never because workers were lost.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  let isAway = false;
  worker.on("error", (error) => {
    // Of many errors of one absence the first is told. What a run has lost in the queue is of no account: its folder counts.
    if (connection.isReady() || isAway) return;
    isAway = true;
    onNotice(`${connectionWords(error, connection.shown)}. Trainings go on, and it is tried again`);
  });
  connection.onReady(() => {
    if (isAway) onNotice(`the queue at ${connection.shown} is there again`);
    isAway = false;
  });
  const ended = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  try {
    await Promise.race([ended, unfit]);
  } finally {
    stop();
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 1000 * closeSeconds).unref());
    // Those who train are waited for; a queue that is away is not.
    await (connection.isReady() ? worker.close() : Promise.race([worker.close(), patience]));
  }
}
