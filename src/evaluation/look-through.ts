import type { ImageSet } from "../data/image-set.ts";
import type { Autoencoder } from "../inference/autoencoder.ts";
import { type CellConfusionCounter, createCellConfusion } from "./brightest-cell.ts";
import type { ErrorsOfImages } from "./errors.ts";
import type { Progress } from "./progress.ts";
import { type NotFinite, soundRowsOf } from "./sound.ts";
import { createSparseCodeCounter, type SparseCodeCounter } from "./sparse-code.ts";
import { createVariation, type Variation } from "./variation.ts";

/** What one pass over the test images shows. */
export interface Seen {
  /** Places of the images of which all is finite: of these is all that follows. */
  readonly images: Int32Array;
  readonly notFinite: readonly NotFinite[];
  readonly errors: ErrorsOfImages;
  readonly confusion: CellConfusionCounter;
  readonly sparseCode: SparseCodeCounter;
  readonly variation: { readonly images: Variation; readonly reconstructions: Variation };
}

/** Scores, encodes and rebuilds the test images, a batch at a time. */
export async function lookThrough(model: Autoencoder, test: ImageSet, progress: Progress): Promise<Seen> {
  const { sampleSize: size, latentSize } = model;
  const confusion = createCellConfusion(test);
  const sparseCode = createSparseCodeCounter(latentSize);
  const variation = { images: createVariation(size), reconstructions: createVariation(size) };
  const kept: number[] = [];
  const [bce, mse]: [number[], number[]] = [[], []];
  const unsound = { codes: 0, reconstructions: 0, errors: 0 };
  let start = 0;
  for await (const batch of progress.batches(test)) {
    const scores = await model.score(batch.images);
    const codes = await model.encode(batch.images);
    const reconstructions = await model.decode(codes);
    const areSound = {
      codes: soundRowsOf(codes, latentSize),
      reconstructions: soundRowsOf(reconstructions, size),
      errors: Array.from(scores.bce, (error, image) => Number.isFinite(error + scores.mse[image]!)),
    };
    const rows = Int32Array.from({ length: batch.count }, (_, row) => row).filter((row) => {
      const faults = parts.filter((part) => !areSound[part][row]);
      for (const part of faults) unsound[part]++;
      return faults.length === 0;
    });
    for (const row of rows) {
      kept.push(start + row);
      bce.push(scores.bce[row]!);
      mse.push(scores.mse[row]!);
    }
    const images = takeRows(batch.images, rows, size);
    const rebuilt = takeRows(reconstructions, rows, size);
    sparseCode.add(takeRows(codes, rows, latentSize));
    confusion.add(images, rebuilt);
    variation.images.add(images);
    variation.reconstructions.add(rebuilt);
    start += batch.count;
  }
  const errors = { bce: Float64Array.from(bce), mse: Float64Array.from(mse) };
  return {
    images: Int32Array.from(kept),
    notFinite: parts.map((part) => ({ what: `the ${part}`, count: unsound[part], of: test.count })),
    errors: { ...errors, sse: errors.mse.map((value) => value * size) },
    ...{ confusion, sparseCode, variation },
  };
}

const parts = ["codes", "reconstructions", "errors"] as const;

/** Some rows of `[N, size]` values; a view where they are all. */
function takeRows<T extends Uint8Array | Float32Array>(values: T, rows: Int32Array, size: number): T {
  if (rows.length * size === values.length) return values;
  const taken = values.slice(0, rows.length * size) as T;
  for (const [at, row] of rows.entries()) taken.set(values.subarray(row * size, (row + 1) * size), at * size);
  return taken;
}
