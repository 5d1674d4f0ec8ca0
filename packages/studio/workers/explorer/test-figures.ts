import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { createScorer, meanError, type SampleErrors } from "hourglass-core/internal/inference/scorer.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { OfErrors } from "hourglass-lab/internal/evaluation/errors.ts";
import type { CallQueue } from "../helpers/call-queue.ts";
import type { TestFigures } from "./explorer-api.ts";
import type { ExplorerModel } from "./explorer-model.ts";

/**
 * Errors of a model on the whole test set, under the weights that it has now: from clean samples, and of one that removes noise
 * from noisy ones as well, which is what it was trained for. Batch by batch, so that what is asked meanwhile does not wait.
 */
export async function testFigures(
  inTurn: CallQueue,
  runtime: Runtime,
  explored: ExplorerModel,
): Promise<TestFigures> {
  const { corruption } = explored;
  // Whatever becomes of the model meanwhile, all of it is of the same weights.
  const { model, weights, test } = explored;
  const samples = valuesOf(test);
  const errorsFrom = async (noise?: Corruption): Promise<OfErrors<number>> => {
    const scorer = await inTurn(() => createScorer(runtime, model, noise));
    const parts: SampleErrors[] = [];
    try {
      for (let first = 0; first < test.count; first += scorer.batchSize) {
        const [from, to] = [first, Math.min(test.count, first + scorer.batchSize)];
        const rows = samples.subarray(from * model.sampleSize, to * model.sampleSize);
        parts.push(await inTurn(() => scorer.score(weights, rows, from, test.labels?.subarray(from, to))));
      }
    } finally {
      await inTurn(() => scorer.release());
    }
    const bce = parts.flatMap((part) => (part.bce === undefined ? [] : [part.bce]));
    const mse = meanOf(parts.map((part) => part.mse));
    return {
      ...(bce.length === 0 ? {} : { bce: meanOf(bce) }),
      ...{ mse, sse: mse * model.sampleSize },
    };
  };
  const clean = await errorsFrom();
  return corruption === undefined ? clean : { ...clean, noisy: await errorsFrom(corruption) };
}

/** The mean over all of several parts. */
function meanOf(parts: readonly Float32Array[]): number {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return meanError(all);
}
