import { HourglassError } from "../errors.ts";
import type { NpyArray } from "./array.ts";
import { imagesOfArray } from "./array-images.ts";
import type { NoticeOptions } from "./notices.ts";
import { image } from "./samples/image.ts";
import { row } from "./samples/row.ts";
import { type Samples, sampleKinds } from "./samples/sample-kinds.ts";
import { series } from "./samples/series.ts";

export interface ArrayOptions extends NoticeOptions {
  /** The kind of the samples; that which the type and the axes of an array say, unless given. */
  readonly samples?: string | undefined;
  /** Whether a value may be missing (NaN): whoever knows the columns looks at which. */
  readonly mayLack?: boolean | undefined;
}

/**
 * The samples of an array: floats `[N, D]` are rows of numbers, and all else is images, unless a kind is given. Where it is,
 * numbers of any type may be rows `[N, D]`, or series `[N, T]` and `[N, T, C]`.
 * @param where the file, and the array in it, for messages
 * @throws HourglassError on an array that has no such samples, with what to do
 */
export function samplesOfArray(array: NpyArray, where: string, options: ArrayOptions = {}): Samples {
  const { samples = kindOfArray(array) } = options;
  if (samples === image.name) return imagesOfArray(array, where, options);
  const { shape } = array;
  const { plural, fields, channels } = sampleKinds.of(samples);
  const [count = 0, ...axes] = shape;
  // A series of one channel may leave the axis of channels out.
  const sizes = samples === series.name && axes.length === 1 ? [...axes, 1] : axes;
  const names = Object.keys(fields);
  if (sizes.length !== names.length) {
    throw new HourglassError(
      `${where}: expected ${plural} of shape [N, ${names.join(", ")}], found shape [${shape.join(", ")}]`,
    );
  }
  if (shape.includes(0)) {
    throw new HourglassError(`${where}: expected ${plural}, found none in shape [${shape.join(", ")}]`);
  }
  const values = finiteFloats(
    array,
    where,
    sizes[names.indexOf(channels)] as number,
    options.mayLack ?? false,
  );
  return {
    ...{ kind: samples, count, values },
    ...Object.fromEntries(names.map((name, axis) => [name, sizes[axis]])),
  } as unknown as Samples;
}

function kindOfArray({ shape, data }: NpyArray): string {
  const isFloat = data instanceof Float32Array || data instanceof Float64Array;
  return isFloat && shape.length === 2 ? row.name : image.name;
}

function finiteFloats(
  { data: numbers, type }: Pick<NpyArray, "data" | "type">,
  where: string,
  channels: number,
  mayLack: boolean,
): Float32Array {
  if (typeof numbers[0] === "string") {
    throw new HourglassError(`${where}: expected numbers, found texts (${type})`);
  }
  const values = Float32Array.from(numbers as ArrayLike<number>, Number);
  const at = values.findIndex((value) => !Number.isFinite(value) && !(mayLack && Number.isNaN(value)));
  if (at < 0) return values;
  const advice = Number.isFinite(Number(numbers[at]))
    ? "float32 does not hold it: scale the column"
    : "leave out the rows that have such values, or replace these by numbers";
  throw new HourglassError(
    `${where}: expected finite numbers, found ${numbers[at]} in row ${Math.floor(at / channels)}, ` +
      `column ${at % channels} (the first is 0); ${advice}`,
  );
}
