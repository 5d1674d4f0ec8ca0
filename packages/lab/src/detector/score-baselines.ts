import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { partOf } from "../measures/pacing.ts";
import { baselineScores } from "./baseline-scores.ts";
import { havingShape, type NormalSeen } from "./detector-score.ts";
import { seenProgram, throughProgram } from "./seen-program.ts";

/**
 * Scores samples by every baseline that they have, by its name, in their order.
 * @param normal what the baselines learn of
 * @param samples as models see them, likewise
 */
export async function scoreByBaselines(
  normal: NormalSeen,
  samples: Samples,
): Promise<ReadonlyMap<string, Float32Array>> {
  const { runtime, seen, hooks } = normal;
  const shape = shapeOf(seen);
  const baselines = havingShape(baselineScores.kinds, shape);
  const found = new Map<string, Float32Array>();
  // One after the other: each has thousands of references.
  for (const [place, baseline] of baselines.entries()) {
    const part = partOf(hooks, place / baselines.length, (place + 1) / baselines.length);
    const kept = await baseline.fit({ ...normal, hooks: partOf(part, 0, 0.3) });
    const looked = { sampleSize: sampleSize(shape), shape };
    const program = seenProgram(
      shape,
      (given, tensors) => new Map([[baseline.name, baseline.apply({ seen: given, ...looked }, tensors)]]),
      kept,
    );
    for (const [name, scores] of await throughProgram(runtime, program, samples, partOf(part, 0.3, 1))) {
      found.set(name, scores);
    }
  }
  return found;
}
