import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { auroc } from "../evaluation/auroc.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { partOf } from "../measures/pacing.ts";
import { withScorer } from "./sample-scorer.ts";
import type { Scored } from "./scoring-program.ts";
import { syntheticFaults, withFault } from "./synthetic-faults.ts";

/** How well scores tell samples with synthetic faults from the normal samples that these were made of. */
export interface ScoreChoice {
  /** The score with the greatest mean area; the first of equal ones. */
  readonly best: string;
  /** By score, then by fault: the area under the ROC curve. */
  readonly areas: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Chooses a score by held-out normal samples alone. */
export async function chooseScore(
  runtime: Runtime,
  scored: Scored,
  normal: Samples,
  statistics: ChannelStatistics,
  seed: number,
  hooks: ProgressHooks = {},
): Promise<ScoreChoice> {
  const shape = shapeOf(normal);
  const faults = syntheticFaults.kinds.filter((fault) => fault.fits(shape));
  return withScorer(runtime, scored, async (scorer) => {
    const ofNormal = await scorer.score(normal, partOf(hooks, 0, 1 / (faults.length + 1)));
    const areas: Record<string, Record<string, number>> = {};
    for (const [place, fault] of faults.entries()) {
      const part = partOf(hooks, (place + 1) / (faults.length + 1), (place + 2) / (faults.length + 1));
      const found = await scorer.score(withFault(fault, normal, statistics, seed), part);
      for (const [name, scores] of found) {
        areas[name] = { ...areas[name], [fault.name]: auroc(ofNormal.get(name) as Float64Array, scores) };
      }
    }
    const mean = (name: string): number => meanArea(areas[name] ?? {});
    const best = [...scored.scores.keys()].reduce((one, other) => (mean(other) > mean(one) ? other : one));
    return { best, areas };
  });
}

/** The mean over the faults. */
export function meanArea(areas: Readonly<Record<string, number>>): number {
  const ofFaults = Object.values(areas);
  return ofFaults.reduce((sum, area) => sum + area, 0) / ofFaults.length;
}
