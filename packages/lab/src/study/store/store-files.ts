import { failureFile } from "./failures.ts";
import { resultFile } from "./result-store.ts";
import { baselineFile } from "./shared-baselines.ts";

/** Whether a file of a study, by its path inside, belongs to its store: results, failures, and fits that its workers share. */
export function isStoreFile(path: string): boolean {
  return [resultFile, failureFile, baselineFile].some((pattern) => pattern.test(path));
}
