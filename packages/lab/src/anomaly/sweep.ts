import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { modelFor } from "../detector/detector-model.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { meanAndDeviation } from "../evaluation/spread.ts";
import { type AnomalyScoreName, scoresIn } from "./anomaly-scores.ts";
import { detect, requireTrainable } from "./detect.ts";
import { measureBaselines } from "./measure-baselines.ts";
import { type PreparedTask, prepareTask } from "./prepare.ts";
import type { AnomalyBaselines, AnomalyCell, AnomalyPlan, AnomalyResults } from "./results.ts";
import { type AnomalyTask, againstTask, classTask, requireNormal } from "./task.ts";

/** What a sweep needs: the plan, and the data sets that it names. */
export interface Sweep {
  readonly runtime: Runtime;
  readonly plan: AnomalyPlan;
  readonly dataset: Dataset<Samples>;
  /** The data set whose test samples are the anomalies. */
  readonly against?: Dataset<Samples>;
  /** What is finished already of the same plan, which is not done again. */
  readonly finished?: SweepResults;
}

export interface SweepResults {
  /** In the order of the plan: class by class, and within a class seed by seed. */
  readonly cells: readonly AnomalyCell[];
  /** Of each class, in the same order. */
  readonly baselines: readonly AnomalyBaselines[];
}

export interface SweepHooks {
  /** Stops the sweep within what is under way, which is lost; the sweep then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Told how much is done, as {@link workLeft} counts it, and what is under way. */
  readonly onProgress?: (done: number, what: string) => void;
  /** After the baselines of a class and after every cell, with all that is finished in this sweep; the sweep waits for it. */
  readonly onFinished?: (finished: SweepResults, cell?: AnomalyCell) => Promise<void> | void;
}

/** Of the time of an autoencoder: what the baselines of a class take. */
const baselineWork = 0.5;

/**
 * Measures the baselines, and trains and tests an autoencoder for every seed, for everything that is to be normal in turn.
 * @throws HourglassError, before anything is measured, where there are too few samples of what is to be normal, and where the
 * autoencoder cannot be trained
 */
export async function sweep(
  { runtime, plan, dataset, against, finished = { cells: [], baselines: [] } }: Sweep,
  { signal, onProgress, onFinished }: SweepHooks = {},
): Promise<SweepResults> {
  if (workLeft(plan, finished) > 0) {
    requireNormal(dataset, plan.classes, plan.settings);
    requireTrainable(runtime, plan, dataset);
  }
  const cells: AnomalyCell[] = [];
  const baselines: AnomalyBaselines[] = [];
  let done = 0;
  for (const { normalClass, make } of tasksOf(plan, dataset, against)) {
    let made: PreparedTask | undefined;
    const prepared = (): PreparedTask => {
      signal?.throwIfAborted();
      made ??= prepareTask(make(), plan.settings);
      return made;
    };
    const hooksFor = (what: string, work: number): ProgressHooks => ({
      ...(signal === undefined ? {} : { signal }),
      onProgress: (fraction) => onProgress?.(done + work * fraction, what),
    });
    const known = finished.baselines.find((one) => one.normalClass === normalClass);
    if (known !== undefined) baselines.push(known);
    else {
      const { task, splits } = prepared();
      const { latentSize } = modelFor(plan, shapeOf(splits.train));
      const hooks = hooksFor(`${task.normal}, baselines`, baselineWork);
      baselines.push(await measureBaselines(runtime, prepared(), latentSize, hooks));
      done += baselineWork;
      await onFinished?.({ cells, baselines });
    }
    for (const seed of plan.seeds) {
      const before = finished.cells.find((cell) => cell.normalClass === normalClass && cell.seed === seed);
      if (before !== undefined) {
        cells.push(before);
        continue;
      }
      const name = `${prepared().task.normal}${plan.seeds.length > 1 ? `, seed ${seed}` : ""}`;
      const ofSeed = { ...plan, settings: { ...plan.settings, seed } };
      const cell = await detect(runtime, prepared(), ofSeed, hooksFor(name, 1));
      done++;
      cells.push(cell);
      await onFinished?.({ cells, baselines }, cell);
    }
  }
  return { cells, baselines };
}

/** What is left to do of a plan, counted in autoencoders. */
export function workLeft(plan: AnomalyPlan, { cells, baselines }: SweepResults): number {
  const classes = plan.classes?.length ?? 1;
  return cellCount(plan) - cells.length + baselineWork * (classes - baselines.length);
}

/** Tasks that copy their samples only when it is their turn. */
function tasksOf(
  { classes }: AnomalyPlan,
  dataset: Dataset<Samples>,
  against: Dataset<Samples> | undefined,
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
  const first = bySeed[0]?.[0];
  if (first === undefined) return undefined;
  const meanOf = (name: AnomalyScoreName, ofSeed: readonly AnomalyCell[]): number =>
    meanAndDeviation(ofSeed.map(({ auroc }) => auroc[name] ?? Number.NaN)).mean;
  const means = scoresIn(first.auroc).map((name) => [
    name,
    meanAndDeviation(bySeed.map((ofSeed) => meanOf(name, ofSeed))),
  ]);
  return Object.fromEntries(means) as NonNullable<AnomalyResults["mean"]>;
}
