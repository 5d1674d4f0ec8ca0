import { setTimeout as sleep } from "node:timers/promises";
import { FolderInUseError, type FolderLock, lockFolder } from "../../data/files/lock.ts";
import { runFolder } from "../../run/folder.ts";
import { requireSameStudy } from "../../study/execution/study-folder.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { say } from "../terminal/terminal.ts";
import type { StudyTask } from "./study-task.ts";
import { trainAlong } from "./train-along.ts";

/** Between attempts to lead a study that another process leads. */
const waitSeconds = 2;

/**
 * The lock of a study's folder. While another process leads the study, this one trains along; once that is gone or has ended, it leads, and
 * finds done what is done.
 * @returns `undefined` where the signal ended it before
 */
export async function lockOrHelp(task: StudyTask, path: string): Promise<FolderLock | undefined> {
  const { lines, signal, study, plan, options, workers, memory, queue } = task;
  let isTold = false;
  while (!signal.aborted) {
    const lock = await lockFolder(path).catch((error: unknown) => {
      if (!(error instanceof FolderInUseError)) throw error;
      return undefined;
    });
    if (lock !== undefined) return lock;
    if (!isTold) {
      await requireSameStudy(runFolder(path), study, plan);
      lines.print(`Another process leads the study in ${path}: this one trains along`);
      isTold = true;
    }
    // With a queue, those train who take from it.
    if (queue === undefined)
      await trainAlong(path, { workers, memory, lines, signal, dataDir: options.dataDir });
    if (signal.aborted) break;
    lines.update("waiting for the process that leads the study", []);
    await sleep(1000 * waitSeconds, undefined, { signal }).catch(() => undefined);
  }
  lines.done();
  say(`Interrupted; the process that leads the study in ${path} goes on`);
  process.exitCode = exitCodes.interrupted;
  return undefined;
}
