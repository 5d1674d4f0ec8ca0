import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { listed } from "hourglass-core/internal/words.ts";
import { anomalyFiles } from "../anomaly/anomaly-files.ts";
import { runFiles } from "../run/files/run-files.ts";
import { studyFiles } from "../study/execution/study-folder.ts";

/** The file that tells what a folder is. */
export const itemFiles: readonly string[] = [runFiles.summary, studyFiles.plan, anomalyFiles.results];

/** @throws UsageError unless there is the folder of a run, a classifier, a detector, a study or a detection of anomalies */
export async function requireItem(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink()) throw new UsageError(`${path} is a link: name the folder itself`);
  if (found === undefined || !found.isDirectory()) {
    throw new UsageError(`${path}: expected a folder, found ${found === undefined ? "nothing" : "a file"}`);
  }
  for (const file of itemFiles) {
    if ((await lstat(join(path, file)).catch(() => undefined)) !== undefined) return;
  }
  throw new UsageError(
    `${path} holds no run, study or detection of anomalies: expected ${listed(itemFiles, "or")} in it`,
  );
}
