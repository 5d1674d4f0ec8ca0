import type { Dataset } from "../data/image-set.ts";
import { requireSameData } from "../run/same-data.ts";
import { type FinishedRun, withFinishedRun } from "./finished-run.ts";
import { loadWithProgress } from "./run-workspace.ts";

export interface StoredRunOptions {
  readonly dataDir?: string;
}

export interface StoredRun extends FinishedRun {
  readonly dataset: Dataset;
}

/** Opens a finished run with the data set that it was trained on, and does something with both. */
export async function withStoredRun(
  path: string,
  options: StoredRunOptions,
  work: (run: StoredRun) => Promise<void>,
): Promise<void> {
  await withFinishedRun(path, async (run) => {
    const dataset = await loadWithProgress(run.summary.settings, options, run.line);
    requireSameData(dataset, run.summary);
    await work({ ...run, dataset });
  });
}
