import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { findPath } from "../../data/files/find-path.ts";
import { lockFolder } from "../../data/files/lock.ts";
import { loadDataset } from "../../data/load.ts";
import { type ReadingSetting, readingOptions } from "../../data/reading-options.ts";
import { type RunFolder, runFolder } from "../../run/folder.ts";
import type { FiguresOptions } from "../options/figures-option.ts";
import type { MemoryOptions } from "../options/memory-option.ts";
import type { OpenOptions } from "../options/shared-options.ts";
import { dataHooks } from "../terminal/data-progress.ts";
import { interruption } from "../terminal/interruption.ts";
import { createProgressLine, type ProgressLine } from "../terminal/progress.ts";

/** Options of the commands that train: their own, and words for settings. */
export interface TrainCommandOptions
  extends MemoryOptions,
    FiguresOptions,
    OpenOptions,
    Readonly<Record<string, unknown>> {
  readonly out?: string;
  readonly config?: string;
  readonly resume?: boolean;
  /** A run's folder, a safetensors file, or `pca`. */
  readonly initialWeights?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Locks a folder, and gives `work` a line of progress and a signal for Ctrl-C. */
export async function inRunFolder(
  path: string,
  work: (folder: RunFolder, line: ProgressLine, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (path === "") throw new UsageError("--out: expected a folder, found nothing");
  const lock = await lockFolder(path);
  const { signal, stop } = interruption();
  const line = createProgressLine(process.stderr);
  const folder = runFolder(path, lock);
  try {
    await folder.removeLeftovers();
    await work(folder, line, signal);
  } finally {
    line.done();
    stop();
    await lock.release();
  }
}

/** Loads the data set of a run, downloading it if need be, and shows how far that is. */
export async function loadWithProgress(
  settings: Pick<Settings, "dataset" | ReadingSetting>,
  options: { readonly dataDir?: string; readonly download?: boolean },
  line: ProgressLine,
  signal?: AbortSignal,
): Promise<Dataset<Samples>> {
  return loadDataset(settings.dataset, {
    dataDir: options.dataDir,
    download: options.download ?? true,
    ...readingOptions(settings),
    ...(signal === undefined ? {} : { signal }),
    ...dataHooks(line),
  });
}

/** The first of `STEM-1`, `STEM-2`, ... that does not exist. */
export async function freshFolder(stem: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = `${stem}-${number}`;
    if ((await findPath(path)) === undefined) return path;
  }
}
