import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { conditionOf } from "hourglass-core/internal/model/condition.ts";
import type { ImageError } from "./errors.ts";

/** One test sample and what the autoencoder made of it. */
export interface Reconstruction extends ImageError {
  /** `[sampleSize]` as sets have it: bytes of an image, else in its own units. */
  readonly original: SampleValues;
  /** `[latentSize]`. */
  readonly code: Float32Array;
  /** `[sampleSize]` likewise: of an image, the output in [0, 1] times 255, rounded. */
  readonly reconstruction: SampleValues;
}

/** Values in [0, 1] as bytes, rounded. */
export function toBytes(values: Float32Array): Uint8Array {
  // A clamped array rounds to the nearest whole number and holds what lies outside to 0 and 255; what is no number becomes 0.
  const bytes = new Uint8ClampedArray(values.length);
  for (let index = 0; index < values.length; index++) bytes[index] = values[index]! * 255;
  return new Uint8Array(bytes.buffer);
}

/** The values of each of `count` samples, views on `values`. */
export function eachSample<V extends SampleValues>(values: V, count: number): readonly V[] {
  const size = values.length / count;
  return Array.from({ length: count }, (_, row) => values.subarray(row * size, (row + 1) * size) as V);
}

/** Of codes that belong to no sample, for a model whose decoder is told a class: each class in turn. */
export function anyClass({ model }: Pick<Autoencoder, "model">, count: number): Uint8Array | undefined {
  const classes = conditionOf(model);
  return classes === undefined ? undefined : Uint8Array.from({ length: count }, (_, row) => row % classes);
}

/** The same of one class: `count` times. */
export function oneClass(
  { model }: Pick<Autoencoder, "model">,
  count: number,
  label: number | undefined = 0,
): Uint8Array | undefined {
  return conditionOf(model) === undefined ? undefined : new Uint8Array(count).fill(label);
}

/** The classes of samples; `undefined` where one of them has none. */
export function labelsOf(samples: readonly Pick<Reconstruction, "label">[]): Uint8Array | undefined {
  const labels = samples.flatMap(({ label }) => label ?? []);
  return labels.length === samples.length ? Uint8Array.from(labels) : undefined;
}

/** What a model makes, `[N, sampleSize]`, as sets have samples: pixels in [0, 1] become bytes. */
export function asSamples({ model }: Pick<Autoencoder, "model">, made: Float32Array): SampleValues {
  return kindOfSamples(model.sampleShape).bounded ? toBytes(made) : made;
}

/**
 * Decodings of `[N, latentSize]` codes: N samples of `[sampleSize]`, as sets have them.
 * @param labels the class that each is to be of; {@link anyClass} unless given
 */
export async function decodeSamples(
  model: Autoencoder,
  codes: Float32Array,
  labels: Uint8Array | undefined = anyClass(model, codes.length / model.latentSize),
): Promise<SampleValues[]> {
  const samples = asSamples(model, await model.decode(codes, labels));
  return Array.from({ length: codes.length / model.latentSize }, (_, row) =>
    samples.slice(row * model.sampleSize, (row + 1) * model.sampleSize),
  );
}
