import { channelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { sampleSize, seenSize, tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { standardised } from "hourglass-core/internal/inference/seen-values.ts";
import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import type { Matrix } from "./matrix.ts";

/**
 * Samples as models see them that are trained on a split: images themselves; numbers of any size as copies, standardised by the mean
 * and the deviation that their channels have in the split, words of a table one-hot.
 */
export function seenBy(train: Samples): (set: Samples) => Samples {
  const { bounded, partOf, withPart } = kindOfSamples(train);
  if (bounded) return (set) => set;
  const shape = shapeOf(train);
  // What is seen of the rows of a table are numbers, no longer its columns.
  const sizes = tableOf(shape) === undefined ? shape : { columns: seenSize(shape) };
  let statistics: ReturnType<typeof channelStatistics> | undefined;
  return (set) => {
    statistics ??= channelStatistics(train);
    const part = partOf(set);
    const values = standardised(shape, part.values as Float32Array, statistics);
    return withPart(sizes as Readonly<Record<string, number>>, { ...part, values });
  };
}

/** The values of samples as {@link seenBy} has them, a row a sample: pixels in [0, 1], or standardised numbers. */
export function rawValues(seen: Samples): Matrix {
  const values = valuesOf(seen);
  const data = values instanceof Uint8Array ? toPixels(values) : values;
  return { rows: seen.count, columns: sampleSize(shapeOf(seen)), data };
}
