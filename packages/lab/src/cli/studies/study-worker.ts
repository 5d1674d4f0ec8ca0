import { availableParallelism } from "node:os";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { memoryLimit } from "hourglass-core/internal/runtime/node.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { queueAddress, queueVariable } from "../../study/queue/queue-address.ts";
import type { MemoryOptions } from "../options/memory-option.ts";
import { wholeNumber } from "../options/whole-number.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { interruption } from "../terminal/interruption.ts";
import { createProgressLines } from "../terminal/progress-lines.ts";
import { print } from "../terminal/terminal.ts";
import { trainAlong } from "./train-along.ts";

export interface StudyWorkerOptions extends MemoryOptions {
  readonly queue?: string | true;
  readonly concurrency?: string;
  readonly study?: string;
  readonly dataDir?: string;
}

/**
 * Trains runs of studies that other processes lead: of the study in a folder that machines share, or what a queue gives.
 * @throws UsageError where neither is named, or both are
 */
export async function workOnStudies(folder: string | undefined, options: StudyWorkerOptions): Promise<void> {
  const { concurrency, dataDir, study } = options;
  const workers =
    concurrency === undefined ? availableParallelism() : wholeNumber("--concurrency", concurrency, 1, 256);
  const memory = memoryLimit(options.memoryLimit);
  if (folder !== undefined && options.queue !== undefined) {
    throw new UsageError("study worker: name the folder of a study, or --queue: a worker serves one of them");
  }
  if (folder !== undefined && study !== undefined) {
    throw new UsageError(
      "--study: says where the study of a queue's runs lies on this machine; leave it out",
    );
  }
  const queue = options.queue ?? (process.env[queueVariable] ? true : undefined);
  if (folder === undefined && queue === undefined) {
    throw new UsageError(
      `study worker: expected the folder of a study, or --queue redis://HOST (or the variable ${queueVariable}); found neither`,
    );
  }
  const { signal, stop } = interruption();
  const lines = createProgressLines(process.stderr);
  try {
    if (folder !== undefined) {
      const count = await trainAlong(folder, { ...{ workers, memory, lines, signal, dataDir } });
      lines.done();
      if (!signal.aborted) print(describeEnd(folder, count));
    } else if (queue !== undefined) {
      const { workQueue } = await import("./work-queue.ts");
      await workQueue({
        ...{ address: queueAddress(queue), concurrency: workers, memory, dataDir, study, lines, signal },
      });
    }
    if (signal.aborted) process.exitCode = exitCodes.interrupted;
  } finally {
    lines.done();
    stop();
  }
}

function describeEnd(folder: string, count: number): string {
  if (count === 0) return `Nothing is left to train of the study in ${folder}`;
  return `${counted(count, "run")} that ${count === 1 ? "was" : "were"} left of the study in ${folder} ${count === 1 ? "is" : "are"} done or failed; the process that leads it writes its results`;
}
