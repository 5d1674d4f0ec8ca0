import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { locatedData } from "../../data/own/load-own.ts";
import { requireSameData } from "../../run/files/data-identity.ts";
import { type RunFolder, runFolder } from "../../run/folder.ts";
import { type OpenedRun, openRun, requireFinished } from "../../run/open-run.ts";
import type { MemoryOptions } from "../options/memory-option.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import { commandRuntime } from "./command-runtime.ts";
import { inRunFolder, loadWithProgress } from "./run-workspace.ts";

export interface StoredRunOptions extends MemoryOptions {
  readonly dataDir?: string;
  /** Where the data of the run are now, by name or path. */
  readonly dataset?: string;
}

export interface StoredRun extends OpenedRun {
  /** Locked. */
  readonly folder: RunFolder;
  readonly line: ProgressLine;
  readonly runtime: Runtime;
  /** The one that it was trained on. */
  readonly dataset: Dataset<Samples>;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Opens a finished run with the data set that it was trained on, and writes to its folder, which is locked meanwhile. */
export async function withStoredRun(
  path: string,
  options: StoredRunOptions,
  work: (run: StoredRun) => Promise<void>,
): Promise<void> {
  // Before anything is made: a lock would make the folder.
  await requireFinished(runFolder(path));
  await inRunFolder(path, async (folder, line, signal) => {
    const runtime = await commandRuntime(options, line.print);
    const run = await openRun(path, runtime);
    try {
      const settings = await relocated(run.summary.settings, options.dataset);
      const dataset = await loadWithProgress(settings, options, line, signal);
      requireSameData(dataset, run.summary.dataset);
      await work({ ...run, folder, line, runtime, dataset, signal });
    } finally {
      await run.autoencoder.release();
    }
  });
}

/** Settings whose data lie elsewhere now, where an option says so; a path becomes absolute. */
export async function relocated<S extends { readonly dataset: string }>(
  settings: S,
  dataset: string | undefined,
): Promise<S> {
  return dataset === undefined ? settings : { ...settings, dataset: await locatedData(dataset) };
}
