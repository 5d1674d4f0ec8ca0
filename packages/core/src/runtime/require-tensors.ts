import type { InferenceSession } from "onnxruntime-common";
import * as z from "zod";
import { checkArgument, isRecord, isTyped, refuse, unchecked, whole } from "../arguments.ts";
import { requireLength } from "../data/numbers.ts";
import { HourglassError, UsageError } from "../errors.ts";
import { showValue } from "../validation.ts";
import type { Tensor, Tensors } from "./runtime.ts";

type ArrayClass = { readonly name: string; readonly prototype: ArrayBufferView };

const arrays: Readonly<Record<Tensor["dtype"], ArrayClass>> = {
  float32: Float32Array,
  float64: Float64Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  int32: Int32Array,
  int64: BigInt64Array,
};

const dtypes = Object.keys(arrays) as readonly Tensor["dtype"][];
const tensorSchema = z.object({
  dtype: z.enum(dtypes),
  shape: z.array(whole(0)),
  data: unchecked<unknown>(),
});

/** @throws HourglassError unless they are tensors by name, each with the numbers that its type and its shape say */
export function requireTensors(given: unknown, call: string, name: string): void {
  if (!isRecord(given)) refuse("a record of tensors by name", given, call, name);
  for (const [key, value] of Object.entries(given)) {
    // By hand, as tensors are looked at in every run; what is wrong is for the schema to say.
    if (!isTensor(value)) {
      const place = `${name}.${key}`;
      const { dtype, shape, data } = checkArgument(tensorSchema, value, call, place);
      const kind = arrays[dtype];
      if (!isTyped(data, kind)) refuse(`a ${kind.name} for ${dtype}`, data, call, `${place}.data`);
      requireLength(shape, data as Float32Array, call, `${place}.data`);
    }
  }
}

function isTensor(value: unknown): value is Tensor {
  if (!isRecord(value)) return false;
  const { dtype, shape, data } = value as unknown as Tensor;
  const kind = typeof dtype === "string" && Object.hasOwn(arrays, dtype) ? arrays[dtype] : undefined;
  if (kind === undefined || !Array.isArray(shape) || !isTyped(data, kind)) return false;
  const count = shape.reduce<number>(
    (product, size) => (Number.isInteger(size) && size >= 0 ? product * size : Number.NaN),
    1,
  );
  return count === (data as Float32Array).length;
}

/**
 * Inputs of a program.
 * @param expected what it asks for, all of which must be given, or some of which may
 * @throws HourglassError naming one that is missing, unknown or of another type or shape
 */
export function requireInputs(
  expected: readonly InferenceSession.ValueMetadata[],
  given: unknown,
  howMany: "all" | "some",
  call: string,
  name: string,
): void {
  requireTensors(given, call, name);
  const inputs = given as Tensors;
  const names = expected.map((one) => one.name);
  const unknown = Object.keys(inputs).find((key) => !names.includes(key));
  if (unknown !== undefined) {
    throw new UsageError(
      `${call}: ${name}: unknown input ${showValue(unknown)}: the program takes ${names.join(", ") || "none"}`,
    );
  }
  for (const one of expected) {
    const found = inputs[one.name];
    if (found !== undefined || howMany === "all") requireType(one, found, call, `${name}.${one.name}`);
  }
}

function requireType(
  expected: InferenceSession.ValueMetadata,
  found: Tensor | undefined,
  call: string,
  name: string,
): void {
  if (!expected.isTensor) return;
  const { type, shape } = expected;
  const fits =
    found?.dtype === type &&
    found.shape.length === shape.length &&
    shape.every((size, axis) => typeof size === "string" || size === found.shape[axis]);
  if (fits) return;
  const words = found === undefined ? "nothing" : `${found.dtype} [${found.shape.join(", ")}]`;
  throw new HourglassError(`${call}: ${name}: expected ${type} [${shape.join(", ")}], found ${words}`);
}
