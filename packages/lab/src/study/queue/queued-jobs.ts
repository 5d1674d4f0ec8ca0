import { stat } from "node:fs/promises";
import { join } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { runFolder } from "../../run/folder.ts";
import type { Job, JobEnd } from "../execution/jobs.ts";
import { jobOf } from "../execution/run-study.ts";
import { requireSameVersion } from "../execution/runtimes.ts";
import { readPlan, requireDefinition, studyFiles } from "../execution/study-folder.ts";
import type { PlannedRun, StudyPlan } from "../grid.ts";
import type { Study } from "../study-file.ts";
import type { QueuedRun } from "./queued-run.ts";

export interface QueuedJobsOptions {
  /** Bytes that a training may take. */
  readonly memoryLimit: number;
  readonly dataDir?: string;
  /** The study's folder on this machine, in place of the one that the queue names. */
  readonly study?: string;
  readonly onNotice: (text: string) => void;
}

/** What the folders of studies say of the runs that a queue gives. */
export interface QueuedJobs {
  /** The job that a run of the queue is; `unfit` where this machine cannot do it, and `undefined` where the study has no such run (any more). */
  jobOf(run: QueuedRun): Promise<Job | Extract<JobEnd, { readonly kind: "unfit" }> | undefined>;
}

interface KnownStudy {
  /** When study.json was last written, in milliseconds. */
  readonly written: number;
  readonly plan: StudyPlan;
  readonly study: Study;
  readonly runs: ReadonlyMap<string, PlannedRun>;
}

/** Reads each study once, and again when it has changed. */
export function createQueuedJobs({ memoryLimit, dataDir, study, onNotice }: QueuedJobsOptions): QueuedJobs {
  const known = new Map<string, Promise<KnownStudy>>();
  const read = async (path: string): Promise<KnownStudy> => {
    const file = join(path, studyFiles.plan);
    const written = (await stat(file).catch(() => undefined))?.mtimeMs;
    if (written === undefined) throw new HourglassError(`${file} is missing`);
    const before = await known.get(path)?.catch(() => undefined);
    if (before?.written === written) return before;
    const now = load(path, written, onNotice);
    known.set(path, now);
    return now;
  };
  return {
    jobOf: async ({ study: named, run: id, name }) => {
      const path = study ?? named;
      const found = await read(path).catch((error: unknown) => {
        if (!(error instanceof HourglassError)) throw error;
        return error;
      });
      if (found instanceof HourglassError) {
        const advice =
          study === undefined
            ? "; mount the folder that the machines share there, or name it with --study DIR"
            : "";
        return {
          kind: "unfit",
          error: `cannot train ${id} of the study in ${path}: ${found.message}${advice}`,
        };
      }
      const run = found.runs.get(id);
      if (run?.name !== name) {
        onNotice(`left out ${id}: the study in ${path} has no such run (any more)`);
        return undefined;
      }
      const given = { folder: path, measures: found.study.measures, memoryLimit };
      return jobOf(run, found.plan, { ...given, ...(dataDir === undefined ? {} : { dataDir }) });
    },
  };
}

async function load(path: string, written: number, onNotice: (text: string) => void): Promise<KnownStudy> {
  const folder = runFolder(path);
  const plan = await readPlan(folder);
  if (plan === undefined) throw new HourglassError(`it holds no study (${studyFiles.plan} is missing)`);
  await requireSameVersion(plan, path, onNotice);
  const runs = new Map(plan.runs.map((run) => [run.id, run]));
  return { written, plan, study: await requireDefinition(folder), runs };
}
