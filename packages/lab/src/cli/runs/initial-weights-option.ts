import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { sha256 } from "../../run/files/checksums.ts";
import { principalStart, type RunSummary } from "../../run/files/summary.ts";
import { readInitialWeights } from "../../run/initial-weights.ts";
import type { TrainRunOptions } from "../../run/train-run-options.ts";
import type { TrainCommandOptions } from "./run-workspace.ts";

const option = "--initial-weights";

/** What `--initial-weights` names, if anything. @throws UsageError where it has no weights */
export async function initialWeightsOf({
  initialWeights: path,
}: TrainCommandOptions): Promise<TrainRunOptions["initialWeights"]> {
  if (path === undefined || path === principalStart) return path;
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
): Promise<TrainRunOptions["initialWeights"]> {
  const given = await initialWeightsOf(options);
  const began = `began with ${beginningWords(own)}`;
  if (given !== undefined && recordOf(given) !== own) {
    const name = given === principalStart ? given : given.file;
    throw new UsageError(`${option} ${name}: expected none other, as this run ${began}`);
  }
  if (hasState) return undefined;
  if (own === principalStart) return own;
  if (given === undefined && own !== undefined) {
    throw new UsageError(`--resume: this run ${began} and has saved no state yet: name them with ${option}`);
  }
  return given;
}

function recordOf(given: NonNullable<TrainRunOptions["initialWeights"]>): string {
  return given === principalStart ? given : sha256(given.bytes);
}

function beginningWords(own: RunSummary["initialWeights"]): string {
  if (own === undefined) return "seeded weights";
  return own === principalStart ? "principal components" : `weights of SHA-256 ${own}`;
}
