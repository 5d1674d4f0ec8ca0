import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { locatedData, locatedFile } from "../../data/own/load-own.ts";
import { asTrainedOn, requireSameData } from "../../run/files/data-identity.ts";
import { type RunFolder, runFolder } from "../../run/folder.ts";
import { type OpenedRun, openRun, requireFinished } from "../../run/open-run.ts";
import type { MemoryOptions } from "../options/memory-option.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import { commandRuntime } from "./command-runtime.ts";
import { inRunFolder, loadWithProgress } from "./run-workspace.ts";

/** Where the data of a run are now, as options say it. */
export interface DataPlaces {
  /** By name or path. */
  readonly dataset?: string | undefined;
  /** The file of their labels. */
  readonly labels?: string | undefined;
  /** The file that says what their columns are. */
  readonly columns?: string | undefined;
}

export interface StoredRunOptions extends MemoryOptions, DataPlaces {
  readonly dataDir?: string;
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
      const settings = await relocated(run.summary.settings, options);
      const dataset = await loadWithProgress(settings, options, line, signal);
      requireSameData(asTrainedOn(dataset, run.summary), run.summary.dataset);
      await work({ ...run, folder, line, runtime, dataset, signal });
    } finally {
      await run.autoencoder.release();
    }
  });
}

/** Settings whose data lie elsewhere now, where options say so; a path becomes absolute. */
export async function relocated<S extends Pick<Settings, keyof DataPlaces>>(
  settings: S,
  { dataset, labels, columns }: DataPlaces,
): Promise<S> {
  return {
    ...settings,
    ...(dataset === undefined ? {} : { dataset: await locatedData(dataset) }),
    ...(labels === undefined ? {} : { labels: locatedFile(labels) }),
    ...(columns === undefined ? {} : { columns: locatedFile(columns) }),
  };
}
