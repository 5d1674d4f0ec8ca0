import { cp } from "node:fs/promises";
import { decodeSafetensors, encodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { sha256 } from "hourglass-lab/internal/run/files/checksums.ts";
import { readSummary, runFiles, runFolder } from "hourglass-lab/internal/run/folder.ts";

/**
 * A copy of a run whose weights are as `change` makes them, and which says so in all places: for models that no training would
 * give, and that are to be met all the same.
 */
export async function copyWithWeights(
  run: string,
  copy: string,
  change: (name: string, values: Float32Array) => Float32Array,
): Promise<void> {
  await cp(run, copy, { recursive: true });
  const folder = runFolder(copy);
  const { tensors, metadata } = decodeSafetensors((await folder.read(runFiles.weights)) as Uint8Array, copy);
  const changed = new Map(
    [...tensors].map(([name, { shape, data }]) => [name, { shape, data: change(name, data) }] as const),
  );
  const weights = encodeSafetensors({ tensors: changed, metadata });
  await folder.write(runFiles.weights, weights);
  const summary = { ...(await readSummary(folder)), weights: sha256(weights) };
  await folder.write(runFiles.summary, JSON.stringify(summary));
  await folder.recordChecksums();
}
