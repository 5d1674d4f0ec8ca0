import { codeOf } from "../model/codes/codes.ts";
import type { Model } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { featureCount } from "../model/reshaping.ts";

/** The codebook of a trained model. */
export interface ModelCodebook {
  /** `[count, size]` */
  readonly entries: Float32Array;
  readonly count: number;
  /** The values of an entry. */
  readonly size: number;
  /** How the entries of a code lie: `[7, 7]`, or `[4]` in a row. */
  readonly places: readonly number[];
  /** Which entries codes are made of: `[N, latentSize]` to `[N, places]`. */
  indicesOf(codes: Float32Array): Int32Array;
  /** The codes of entries: `[N, places]` to `[N, latentSize]`. */
  codesOf(indices: ArrayLike<number>): Float32Array;
}

/** `undefined` for a model whose codes are not entries of a codebook. */
export function modelCodebook(
  model: Pick<Model, "code" | "encoder">,
  weights: Weights,
): ModelCodebook | undefined {
  const found = codeOf(model).entries?.(model.encoder);
  if (found === undefined) return undefined;
  const { parameter, places, channelsFirst } = found;
  const [count, size] = parameter.shape as readonly [number, number];
  const entries = weights.get(parameter.name) as Float32Array;
  const placeCount = featureCount(places);
  const latentSize = placeCount * size;
  /** Where in a code value `value` of the entry at `place` stands. */
  const at = (place: number, value: number): number =>
    channelsFirst ? value * placeCount + place : place * size + value;
  const known = byFirstValue(entries, size);
  return {
    ...{ entries, count, size, places },
    indicesOf: (codes) => {
      const vector = new Float32Array(size);
      return Int32Array.from({ length: codes.length / size }, (_, index) => {
        const start = Math.floor(index / placeCount) * latentSize;
        for (let value = 0; value < size; value++) {
          vector[value] = codes[start + at(index % placeCount, value)] as number;
        }
        return nearest(vector, entries, known.get(vector[0] as number));
      });
    },
    codesOf: (indices) => {
      const codes = new Float32Array(indices.length * size);
      for (let index = 0; index < indices.length; index++) {
        const start = Math.floor(index / placeCount) * latentSize;
        for (let value = 0; value < size; value++) {
          const place = start + at(index % placeCount, value);
          codes[place] = entries[(indices[index] as number) * size + value] as number;
        }
      }
      return codes;
    },
  };
}

/** Entries by their first values: codes are made of entries, so few have to be compared. */
function byFirstValue(entries: Float32Array, size: number): ReadonlyMap<number, readonly number[]> {
  const known = new Map<number, number[]>();
  for (let entry = 0; entry < entries.length / size; entry++) {
    const first = entries[entry * size] as number;
    known.set(first, [...(known.get(first) ?? []), entry]);
  }
  return known;
}

/** @param candidates all entries unless given */
function nearest(vector: Float32Array, entries: Float32Array, candidates?: readonly number[]): number {
  const size = vector.length;
  const among = candidates ?? Array.from({ length: entries.length / size }, (_, entry) => entry);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const entry of among) {
    let distance = 0;
    for (let value = 0; value < size; value++) {
      distance += ((vector[value] as number) - (entries[entry * size + value] as number)) ** 2;
    }
    if (distance < least) [best, least] = [entry, distance];
  }
  return best;
}
