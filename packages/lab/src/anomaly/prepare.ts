import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { seenBy } from "../measures/raw-values.ts";
import type { AnomalyPlan } from "./results.ts";
import { type AnomalyTask, splitTask } from "./task.ts";

/** A task with what the baselines and the autoencoders of all seeds share. */
export interface PreparedTask {
  readonly task: AnomalyTask;
  readonly splits: Splits<Samples>;
  /** The normal training samples and the test samples as models see them, which the baselines look at. */
  readonly seen: Pick<Splits<Samples>, "train" | "test">;
}

/** Splits a task. */
export function prepareTask(task: AnomalyTask, settings: AnomalyPlan["settings"]): PreparedTask {
  const splits = splitTask(task, settings);
  const see = seenBy(splits.train);
  return { task, splits, seen: { train: see(splits.train), test: see(splits.test) } };
}
