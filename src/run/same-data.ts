import type { Dataset } from "../data/image-set.ts";
import { HourglassError } from "../errors.ts";
import type { RunSummary } from "./summary.ts";

/** @throws HourglassError naming a file of the data set that is not what the run was trained on */
export function requireSameData(dataset: Dataset, summary: RunSummary): void {
  for (const [file, expected] of Object.entries(summary.dataset.checksums)) {
    const found = dataset.checksums[file] ?? "no such file";
    if (found !== expected) {
      throw new HourglassError(
        `${dataset.name}: ${file} is not what this run was trained on: expected SHA-256 ${expected}, found ${found}`,
      );
    }
  }
}
