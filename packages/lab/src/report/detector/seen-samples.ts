import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { ScoresInput, StrangeSample } from "./detector-input.ts";

/** A strange sample with its values. */
export interface SeenSample {
  readonly strange: StrangeSample;
  /** `[sampleSize]`, as sets have samples. */
  readonly values: SampleValues;
  /** `[sampleSize]`, in the same units, of images in [0, 1]. */
  readonly reconstruction: Float32Array;
  /** `[sampleSize]`, squared. */
  readonly errors: Float32Array;
}

/** The strange samples of a page, one by one. */
export function seenSamples({
  strangest,
  samples,
  reconstructions,
  errors,
}: ScoresInput): readonly SeenSample[] {
  if (strangest.length === 0) return [];
  const size = sampleSize(shapeOf(samples));
  const values = valuesOf(samples);
  return strangest.map((strange, place) => {
    const [start, end] = [place * size, (place + 1) * size];
    return {
      strange,
      values: values.subarray(start, end),
      reconstruction: reconstructions.subarray(start, end),
      errors: errors.subarray(start, end),
    };
  });
}
