import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { LossPoint } from "../../state/session.ts";

/** Places on the axis of epochs, rising, and both losses there, where they are known. */
export type LossSeries = [epochs: number[], training: (number | null)[], validation: (number | null)[]];

/** The training loss of each chunk in its middle, the validation loss where an epoch ends. */
export function lossSeries(points: readonly LossPoint[], history: readonly EpochRecord[]): LossSeries {
  const rows = [
    ...points.map(({ epoch, training }) => ({ epoch, training, validation: null })),
    ...history.flatMap(({ epoch, validationLoss }) =>
      validationLoss === undefined ? [] : [{ epoch, training: null, validation: validationLoss }],
    ),
  ].sort((a, b) => a.epoch - b.epoch);
  return [
    rows.map(({ epoch }) => epoch),
    rows.map(({ training }) => training),
    rows.map(({ validation }) => validation),
  ];
}
