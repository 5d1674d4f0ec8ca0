import { takeSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import { seenValues, unseen } from "hourglass-core/internal/inference/seen-values.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { asSamples } from "hourglass-lab/internal/evaluation/pictures.ts";
import type { CorrupterPool } from "./corrupter-pool.ts";
import type { Rebuilt } from "./explorer-api.ts";
import type { ExplorerModel } from "./explorer-model.ts";

/** What a model makes of some test samples: of noisy ones, where it is trained to remove noise. */
export async function rebuild(
  runtime: Runtime,
  corrupters: CorrupterPool,
  explored: ExplorerModel,
  indices: readonly number[],
): Promise<Rebuilt> {
  const taken = takeSamples(explored.test, Int32Array.from(indices));
  const originals = valuesOf(taken);
  const { labels } = taken;
  const { corruption } = explored;
  const noisy = corruption && (await corrupters.corrupt(runtime, explored, originals, corruption, indices));
  const given = noisy && unseen(explored, noisy);
  const codes = await explored.encode(given ?? originals, labels);
  const outputs = await explored.decode(codes, labels);
  const seen = [outputs, originals].map((values) => seenValues(explored, values));
  return {
    indices,
    ...(labels === undefined ? {} : { labels: Array.from(labels) }),
    originals,
    ...(given === undefined ? {} : { corrupted: asSamples(explored, given) }),
    reconstructions: asSamples(explored, outputs),
    codes,
    sse: squaredErrors(seen[0]!, seen[1]!, seenSize(explored.model.sampleShape)),
  };
}

/** Summed over the values of each sample, `[N, seenSize]` as the model sees them. */
function squaredErrors(outputs: Float32Array, originals: Float32Array, size: number): Float32Array {
  const sums = new Float32Array(originals.length / size);
  for (let row = 0; row < sums.length; row++) {
    let sum = 0;
    for (let at = row * size; at < (row + 1) * size; at++) sum += (outputs[at]! - originals[at]!) ** 2;
    sums[row] = sum;
  }
  return sums;
}
