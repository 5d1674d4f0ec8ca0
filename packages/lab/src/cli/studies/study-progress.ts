import { rollup } from "d3-array";
import { counted } from "hourglass-core/internal/words.ts";
import { type RunFolder, runFiles, runFolder } from "../../run/folder.ts";
import type { RunOutcome } from "../../study/aggregate.ts";
import type { JobEnd, JobPart } from "../../study/execution/jobs.ts";
import { runPath } from "../../study/execution/study-folder.ts";
import { createTally } from "../../study/execution/tally.ts";
import type { PlannedRun, StudyPlan } from "../../study/grid.ts";
import type { RunEstimate } from "../../study/schedule.ts";
import { listFailures, readFailure } from "../../study/store/failures.ts";
import { listResults } from "../../study/store/result-store.ts";
import { formatSeconds } from "../terminal/progress.ts";
import type { ProgressLines } from "../terminal/progress-lines.ts";

/** How far a study is, told on the terminal: also of what others do. */
export interface StudyProgress {
  started(id: string): void;
  progress(id: string, part: JobPart, fraction: number, text: string): void;
  ended(id: string, end: JobEnd): void;
  /** Counts what others have finished since, as the study's folder says; gives the ids of the runs that are neither done nor failed. */
  look(): Promise<ReadonlySet<string>>;
  show(): void;
}

/** What is to be trained of a study, and what is known of it. */
export interface TrainingToDo {
  readonly folder: RunFolder;
  /** With the names of the runs. */
  readonly plan: StudyPlan;
  readonly runs: readonly PlannedRun[];
  readonly before: ReadonlyMap<string, RunOutcome>;
  readonly estimates: ReadonlyMap<string, RunEstimate>;
}

export interface StudyProgressOptions extends TrainingToDo {
  /** How many work at a time. */
  readonly workers: number;
  readonly lines: ProgressLines;
  /** Added to the line of the whole: `3 workers`. */
  readonly also?: () => string | undefined;
}

/** @param options what is told of, and where */
export function createStudyProgress(options: StudyProgressOptions): StudyProgress {
  const { plan, runs, before, estimates, workers, lines, also } = options;
  const { path: folder } = options.folder;
  const total = plan.runs.length;
  const tally = createTally(estimates, workers);
  const done = new Set(plan.runs.filter(({ id }) => before.get(id)?.status === "done").map(({ id }) => id));
  const failed = new Set<string>();
  const ofName = rollup(
    plan.runs,
    (group) => group.length,
    ({ name }) => name ?? "",
  );
  const isTwin = (name: string): boolean => (ofName.get(name) ?? 0) > 1;
  const hasReport = (id: string): Promise<boolean> => runFolder(runPath(folder, id)).has(runFiles.report);
  const ended = (id: string, end: JobEnd): void => {
    tally.end(id, end.kind === "done" || end.kind === "failed");
    if (end.kind === "done") done.add(id);
    if (end.kind === "failed" && !failed.has(id)) {
      failed.add(id);
      lines.print(`${id} failed: ${end.error}`);
    }
  };
  return {
    started: (id) => tally.start(id),
    progress: (id, part, fraction, text) => {
      if (!done.has(id) && !failed.has(id)) tally.progress(id, part, fraction, text);
    },
    ended,
    look: async () => {
      const results = await listResults(folder);
      for (const { id, name = "" } of runs) {
        if (done.has(id) || !results.has(name)) continue;
        // Of two runs with the same content each has a folder of its own.
        if (!isTwin(name) || (await hasReport(id))) ended(id, { kind: "done" });
      }
      for (const id of await listFailures(folder)) {
        const error = done.has(id) || failed.has(id) ? undefined : await readFailure(runFolder(folder), id);
        if (error !== undefined) ended(id, { kind: "failed", error });
      }
      return new Set(runs.map(({ id }) => id).filter((id) => !done.has(id) && !failed.has(id)));
    },
    show: () => {
      const more = also?.();
      const parts = [
        `${done.size} of ${counted(total, "run")} done${failed.size === 0 ? "" : `, ${failed.size} failed`}: ` +
          `${Math.floor(100 * tally.fraction())} % of the work, ${formatSeconds(tally.secondsLeft())} left`,
        ...(more === undefined ? [] : [more]),
      ];
      lines.update(
        parts.join("; "),
        tally.running().map(({ id, text }) => `${id}: ${text}`),
      );
    },
  };
}
