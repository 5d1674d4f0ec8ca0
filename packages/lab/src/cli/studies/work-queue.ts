import { hostname } from "node:os";
import { type MemoryLimit, sharedLimit } from "hourglass-core/internal/runtime/memory.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { createCrew } from "../../study/execution/crew.ts";
import type { JobEnd, JobProgress } from "../../study/execution/jobs.ts";
import { recordEnd } from "../../study/execution/run-study.ts";
import { connectQueue } from "../../study/queue/connection.ts";
import type { QueueAddress } from "../../study/queue/queue-address.ts";
import { createQueuedJobs } from "../../study/queue/queued-jobs.ts";
import { serveQueue } from "../../study/queue/serve-queue.ts";
import type { ProgressLines } from "../terminal/progress-lines.ts";
import { workerProgram } from "./train-study.ts";

export interface QueueWork {
  readonly address: QueueAddress;
  readonly concurrency: number;
  /** For all trainings together. */
  readonly memory: MemoryLimit;
  readonly dataDir: string | undefined;
  /** The study's folder on this machine, where it is not where the leading process has it. */
  readonly study: string | undefined;
  readonly lines: ProgressLines;
  readonly signal: AbortSignal;
}

/**
 * Trains what a queue gives until it is interrupted, and says of every run how it ended.
 * @throws HourglassError where the queue cannot be reached, and where this machine cannot train what it gives
 */
export async function workQueue(work: QueueWork): Promise<void> {
  const { address, concurrency, memory, dataDir, study, lines, signal } = work;
  const name = `${hostname()}#${process.pid}`;
  const connection = await connectQueue(address);
  const crew = createCrew(workerProgram);
  const jobs = createQueuedJobs({
    memoryLimit: sharedLimit(memory, concurrency).bytes,
    onNotice: lines.print,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(study === undefined ? {} : { study }),
  });
  const running = new Map<string, string>();
  let done = 0;
  const show = (): void =>
    lines.update(
      `${counted(done, "run")} done, ${running.size} under way`,
      [...running].map(([id, text]) => `${id}: ${text}`),
    );
  lines.print(`Worker ${name} takes runs from ${address.shown}, ${concurrency} at a time; Ctrl-C ends it`);
  const onStop = (): void =>
    lines.print("Interrupted: the trainings under way save their state and go back to the queue");
  signal.addEventListener("abort", onStop);
  const timer = setInterval(show, 1000);
  try {
    await serveQueue({
      ...{ connection, name, concurrency, signal, stop: crew.stop, onNotice: lines.print },
      perform: async (run, onProgress) => {
        const job = await jobs.jobOf(run);
        if (job === undefined || "kind" in job) return job;
        running.set(run.run, "starting");
        const began = performance.now();
        const hooks = {
          onProgress: (progress: JobProgress) => {
            running.set(run.run, progress.text);
            onProgress(progress);
          },
          onNotice: lines.print,
        };
        const end = await crew.run(job, hooks).finally(() => running.delete(run.run));
        if (end.kind === "done" || end.kind === "failed") await recordEnd(job.study, job.id, end);
        if (end.kind === "done") done++;
        lines.print(endWords(run.run, end, (performance.now() - began) / 1000));
        return end;
      },
      onFailure: async (run, error) => {
        const folder = study ?? run.study;
        await recordEnd(folder, run.run, { kind: "failed", error });
      },
    });
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", onStop);
    await crew.end();
    connection.close();
    lines.done();
  }
}

function endWords(id: string, end: JobEnd, seconds: number): string {
  if (end.kind === "done") return `${id}: done in ${seconds.toFixed(1)} s`;
  if (end.kind === "stopped") return `${id}: goes back to the queue`;
  if (end.kind === "taken") return `${id}: another worker has it`;
  if (end.kind === "put off") return `${id}: goes on later`;
  return `${id}: ${end.error}`;
}
