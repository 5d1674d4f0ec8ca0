import type { FitProgress } from "hourglass-core/internal/training/run-epochs.ts";
import type { LossPoint } from "./session.ts";

/** More are not to be seen, and would cost time at every renewal. */
const most = 2000;

/** A last chunk of an epoch that is smaller than this share of the one before it says nothing by itself. */
const leastShare = 0.2;

/** The part of training progress that a point follows from. */
export type EpochSoFar = Pick<FitProgress, "epoch" | "imagesOfEpoch" | "imagesPerEpoch" | "trainingLoss">;

/**
 * The curve with what was learnt since `before`. Progress has the mean over the epoch so far; a point has that of the
 * new images alone, so that the curve does not jump where an epoch begins.
 */
export function extendCurve(
  points: readonly LossPoint[],
  before: EpochSoFar | undefined,
  now: EpochSoFar,
): readonly LossPoint[] {
  const goesOn =
    before !== undefined && before.epoch === now.epoch && before.imagesOfEpoch < now.imagesOfEpoch;
  const earlier = goesOn ? before.imagesOfEpoch : 0;
  const images = now.imagesOfEpoch - earlier;
  const point: LossPoint = {
    epoch: now.epoch - 1 + (earlier + images / 2) / now.imagesPerEpoch,
    training: (now.trainingLoss * now.imagesOfEpoch - (goesOn ? before.trainingLoss * earlier : 0)) / images,
    images,
  };
  const last = points.at(-1);
  const isRest = now.imagesOfEpoch === now.imagesPerEpoch && goesOn;
  if (last !== undefined && isRest && images < leastShare * last.images) {
    return [...points.slice(0, -1), joined(last, point)];
  }
  const longer = [...points, point];
  return longer.length > most ? inPairs(longer) : longer;
}

/** Both in one, each as heavy as it has images. */
function joined(one: LossPoint, other: LossPoint): LossPoint {
  const images = one.images + other.images;
  const mean = (a: number, b: number): number => (a * one.images + b * other.images) / images;
  return {
    epoch: mean(one.epoch, other.epoch),
    training: mean(one.training, other.training),
    images,
  };
}

function inPairs(points: readonly LossPoint[]): readonly LossPoint[] {
  return points.flatMap((point, at) => {
    if (at % 2 === 1) return [];
    const next = points[at + 1];
    return [next === undefined ? point : joined(point, next)];
  });
}
