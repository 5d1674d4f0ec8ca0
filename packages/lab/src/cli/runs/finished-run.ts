import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { type RunFolder, runFolder } from "../../run/folder.ts";
import { type OpenedRun, openRun } from "../../run/open-run.ts";
import { createProgressLine, type ProgressLine } from "../terminal/progress.ts";

export interface FinishedRun extends OpenedRun {
  readonly folder: RunFolder;
  readonly line: ProgressLine;
  readonly runtime: Runtime;
}

/** Opens a finished run, without the data that it was trained on, and does something with it. */
export async function withFinishedRun(
  path: string,
  work: (run: FinishedRun) => Promise<void>,
): Promise<void> {
  const line = createProgressLine(process.stderr);
  const runtime = await createNodeRuntime({ onNotice: line.print });
  const run = await openRun(path, runtime);
  try {
    await work({ ...run, folder: runFolder(path), line, runtime });
  } finally {
    line.done();
    await run.autoencoder.release();
  }
}
