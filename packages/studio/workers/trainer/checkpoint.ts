import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { parametersOf, requireState } from "hourglass-core/internal/training/state.ts";
import { optionsOf } from "./change-job.ts";
import { type Job, jobOfSettings } from "./job.ts";
import type { Checkpoint } from "./trainer-api.ts";

/** Where a job stands; `undefined` before its first step. */
export function checkpointOf({
  settings,
  changes,
  dataset,
  started,
  state,
  end,
}: Job): Checkpoint | undefined {
  if (state === undefined) return undefined;
  return {
    ...{ settings, changes, checksums: dataset.checksums, state },
    ...(started === undefined ? {} : { started }),
    ...(end === undefined ? {} : { stopped: end.stopped, keptEpoch: end.keptEpoch }),
  };
}

/**
 * The job that a checkpoint was taken of.
 * @throws HourglassError where the data are others, or the state is that of another model
 */
export function jobOf(dataset: Dataset<Samples>, checkpoint: Checkpoint): Job {
  const { settings, changes, checksums, started, state, stopped, keptEpoch } = checkpoint;
  if (!sameChecksums(checksums, dataset.checksums)) {
    throw new HourglassError(
      `what was learnt is of other data than those of ${dataset.name} that are loaded: load the same files again`,
    );
  }
  const job = { ...jobOfSettings(dataset, settings), changes };
  const options = optionsOf(job);
  requireState(job.model, state, job.seen.train.count, options, "restore", "state");
  const isBest = options.restoreBest && state.best !== undefined && stopped !== "interrupted";
  const weights = isBest && state.best !== undefined ? state.best : parametersOf(job.model, state);
  return {
    ...job,
    state,
    ...(started === undefined ? {} : { started }),
    ...(stopped === undefined || keptEpoch === undefined ? {} : { end: { weights, stopped, keptEpoch } }),
  };
}

function sameChecksums(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const files = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...files].every((file) => one[file] === other[file]);
}
