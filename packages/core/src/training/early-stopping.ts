import { UsageError } from "../errors.ts";
import type { EpochRecord } from "./epoch.ts";
import type { EarlyStoppingOptions } from "./options.ts";

/** What early stopping makes of a history. */
export interface EarlyStoppingState {
  /** The epoch whose monitored loss is the best so far, of those that count; 0 before the first. */
  readonly bestEpoch: number;
  readonly shouldStop: boolean;
}

/**
 * Refuses to monitor what there is not.
 * @param validationImages how many images are held out for validation
 * @throws UsageError where the validation loss is to be monitored, and no images are held out
 */
export function requireMonitored({ monitor }: EarlyStoppingOptions, validationImages: number): void {
  if (monitor === "training" || validationImages > 0) return;
  throw new UsageError(
    "monitor validation: no images are held out for validation, so there is no validation loss to stop or choose by: " +
      "hold some out (validation), or monitor training",
  );
}

/**
 * Walks through the history as training did: an epoch improves when its monitored loss is more than `minDelta` below
 * the best before it; training stops once `patience` epochs in a row have not (Prechelt, "Early stopping -- but when?",
 * 1998, criterion UP).
 */
export function earlyStopping(
  history: readonly EpochRecord[],
  { monitor, patience, minDelta, after = 0 }: EarlyStoppingOptions,
): EarlyStoppingState {
  let best = Number.POSITIVE_INFINITY;
  let bestEpoch = 0;
  for (const record of history) {
    if (record.epoch <= after) continue;
    const loss = monitor === "validation" ? (record.validationLoss ?? Number.NaN) : record.trainingLoss;
    if (loss < best - minDelta) {
      best = loss;
      bestEpoch = record.epoch;
    }
  }
  const waited = (history.at(-1)?.epoch ?? 0) - Math.max(bestEpoch, after);
  return { bestEpoch, shouldStop: patience > 0 && waited >= patience };
}
