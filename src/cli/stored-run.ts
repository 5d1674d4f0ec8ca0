import type { Dataset } from "../data/image-set.ts";
import { type RunFolder, runFolder } from "../run/folder.ts";
import { type OpenedRun, openRun } from "../run/open-run.ts";
import { requireSameData } from "../run/same-data.ts";
import { createNodeRuntime } from "../runtime/node.ts";
import { createProgressLine, type ProgressLine } from "./progress.ts";
import { loadWithProgress } from "./run-workspace.ts";

export interface StoredRunOptions {
  readonly dataDir?: string;
}

export interface StoredRun extends OpenedRun {
  readonly folder: RunFolder;
  readonly dataset: Dataset;
  readonly line: ProgressLine;
}

/** Opens a finished run with the data set that it was trained on, and does something with both. */
export async function withStoredRun(
  path: string,
  options: StoredRunOptions,
  work: (run: StoredRun) => Promise<void>,
): Promise<void> {
  const line = createProgressLine(process.stderr);
  const runtime = await createNodeRuntime({ onNotice: line.print });
  const run = await openRun(path, runtime);
  try {
    const dataset = await loadWithProgress(run.summary.settings, options, line);
    requireSameData(dataset, run.summary);
    await work({ ...run, folder: runFolder(path), dataset, line });
  } finally {
    line.done();
    await run.autoencoder.release();
  }
}
