import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { CurveSpread } from "./results.ts";
import { spreadOverSeeds } from "./spread-over-seeds.ts";

/** An epoch without how long it took. */
export type Epoch = Omit<EpochRecord, "seconds" | "imagesPerSecond">;

/** How a training went: its epochs, and the steps of each. */
export interface TrainingCourse {
  readonly history: readonly Epoch[];
  readonly stepsPerEpoch: number;
}

/** The full name of the curve of learning among the curves of a cell. */
export const learningName = "learning";

/** Points of a curve, at most. */
const mostPoints = 40;
/** In %: what is higher would leave no room for what matters, whether the loss has stopped falling. */
const highest = 25;

/**
 * The validation loss of a cell's trainings in % above the lowest of each, mean over the seeds, against steps: objectives of
 * different scales share an axis. It begins where it is below 25 %. A training that has stopped counts with its lowest, as its
 * kept weights have it.
 * @returns `undefined` where a training has no validation loss
 */
export function learningCurve(courses: readonly TrainingCourse[]): CurveSpread | undefined {
  const curves = courses.map(({ history }) => aboveLowest(history));
  const [first] = courses;
  if (first === undefined || curves.some((curve) => curve === undefined)) return undefined;
  const epochs = Math.max(...courses.map(({ history }) => history.length));
  const at = (epoch: number): readonly number[] => curves.map((curve) => curve?.[epoch - 1] ?? 0);
  const begin = Array.from({ length: epochs }, (_, index) => index + 1).find(
    (epoch) => spreadOverSeeds(at(epoch)).mean <= highest,
  );
  if (begin === undefined) return undefined;
  const count = Math.min(mostPoints, epochs - begin + 1);
  const points = Array.from({ length: count }, (_, index) => {
    const share = count === 1 ? 1 : index / (count - 1);
    const epoch = Math.round(begin + share * (epochs - begin));
    return { x: epoch * first.stepsPerEpoch, ...spreadOverSeeds(at(epoch)) };
  });
  return {
    name: learningName,
    title: "validation loss above its lowest",
    x: "steps",
    y: "% above the lowest",
    points,
  };
}

function aboveLowest(history: readonly Epoch[]): readonly number[] | undefined {
  const losses = history.flatMap(({ validationLoss }) => validationLoss ?? []);
  const lowest = Math.min(...losses);
  if (losses.length < history.length || losses.length === 0 || lowest === 0) return undefined;
  return losses.map((loss) => (100 * (loss - lowest)) / Math.abs(lowest));
}

/**
 * By how many % the last tenth of the epochs lowered the lowest validation loss: 0 where it had stopped falling before.
 * @returns `undefined` without a validation loss, and with fewer than ten epochs
 */
export function lastTenthOf(history: readonly Epoch[]): number | undefined {
  const above = history.length < 10 ? undefined : aboveLowest(history);
  if (above === undefined) return undefined;
  return Math.min(...above.slice(0, Math.ceil(0.9 * above.length)));
}
