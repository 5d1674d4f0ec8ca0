import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import type { MeasureName } from "../../measures/measures.ts";
import type { RunFolder } from "../../run/folder.ts";
import type { PlannedRun } from "../grid.ts";
import { longestFirst, type RunEstimate, totalSeconds } from "../schedule.ts";
import type { Job, JobEnd } from "./jobs.ts";
import { type PoolOptions, runPool } from "./pool.ts";
import { readFailures, runPath, writeFailures } from "./study-folder.ts";

export interface RunStudyOptions extends Omit<PoolOptions, "onEnd"> {
  readonly folder: RunFolder;
  /** Names of measures that every run gets. */
  readonly measures: readonly MeasureName[];
  /** What each run is expected to take, by its id. */
  readonly estimates: ReadonlyMap<string, RunEstimate>;
  readonly architectureOf: (run: PlannedRun) => Architecture;
  readonly dataDir?: string;
  /** Bytes that each worker may take. */
  readonly memoryLimit: number;
  readonly onEnd: (job: Job, end: JobEnd) => void;
}

/**
 * Trains the runs of a study into its folder, those that take longest first. A run that fails is recorded and stops no
 * other; whether it had failed before makes no difference.
 */
export async function runStudy(runs: readonly PlannedRun[], options: RunStudyOptions): Promise<void> {
  const { folder, measures, estimates, architectureOf, dataDir, memoryLimit, onEnd, ...pool } = options;
  const seconds = ({ id }: PlannedRun): number =>
    totalSeconds(estimates.get(id) ?? { training: 0, after: 0 });
  const jobs = longestFirst(runs, seconds).map(
    (run): Job => ({
      id: run.id,
      path: runPath(folder.path, run.id),
      settings: run.settings,
      architecture: architectureOf(run),
      measures,
      memoryLimit,
      ...(dataDir === undefined ? {} : { dataDir }),
    }),
  );
  const failures = new Map(await readFailures(folder));
  await runPool(jobs, {
    ...pool,
    onEnd: async (job, end) => {
      const changed =
        end.kind === "failed"
          ? failures.set(job.id, end.error)
          : end.kind === "done" && failures.delete(job.id);
      if (changed) await writeFailures(folder, failures);
      onEnd(job, end);
    },
  });
}
