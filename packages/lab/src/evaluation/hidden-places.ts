import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { columnsSeen, seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { unseen } from "hourglass-core/internal/inference/seen-values.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";

/** What a model sees of some samples, and of these with noise: `[N, seenSize]` both. */
interface Spoilt {
  readonly seen: Float32Array;
  readonly corrupted: Float32Array;
}

/**
 * Which values of samples a corruption hides, `[N, sampleSize]`: 1 where it does. Of the rows of a table a column is hidden where what
 * the model sees of it loses a value that is not 0, such as the 1 of its word.
 * @param first the place of the first of them in its set
 */
export async function hiddenPlaces(
  model: Autoencoder,
  batch: Samples,
  corruption: Corruption,
  first: number,
  spoilt: Spoilt,
): Promise<Uint8Array> {
  const values = seenPlaces(model);
  if (values !== undefined) return hiddenColumns(values, model.sampleSize, spoilt);
  // Of samples that are 1 everywhere, what is left is 1 where a value is seen and 0 where it is hidden.
  const kept = await model.corrupt(onesLike(model, batch), corruption, first);
  return Uint8Array.from(kept, (value) => Number(value === 0));
}

/** The column of each value that a model sees of a table's row; `undefined` where it sees samples value by value. */
export function seenPlaces({ model: { sampleShape } }: Pick<Autoencoder, "model">): Int32Array | undefined {
  const seen = columnsSeen(sampleShape);
  if (seen === undefined) return undefined;
  const places = new Int32Array(seenSize(sampleShape));
  for (const { start, size, columns } of seen.parts) {
    for (let value = 0; value < size; value++)
      places[start + value] = (columns[value] ?? columns[0]) as number;
  }
  return places;
}

function hiddenColumns(places: Int32Array, columns: number, { seen, corrupted }: Spoilt): Uint8Array {
  const hidden = new Uint8Array((seen.length / places.length) * columns);
  for (let at = 0; at < seen.length; at++) {
    if (seen[at] === 0 || corrupted[at] !== 0) continue;
    hidden[Math.floor(at / places.length) * columns + places[at % places.length]!] = 1;
  }
  return hidden;
}

/** Samples that a model sees as 1 everywhere. */
function onesLike(model: Autoencoder, batch: Samples): Uint8Array | Float32Array {
  const count = valuesOf(batch).length;
  return kindOfSamples(batch).bounded
    ? new Uint8Array(count).fill(255)
    : unseen(model, new Float32Array(count).fill(1));
}
