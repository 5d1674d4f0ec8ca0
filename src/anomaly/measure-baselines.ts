import { imageSize } from "../data/image-set.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { partOf } from "../measures/pacing.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { auroc } from "./auroc.ts";
import { type AnomalyBaselineName, pixelDistances } from "./baselines.ts";
import { componentScores } from "./component-scores.ts";
import { byKind } from "./describe-scores.ts";
import { pixelNeighbourScores } from "./pixel-neighbours.ts";
import type { PreparedTask } from "./prepare.ts";
import type { AnomalyBaselines } from "./results.ts";

const neighbourNames = Object.keys(pixelDistances) as (keyof typeof pixelDistances)[];

/**
 * Scores a task's test images by every baseline. They learn from the same normal training images as an autoencoder, and depend on
 * no seed.
 * @param latentSize values of the code that they are compared with
 */
export async function measureBaselines(
  runtime: Runtime,
  { task, splits: { train, test }, nearestEdges }: PreparedTask,
  latentSize: number,
  hooks: ProgressHooks = {},
): Promise<AnomalyBaselines> {
  const started = performance.now();
  const components = Math.min(latentSize, imageSize(train));
  const parts = neighbourNames.length + 1;
  const scores: [AnomalyBaselineName, Float64Array][] = [];
  for (const [part, name] of neighbourNames.entries()) {
    const partHooks = partOf(hooks, part / parts, (part + 1) / parts);
    const ofImages =
      name === "edgesCosine"
        ? await nearestEdges(test, partHooks)
        : await pixelNeighbourScores(runtime, train, test, pixelDistances[name], partHooks);
    scores.push([name, ofImages]);
  }
  const last = partOf(hooks, (parts - 1) / parts, 1);
  const { pcaError, pcaMahalanobis } = await componentScores(runtime, train, test, components, last);
  scores.push(["pcaError", pcaError], ["pcaMahalanobis", pcaMahalanobis]);
  const areas = scores.map(([name, values]) => {
    const { normal, anomalous } = byKind(task, values);
    return [name, auroc(normal, anomalous)];
  });
  return {
    normal: task.normal,
    ...(task.normalClass === undefined ? {} : { normalClass: task.normalClass }),
    components,
    seconds: (performance.now() - started) / 1000,
    auroc: Object.fromEntries(areas) as AnomalyBaselines["auroc"],
  };
}
