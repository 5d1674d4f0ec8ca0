import { isRecord, isTyped, refuse } from "../arguments.ts";
import { type ArrayOptions, samplesOfArray } from "../data/array-samples.ts";
import { requireLength, requireShape } from "../data/numbers.ts";
import { image } from "../data/samples/image.ts";
import type { Samples } from "../data/samples/sample-kinds.ts";
import { requireSamples } from "../data/samples/samples.ts";
import { HourglassError } from "../errors.ts";

/** Numbers of samples: bytes from 0 to 255, or floats; a list is of floats. */
export type Numbers = Uint8Array | Uint8ClampedArray | Float32Array | Float64Array | readonly number[];

/** The sizes of the axes, the number of samples first: `[N, H, W]`, `[N, H, W, C]`, `[N, D]`, `[N, T, C]`. */
interface Shaped {
  readonly shape: readonly number[];
  /** The class of each, whole numbers from 0 to 255. */
  readonly labels?: Uint8Array | readonly number[];
}

/**
 * What samples are given as: a set, numbers with their shape, row-major, or a list of equally long rows. Images are bytes or floats in
 * [0, 1], which become bytes. Other numbers are rows, or series where the setting `samples` says so.
 */
export type GivenSamples =
  | Samples
  | (Shaped & { readonly images: Numbers })
  | (Shaped & { readonly values: Numbers })
  | readonly Numbers[];

/** More axes than samples have. */
const mostAxes = 4;

/**
 * Samples as a set.
 * @param call the function that was given them, for messages
 * @throws HourglassError on what are no samples, saying what was expected and what was found
 */
export function requireGivenSamples(given: unknown, options: ArrayOptions, call: string): Samples {
  const where = `${call}: samples`;
  if (Array.isArray(given)) {
    const data = floatsOfRows(given, call);
    return samplesOfArray(
      { shape: [given.length, data.length / given.length], ...asFloats(data) },
      where,
      options,
    );
  }
  if (!isRecord(given)) {
    const expected =
      "a set, numbers with their shape { shape, images } or { shape, values }, or a list of rows";
    return refuse(expected, given, call, "samples");
  }
  if (given["shape"] === undefined) return requireSamples(given as unknown as Samples, call, "samples");
  const name = given["images"] === undefined ? "values" : "images";
  const shape = requireShape(given["shape"], mostAxes, call, "samples.shape");
  const numbers = numbersOf(given[name], call, `samples.${name}`);
  requireLength(shape, numbers.data, call, `samples.${name}`);
  const named = name === "images" ? { samples: image.name } : {};
  const set = samplesOfArray({ shape, ...numbers }, where, { ...options, ...named });
  return given["labels"] === undefined ? set : { ...set, labels: labelsOf(given["labels"], set.count, call) };
}

function labelsOf(given: unknown, count: number, call: string): Uint8Array {
  const numbers = isTyped(given, Uint8Array) || isNumbers(given) ? given : [];
  const isClass = (label: number): boolean => Number.isInteger(label) && label >= 0 && label <= 255;
  if (numbers.length === count && Array.from(numbers).every(isClass)) return Uint8Array.from(numbers);
  const found = numbers === given && numbers.length !== count ? numbers.length : given;
  return refuse(`${count} classes, one a sample, whole numbers from 0 to 255`, found, call, "samples.labels");
}

type TypedNumbers = { readonly type: string; readonly data: Uint8Array | Float32Array | Float64Array };

const asFloats = (data: Float64Array): TypedNumbers => ({ type: "float64", data });

function numbersOf(given: unknown, call: string, name: string): TypedNumbers {
  if (isTyped(given, Uint8Array)) return { type: "uint8", data: given };
  if (isTyped(given, Uint8ClampedArray)) return { type: "uint8", data: new Uint8Array(given) };
  if (isTyped(given, Float32Array)) return { type: "float32", data: given };
  if (isTyped(given, Float64Array)) return asFloats(given);
  if (isNumbers(given)) return asFloats(Float64Array.from(given));
  return refuse("bytes (a Uint8Array), or floats (a Float32Array or a list of numbers)", given, call, name);
}

const isNumbers = (given: unknown): given is readonly number[] =>
  Array.isArray(given) && given.every((value) => typeof value === "number");

/** The numbers of a list of rows, one row after the other. */
function floatsOfRows(rows: readonly unknown[], call: string): Float64Array {
  if (rows.length === 0) throw new HourglassError(`${call}: samples: expected rows, found none`);
  const numbers = rows.map((row, at) => numbersOf(row, call, `samples[${at}]`).data);
  const columns = (numbers[0] as ArrayLike<number>).length;
  const other = numbers.findIndex(({ length }) => length !== columns);
  if (other >= 0) {
    throw new HourglassError(
      `${call}: samples[${other}]: expected ${columns} numbers, as the first row has, found ${numbers[other]?.length}`,
    );
  }
  const floats = new Float64Array(rows.length * columns);
  for (const [at, row] of numbers.entries()) floats.set(row, at * columns);
  return floats;
}
