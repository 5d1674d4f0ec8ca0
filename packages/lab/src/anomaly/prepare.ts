import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { imagesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { seenBy } from "../measures/raw-values.ts";
import type { ImageDistances } from "./anomaly-scores.ts";
import { pixelDistances } from "./baselines.ts";
import { pixelNeighbourScores } from "./pixel-neighbours.ts";
import type { AnomalyPlan } from "./results.ts";
import { type AnomalyTask, splitTask } from "./task.ts";

/** A task with what the baselines and the autoencoders of all seeds share. */
export interface PreparedTask {
  readonly task: AnomalyTask;
  readonly splits: Splits<Samples>;
  /** The normal training samples and the test samples as models see them, which the baselines look at. */
  readonly seen: Pick<Splits<Samples>, "train" | "test">;
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
  const see = seenBy(splits.train);
  return {
    ...{ task, splits, seen: { train: see(splits.train), test: see(splits.test) } },
    nearestEdges: async (images, hooks = {}) => {
      const found =
        known.get(images) ??
        (await pixelNeighbourScores(
          runtime,
          imagesOf(splits.train, "edges"),
          images,
          pixelDistances.edgesCosine,
          hooks,
        ));
      known.set(images, found);
      return found;
    },
  };
}
