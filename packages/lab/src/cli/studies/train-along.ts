import type { MemoryLimit } from "hourglass-core/internal/runtime/memory.ts";
import { runFolder } from "../../run/folder.ts";
import { readOutcomes } from "../../study/execution/outcomes.ts";
import { requireSameVersion } from "../../study/execution/runtimes.ts";
import { requireDefinition, requirePlan } from "../../study/execution/study-folder.ts";
import type { ProgressLines } from "../terminal/progress-lines.ts";
import { trainStudy } from "./train-study.ts";

/** Who trains along, and with what. */
export interface Helper {
  readonly workers: number;
  /** For all workers together. */
  readonly memory: MemoryLimit;
  readonly dataDir: string | undefined;
  readonly lines: ProgressLines;
  readonly signal: AbortSignal;
}

/**
 * Trains what nobody else trains of the study in a folder, until all of it is done, failed or with others; its results are written by the process
 * that leads it.
 * @returns how many runs were still to be trained
 * @throws HourglassError where this machine cannot train it: it has another version, or lacks the data
 */
export async function trainAlong(path: string, helper: Helper): Promise<number> {
  const { workers, memory, lines, signal, dataDir } = helper;
  const folder = runFolder(path);
  const [plan, study] = [await requirePlan(path), await requireDefinition(folder)];
  const before = await readOutcomes(folder, plan);
  const runs = plan.runs.filter(({ id }) => before.get(id)?.status === "not yet");
  if (runs.length === 0) return 0;
  await requireSameVersion(plan, path, lines.print);
  const work = { folder, plan, runs, before, estimates: new Map() };
  await trainStudy({ study, workers, memory, options: { dataDir }, lines, signal }, work, true);
  return runs.length;
}
