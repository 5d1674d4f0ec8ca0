import { availableParallelism } from "node:os";
import { sharedLimit } from "hourglass-core/internal/runtime/memory.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { RunFolder } from "../../run/folder.ts";
import type { RunOutcome } from "../../study/aggregate.ts";
import type { PreparedStudy } from "../../study/execution/prepare.ts";
import { runStudy } from "../../study/execution/run-study.ts";
import { createTally } from "../../study/execution/tally.ts";
import type { PlannedRun } from "../../study/grid.ts";
import { longestFirst, makespan, type RunEstimate, totalSeconds } from "../../study/schedule.ts";
import { formatSeconds } from "../terminal/progress.ts";
import type { StudyTask } from "./study-task.ts";

const workerProgram = new URL("../study-worker.js", import.meta.url);

/** Workers beyond the cores wait for one another. */
export function expectedSeconds(
  runs: readonly PlannedRun[],
  estimates: ReadonlyMap<string, RunEstimate>,
  workers: number,
): number {
  const seconds = runs.map(({ id }) => totalSeconds(estimates.get(id) ?? { training: 0, after: 0 }));
  return makespan(
    longestFirst(seconds, (one) => one),
    Math.min(workers, availableParallelism()),
  );
}

/** Trains what is still to be trained, and shows how far that is. */
export async function trainStudy(
  { study, plan, workers, memory, options, lines, signal }: StudyTask,
  folder: RunFolder,
  runs: readonly PlannedRun[],
  before: ReadonlyMap<string, RunOutcome>,
  { architectureOf }: PreparedStudy,
  estimates: ReadonlyMap<string, RunEstimate>,
): Promise<void> {
  const total = plan.runs.length;
  let done = total - runs.length;
  let failed = 0;
  const again = [...before.values()].filter(({ status }) => status === "failed").length;
  const tally = createTally(estimates, Math.min(workers, availableParallelism()));
  lines.print(
    `${runs.length} of ${counted(total, "training")} to do${again === 0 ? "" : `, ${again} of them again`}, at most about ` +
      `${formatSeconds(expectedSeconds(runs, estimates, workers))}`,
  );
  const show = (): void =>
    lines.update(
      `${done} of ${counted(total, "run")} done${failed === 0 ? "" : `, ${failed} failed`}: ` +
        `${Math.floor(100 * tally.fraction())} % of the work, ${formatSeconds(tally.secondsLeft())} left`,
      tally.running().map(({ id, text }) => `${id}: ${text}`),
    );
  const onStop = (): void => lines.print("Interrupted: the trainings under way save their state");
  signal.addEventListener("abort", onStop);
  // Progress of the whole does not wait for news of a part.
  const timer = setInterval(show, 1000);
  try {
    await runStudy(runs, {
      folder,
      program: workerProgram,
      workers,
      measures: study.measures,
      estimates,
      architectureOf,
      memoryLimit: sharedLimit(memory, workers).bytes,
      signal,
      ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
      onStart: ({ id }) => tally.start(id),
      onProgress: ({ id }, { part, fraction, text }) => {
        tally.progress(id, part, fraction, text);
        show();
      },
      onEnd: ({ id }, end) => {
        tally.end(id, end.kind !== "stopped");
        if (end.kind === "done") done++;
        if (end.kind === "failed") {
          failed++;
          lines.print(`${id} failed: ${end.error}`);
        }
        show();
      },
      onNotice: lines.print,
    });
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", onStop);
  }
}
