import { callback, optionalSignal, recordSchema } from "hourglass-core/internal/arguments.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { z } from "zod";

/** Images at once: 2,000 reconstructions of 784 float32 values take 6 MB, however large a set is. */
const mostImages = 2_000;
/** Of all images at once: of large images there are fewer, so that their float32 values take 32 MB. */
const mostValues = 8_000_000;
/** Noise is drawn for so many images at once (inference/scorer.ts): batches that hold whole ones do not change it. */
const imagesOfNoise = 500;

function batchSizeFor(set: Samples): number {
  const most = Math.min(mostImages, Math.floor(mostValues / seenSize(shapeOf(set))));
  return Math.max(1, most < imagesOfNoise ? most : most - (most % imagesOfNoise));
}

export interface ProgressHooks {
  /** Stops the work between two batches. */
  readonly signal?: AbortSignal;
  /** Told the share that is done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

export const progressHooksSchema: z.ZodType<ProgressHooks> = recordSchema<ProgressHooks>({
  signal: optionalSignal,
  onProgress: callback(),
});

/** Goes through sets in batches, and tells how much of all the work is done. */
export interface Progress {
  /** A pass over the samples, a batch at a time; throws the signal's reason once that is aborted. */
  batches<S extends Samples>(set: S): AsyncGenerator<S>;
  /** Counts work that is as much as passing through `images` images, of which a share of `fraction` is done so far. */
  part(images: number): (fraction: number) => void;
}

/** @param work images to pass through, in all passes together */
export function createProgress(work: number, { signal, onProgress }: ProgressHooks): Progress {
  let done = 0;
  const advance = (images: number): void => {
    signal?.throwIfAborted();
    done += images;
    onProgress?.(done / work);
  };
  return {
    async *batches(set) {
      const batchSize = batchSizeFor(set);
      for (let start = 0; start < set.count; start += batchSize) {
        signal?.throwIfAborted();
        const batch = sliceSamples(set, start, Math.min(start + batchSize, set.count));
        yield batch;
        advance(batch.count);
      }
    },
    part(images) {
      let before = 0;
      return (fraction) => {
        advance((fraction - before) * images);
        before = fraction;
      };
    },
  };
}
