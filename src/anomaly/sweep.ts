import type { Dataset } from "../data/image-set.ts";
import { meanAndDeviation } from "../evaluation/spread.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { anomalyScoreNames } from "./anomaly-scores.ts";
import { detect } from "./detect.ts";
import type { AnomalyCell, AnomalyPlan, AnomalyResults } from "./results.ts";
import { type AnomalyTask, againstTask, classTask, requireNormal } from "./task.ts";

/** What a sweep needs: the plan, and the data sets that it names. */
export interface Sweep {
  readonly runtime: Runtime;
  readonly plan: AnomalyPlan;
  readonly dataset: Dataset;
  /** The data set whose test images are the anomalies. */
  readonly against?: Dataset;
  /** Cells of the same plan that are finished already, which are not done again. */
  readonly finished?: readonly AnomalyCell[];
}

export interface SweepHooks {
  /** Stops the sweep within the cell under way, which is lost; the sweep then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told how many cells are done, a fraction for the one under way, and what that is. */
  readonly onProgress?: (cells: number, cell: string) => void;
  /** After every cell, with all that are finished, in the order of the plan; the sweep waits for it. */
  readonly onCell?: (cell: AnomalyCell, cells: readonly AnomalyCell[]) => Promise<void> | void;
}

/**
 * Trains and tests an autoencoder for everything that is to be normal in turn and for every seed.
 * @throws UsageError, before anything is trained, where there are too few images of what is to be normal
 */
export async function sweep(
  { runtime, plan, dataset, against, finished = [] }: Sweep,
  { signal, onProgress, onCell }: SweepHooks = {},
): Promise<readonly AnomalyCell[]> {
  if (finished.length < cellCount(plan)) requireNormal(dataset, plan.classes, plan.settings);
  const cells: AnomalyCell[] = [];
  let done = 0;
  for (const makeTask of tasksOf(plan, dataset, against)) {
    let task: AnomalyTask | undefined;
    for (const seed of plan.seeds) {
      const { normalClass } = makeTask;
      const known = finished.find((cell) => cell.normalClass === normalClass && cell.seed === seed);
      if (known !== undefined) {
        cells.push(known);
        continue;
      }
      signal?.throwIfAborted();
      task ??= makeTask.make();
      const name = `${task.normal}${plan.seeds.length > 1 ? `, seed ${seed}` : ""}`;
      const cell = await detect(
        runtime,
        task,
        { ...plan, settings: { ...plan.settings, seed } },
        {
          ...(signal === undefined ? {} : { signal }),
          onProgress: (fraction) => onProgress?.(done + fraction, name),
        },
      );
      done++;
      cells.push(cell);
      await onCell?.(cell, cells);
    }
  }
  return cells;
}

/** Tasks that copy their images only when it is their turn. */
function tasksOf(
  { classes }: AnomalyPlan,
  dataset: Dataset,
  against: Dataset | undefined,
): readonly { readonly normalClass?: number; readonly make: () => AnomalyTask }[] {
  if (against !== undefined) return [{ make: () => againstTask(dataset, against) }];
  return (classes ?? []).map((normalClass) => ({ normalClass, make: () => classTask(dataset, normalClass) }));
}

/** How many autoencoders a plan trains. */
export function cellCount({ classes, seeds }: AnomalyPlan): number {
  return (classes?.length ?? 1) * seeds.length;
}

/**
 * Area under the ROC curve, the mean over everything that is normal in turn: mean and deviation over the seeds for which
 * all is finished. `undefined` where that is none.
 */
export function meanAuroc(plan: AnomalyPlan, cells: readonly AnomalyCell[]): AnomalyResults["mean"] {
  const bySeed = plan.seeds
    .map((seed) => cells.filter((cell) => cell.seed === seed))
    .filter(({ length }) => length === (plan.classes?.length ?? 1));
  if (bySeed.length === 0) return undefined;
  const means = anomalyScoreNames.map((name) => [
    name,
    meanAndDeviation(bySeed.map((ofSeed) => meanAndDeviation(ofSeed.map(({ auroc }) => auroc[name])).mean)),
  ]);
  return Object.fromEntries(means) as NonNullable<AnomalyResults["mean"]>;
}
