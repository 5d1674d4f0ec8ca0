import { imagesOf, shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { auroc } from "../evaluation/auroc.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { partOf } from "../measures/pacing.ts";
import { type AnomalyBaselineName, baselineDefinitions, pixelDistances } from "./baselines.ts";
import { componentScores } from "./component-scores.ts";
import { byKind } from "./describe-scores.ts";
import { pixelNeighbourScores } from "./pixel-neighbours.ts";
import type { PreparedTask } from "./prepare.ts";
import type { AnomalyBaselines } from "./results.ts";

const neighbourNames = Object.keys(pixelDistances) as (keyof typeof pixelDistances)[];

/**
 * Scores a task's test samples by every baseline that they have. They learn from the same normal training samples as an autoencoder, and depend on
 * no seed.
 * @param latentSize values of the code that they are compared with
 */
export async function measureBaselines(
  runtime: Runtime,
  { task, seen: { train, test }, nearestEdges }: PreparedTask,
  latentSize: number,
  hooks: ProgressHooks = {},
): Promise<AnomalyBaselines> {
  const started = performance.now();
  const shape = shapeOf(train);
  const components = Math.min(latentSize, sampleSize(shape));
  const measured = baselineDefinitions(shape);
  const neighbours = neighbourNames.filter((name) => measured[name] !== undefined);
  const parts = neighbours.length + 1;
  const scores: [AnomalyBaselineName, Float64Array][] = [];
  for (const [part, name] of neighbours.entries()) {
    const partHooks = partOf(hooks, part / parts, (part + 1) / parts);
    const ofSamples =
      name === "edgesCosine"
        ? await nearestEdges(imagesOf(test, "edges"), partHooks)
        : await pixelNeighbourScores(runtime, train, test, pixelDistances[name], partHooks);
    scores.push([name, ofSamples]);
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
