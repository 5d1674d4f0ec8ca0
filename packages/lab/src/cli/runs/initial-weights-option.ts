import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { sha256 } from "../../run/files/checksums.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import type { WeightsFile } from "../../run/files/weights.ts";
import { readInitialWeights } from "../../run/initial-weights.ts";
import type { TrainCommandOptions } from "./run-workspace.ts";

const option = "--initial-weights";

/** What `--initial-weights` names, if anything. @throws UsageError where it has no weights */
export async function initialWeightsOf({
  initialWeights: path,
}: TrainCommandOptions): Promise<WeightsFile | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readInitialWeights(path);
  } catch (error) {
    if (error instanceof HourglassError)
      throw new UsageError(`${option}: ${error.message}`, { cause: error });
    throw error;
  }
}

/**
 * What a run begins with again that goes on: its own initial weights, where it has saved no state yet.
 * @param hasState whether it has; then all is in there
 * @throws UsageError on others than it began with, and where they are needed and not given
 */
export async function sameInitialWeights(
  options: TrainCommandOptions,
  { initialWeights: own }: RunSummary,
  hasState: boolean,
): Promise<WeightsFile | undefined> {
  const given = await initialWeightsOf(options);
  const began = own === undefined ? "began with seeded weights" : `began with weights of SHA-256 ${own}`;
  if (given !== undefined && sha256(given.bytes) !== own) {
    throw new UsageError(`${option} ${given.file}: expected none other, as this run ${began}`);
  }
  if (hasState) return undefined;
  if (given === undefined && own !== undefined) {
    throw new UsageError(`--resume: this run ${began} and has saved no state yet: name them with ${option}`);
  }
  return given;
}
