import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { MeasureName } from "../../measures/measures.ts";
import { type RunFolder, runFiles, runFolder } from "../../run/folder.ts";
import type { PlannedRun, StudyPlan } from "../grid.ts";
import { longestFirst, type RunEstimate, totalSeconds } from "../schedule.ts";
import { clearFailure, readFailure, writeFailure } from "../store/failures.ts";
import type { Job, JobEnd } from "./jobs.ts";
import { type PoolOptions, runPool } from "./pool.ts";
import { runPath } from "./study-folder.ts";

export interface RunStudyOptions extends Omit<PoolOptions, "onEnd" | "settled"> {
  readonly folder: RunFolder;
  /** Measures that every run gets. */
  readonly measures: readonly MeasureName[];
  /** What each run is expected to take, by its id; where nothing is known, the order of the plan is as good as any. */
  readonly estimates: ReadonlyMap<string, RunEstimate>;
  readonly dataDir?: string;
  /** Bytes that each worker may take. */
  readonly memoryLimit: number;
  /** Whether others train the study, too: then what this machine cannot train is left to them, and it gives up. */
  readonly isHelper?: boolean;
  readonly onEnd: (job: Job, end: JobEnd) => void;
}

/** What all jobs of a study have in common. */
export type JobsGiven = Pick<RunStudyOptions, "measures" | "dataDir" | "memoryLimit"> & {
  readonly folder: string;
};

/**
 * The job that trains a run of a plan.
 * @throws HourglassError where the plan is of a version that gave runs no names
 */
export function jobOf(run: PlannedRun, { content }: StudyPlan, { folder, ...given }: JobsGiven): Job {
  const data = content?.data[run.data];
  if (content === undefined || data === undefined || run.name === undefined) {
    throw new HourglassError(
      `the study in ${folder} was begun by an earlier version of hourglass: continue it once with hourglass study --resume`,
    );
  }
  const { id, name, settings } = run;
  const architecture = content.layers[settings.model];
  return {
    ...{ id, name, study: folder, settings, data, version: content.version },
    ...(architecture === undefined ? {} : { architecture }),
    ...given,
  };
}

/**
 * Trains the runs of a study into its folder, those that take longest first, beside whoever does the same on other machines. A run that fails is
 * recorded and stops no other; whether it had failed before makes no difference.
 * @throws HourglassError where a helper's machine cannot train a run
 */
export async function runStudy(
  runs: readonly PlannedRun[],
  plan: StudyPlan,
  options: RunStudyOptions,
): Promise<void> {
  const { folder, measures, estimates, dataDir, memoryLimit, isHelper = false, onEnd, ...pool } = options;
  const given: JobsGiven = {
    folder: folder.path,
    measures,
    memoryLimit,
    ...(dataDir === undefined ? {} : { dataDir }),
  };
  const seconds = ({ id }: PlannedRun): number =>
    totalSeconds(estimates.get(id) ?? { training: 0, after: 0 });
  const jobs = longestFirst(runs, seconds).map((run) => jobOf(run, plan, given));
  const settled = await settledElsewhere(folder.path, jobs);
  await runPool(jobs, {
    ...pool,
    settled,
    onEnd: async (job, found) => {
      if (found.kind === "unfit" && isHelper) throw new HourglassError(found.error);
      const end: JobEnd = found.kind === "unfit" ? { ...found, kind: "failed" } : found;
      await recordEnd(folder.path, job.id, end);
      onEnd(job, end);
    },
  });
}

/** How jobs end that others do from now on: by their reports, which are written last, and by the failures that are recorded. */
async function settledElsewhere(
  study: string,
  jobs: readonly Job[],
): Promise<(job: Job) => Promise<JobEnd | undefined>> {
  const hasReport = (id: string): Promise<boolean> => runFolder(runPath(study, id)).has(runFiles.report);
  // What has a report now lacks something else.
  const before = new Set<string>();
  for (const { id } of jobs) if (await hasReport(id)) before.add(id);
  return async ({ id }) => {
    if (!before.has(id) && (await hasReport(id))) return { kind: "done" };
    const error = await readFailure(runFolder(study), id);
    return error === undefined ? undefined : { kind: "failed", error };
  };
}

/** Records that a run failed, or that it does not any more. */
export async function recordEnd(study: string, id: string, end: JobEnd): Promise<void> {
  // Without the checksums of the study's files: many processes write failures.
  if (end.kind === "failed") await writeFailure(runFolder(study), id, end.error);
  if (end.kind === "done") await clearFailure(runFolder(study), id);
}
