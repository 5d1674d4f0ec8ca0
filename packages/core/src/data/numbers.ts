import * as z from "zod";
import { checkArgument, isTyped, nameSchema, refuse, whole } from "../arguments.ts";
import { HourglassError } from "../errors.ts";

/**
 * Bytes that were given, as a Uint8Array: those of a Buffer or a Uint8ClampedArray where they lie.
 * @throws UsageError on anything else; on floats with what to do
 */
export function requireBytes(value: unknown, call: string, name: string): Uint8Array {
  if (isTyped(value, Uint8Array) || isTyped(value, Uint8ClampedArray)) {
    const { buffer, byteOffset, length } = value;
    const isPlain = Object.getPrototypeOf(value) === Uint8Array.prototype;
    return isPlain ? (value as Uint8Array) : new Uint8Array(buffer, byteOffset, length);
  }
  return refuse("bytes (a Uint8Array)", value, call, name, adviceFor(value));
}

/**
 * The bytes of a file that were given to a reader, with the file's name for its messages.
 * @throws UsageError unless they are bytes and a name
 */
export function requireFile(bytes: unknown, file: unknown, call: string): void {
  requireBytes(bytes, call, "bytes");
  checkArgument(nameSchema, file, call, "file");
}

/**
 * A label for each of `count` samples, where there are labels.
 * @param one what a sample is: `an image`
 * @throws HourglassError on another number of them
 */
export function requireLabels(
  value: unknown,
  count: number,
  one: string,
  call: string,
  name: string,
): Uint8Array | undefined {
  if (value === undefined) return undefined;
  const labels = requireBytes(value, call, `${name}.labels`);
  if (labels.length === count) return labels;
  throw new HourglassError(`${call}: ${name}.labels: expected ${count}, one ${one}, found ${labels.length}`);
}

function adviceFor(value: unknown): string | undefined {
  if (isTyped(value, Float32Array) || isTyped(value, Float64Array)) {
    return "for values from 0 to 1 give Uint8Array.from(values, (value) => Math.round(255 * value))";
  }
  return Array.isArray(value) ? "give Uint8Array.from(values)" : undefined;
}

/**
 * Floats that were given.
 * @throws UsageError on anything but a Float32Array
 */
export function requireFloats(value: unknown, call: string, name: string): Float32Array {
  if (isTyped(value, Float32Array)) return value;
  const isNumbers = Array.isArray(value) || isTyped(value, Float64Array);
  return refuse(
    "a Float32Array",
    value,
    call,
    name,
    isNumbers ? "give Float32Array.from(values)" : undefined,
  );
}

/** Whether all values are finite numbers. */
export function areFinite(values: Float32Array): boolean {
  // Sums of float32 do not overflow in float64: a sum is finite where all its terms are. Four of them need not wait for one another,
  // and no iterator: training asks this of millions of values twice a second.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let index = 0; index < whole; index += 4) {
    a += values[index] as number;
    b += values[index + 1] as number;
    c += values[index + 2] as number;
    d += values[index + 3] as number;
  }
  for (let index = whole; index < values.length; index++) a += values[index] as number;
  return Number.isFinite(a + b + c + d);
}

/** @throws HourglassError naming the first value that is no finite number */
export function requireFinite(values: Float32Array, call: string, name: string): void {
  if (areFinite(values)) return;
  const at = values.findIndex((value) => !Number.isFinite(value));
  throw new HourglassError(`${call}: ${name}[${at}]: expected a finite number, found ${values[at]}`);
}

const shapeSchema = z.array(whole(0, 0xffffffff));

/** @throws UsageError unless it is a list of at most so many sizes */
export function requireShape(shape: unknown, most: number, call: string, name: string): readonly number[] {
  const sizes = checkArgument(shapeSchema, shape, call, name);
  return sizes.length > most ? refuse(`at most ${most} sizes`, sizes, call, name) : sizes;
}

/** @throws HourglassError unless there are as many values as a shape says */
export function requireLength(
  shape: readonly number[],
  values: ArrayLike<unknown>,
  call: string,
  name: string,
): void {
  const expected = shape.reduce((product, size) => product * size, 1);
  if (expected === values.length) return;
  throw new HourglassError(
    `${call}: ${name}: expected ${expected} values for shape [${shape.join(", ")}], found ${values.length}`,
  );
}
