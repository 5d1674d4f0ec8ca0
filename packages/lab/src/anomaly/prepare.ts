import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { imagesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { partOf } from "../measures/pacing.ts";
import { seenBy } from "../measures/raw-values.ts";
import type { ImageDistances } from "./anomaly-scores.ts";
import { pixelDistances } from "./baselines.ts";
import { pixelNeighbourScores } from "./pixel-neighbours.ts";
import type { AnomalyPlan } from "./results.ts";
import { type AnomalyTask, splitTask } from "./task.ts";

/** The baselines that the combined score has as parts, in the order of their distances. */
export const edgeDistances = ["edgesCosine", "edgesEuclid"] as const;

/** A task with what the baselines and the autoencoders of all seeds share. */
export interface PreparedTask {
  readonly task: AnomalyTask;
  readonly splits: Splits<Samples>;
  /** The normal training samples and the test samples as models see them, which the baselines look at. */
  readonly seen: Pick<Splits<Samples>, "train" | "test">;
  /**
   * Distances to the nearest normal training image as edges, by cosine and Euclid: of a set of images computed when first asked for, and kept.
   */
  readonly nearestEdges: ImageDistances;
}

/** Splits a task. */
export function prepareTask(
  runtime: Runtime,
  task: AnomalyTask,
  settings: AnomalyPlan["settings"],
): PreparedTask {
  const splits = splitTask(task, settings);
  const known = new Map<ImageSet, readonly Float64Array[]>();
  const see = seenBy(splits.train);
  return {
    ...{ task, splits, seen: { train: see(splits.train), test: see(splits.test) } },
    nearestEdges: async (images, hooks = {}) => {
      const before = known.get(images);
      if (before !== undefined) return before;
      const train = imagesOf(splits.train, "edges");
      const found: Float64Array[] = [];
      for (const [part, name] of edgeDistances.entries()) {
        const partHooks = partOf(hooks, part / edgeDistances.length, (part + 1) / edgeDistances.length);
        found.push(await pixelNeighbourScores(runtime, train, images, pixelDistances[name], partHooks));
      }
      known.set(images, found);
      return found;
    },
  };
}
