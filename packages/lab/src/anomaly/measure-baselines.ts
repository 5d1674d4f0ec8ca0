import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { scoreByBaselines } from "../detector/score-baselines.ts";
import { auroc } from "../evaluation/auroc.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { anomalyBaselines } from "./baselines.ts";
import { byKind } from "./describe-scores.ts";
import type { PreparedTask } from "./prepare.ts";
import type { AnomalyBaselines } from "./results.ts";

/**
 * Scores a task's test samples by every baseline that they have. They learn from the same normal training samples as an autoencoder, and depend on
 * no seed.
 * @param latentSize values of the code that they are compared with
 */
export async function measureBaselines(
  runtime: Runtime,
  { task, seen: { train, test } }: PreparedTask,
  latentSize: number,
  hooks: ProgressHooks = {},
): Promise<AnomalyBaselines> {
  const started = performance.now();
  const scores = await scoreByBaselines({ runtime, seen: train, latentSize, hooks }, test);
  const areas = Object.entries(anomalyBaselines).flatMap(([name, baseline]) => {
    const values = scores.get(baseline.name);
    if (values === undefined) return [];
    const { normal, anomalous } = byKind(task, Float64Array.from(values));
    return [[name, auroc(normal, anomalous)] as const];
  });
  return {
    normal: task.normal,
    ...(task.normalClass === undefined ? {} : { normalClass: task.normalClass }),
    components: Math.min(latentSize, seenSize(shapeOf(train))),
    seconds: (performance.now() - started) / 1000,
    auroc: Object.fromEntries(areas) as AnomalyBaselines["auroc"],
  };
}
