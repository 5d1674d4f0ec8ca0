import type { ImageSet } from "../data/image-set.ts";
import type { Splits } from "../data/split.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { ImageDistances } from "./anomaly-scores.ts";
import { pixelDistances } from "./baselines.ts";
import { pixelNeighbourScores } from "./pixel-neighbours.ts";
import type { AnomalyPlan } from "./results.ts";
import { type AnomalyTask, splitTask } from "./task.ts";

/** A task with what the baselines and the autoencoders of all seeds share. */
export interface PreparedTask {
  readonly task: AnomalyTask;
  readonly splits: Splits;
  /** Distances to the nearest normal training image, as edges: of a set of images computed when first asked for, and kept. */
  readonly nearestEdges: ImageDistances;
}

/** Splits a task. */
export function prepareTask(
  runtime: Runtime,
  task: AnomalyTask,
  settings: AnomalyPlan["settings"],
): PreparedTask {
  const splits = splitTask(task, settings);
  const known = new Map<ImageSet, Float64Array>();
  return {
    task,
    splits,
    nearestEdges: async (images, hooks = {}) => {
      const found =
        known.get(images) ??
        (await pixelNeighbourScores(runtime, splits.train, images, pixelDistances.edgesCosine, hooks));
      known.set(images, found);
      return found;
    },
  };
}
