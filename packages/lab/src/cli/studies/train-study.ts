import { availableParallelism } from "node:os";
import { sharedLimit } from "hourglass-core/internal/runtime/memory.ts";
import { counted } from "hourglass-core/internal/words.ts";

import { runStudy } from "../../study/execution/run-study.ts";
import type { PlannedRun } from "../../study/grid.ts";
import { longestFirst, makespan, type RunEstimate, totalSeconds } from "../../study/schedule.ts";
import type { Study } from "../../study/study-file.ts";
import { formatSeconds } from "../terminal/progress.ts";
import { createStudyProgress, type TrainingToDo } from "./study-progress.ts";
import type { StudyTask } from "./study-task.ts";

/** The program of the processes that train. */
export const workerProgram: URL = new URL("../study-worker.js", import.meta.url);

/** Seconds between looks at what others have finished. */
const lookSeconds = 2;

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

/** How much there is to do, in a line. */
export function describeWork({ plan, runs, before, estimates }: TrainingToDo, workers?: number): string {
  const again = runs.filter(({ id }) => before.get(id)?.status === "failed").length;
  // How many workers come is not known beforehand.
  const seconds = workers === undefined ? 0 : expectedSeconds(runs, estimates, workers);
  return (
    `${runs.length} of ${counted(plan.runs.length, "training")} to do${again === 0 ? "" : `, ${again} of them again`}` +
    (seconds === 0 ? "" : `, at most about ${formatSeconds(seconds)}`)
  );
}

/** With what a machine trains. */
export interface TrainingMeans extends Pick<StudyTask, "workers" | "memory" | "lines" | "signal"> {
  readonly study: Pick<Study, "measures">;
  readonly options: { readonly dataDir?: string | undefined };
}

/**
 * Trains in processes of this machine what is still to be trained, and shows how far that is.
 * @param isHelper whether another process leads the study
 */
export async function trainStudy(
  { study, workers, memory, options, lines, signal }: TrainingMeans,
  work: TrainingToDo,
  isHelper = false,
): Promise<void> {
  const { folder, plan, runs, estimates } = work;
  const progress = createStudyProgress({
    ...{ ...work, lines },
    workers: Math.min(workers, availableParallelism()),
  });
  lines.print(describeWork(work, workers));
  const onStop = (): void => lines.print("Interrupted: the trainings under way save their state");
  signal.addEventListener("abort", onStop);
  // Progress of the whole does not wait for news of a part.
  const timer = setInterval(progress.show, 1000);
  const looking = setInterval(() => void progress.look().catch(() => undefined), 1000 * lookSeconds);
  try {
    await runStudy(runs, plan, {
      folder,
      program: workerProgram,
      workers,
      measures: study.measures,
      estimates,
      memoryLimit: sharedLimit(memory, workers).bytes,
      signal,
      isHelper,
      ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
      onStart: ({ id }) => progress.started(id),
      onProgress: ({ id }, { part, fraction, text }) => {
        progress.progress(id, part, fraction, text);
        progress.show();
      },
      onEnd: ({ id }, end) => {
        progress.ended(id, end);
        progress.show();
      },
      onNotice: lines.print,
    });
  } finally {
    clearInterval(timer);
    clearInterval(looking);
    signal.removeEventListener("abort", onStop);
  }
}
