import type { InferenceSession } from "onnxruntime-common";
import { z } from "zod";
import { checkArgument, isTyped, refuse, unchecked, whole } from "../arguments.ts";
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
const tensorsSchema = z.record(z.string(), z.unknown());

/** @throws HourglassError unless they are tensors by name, each with the numbers that its type and its shape say */
export function requireTensors(given: unknown, call: string, name: string): void {
  for (const [key, value] of Object.entries(checkArgument(tensorsSchema, given, call, name))) {
    const place = `${name}.${key}`;
    const { dtype, shape, data } = checkArgument(tensorSchema, value, call, place);
    const kind = arrays[dtype];
    if (!isTyped(data, kind)) refuse(`a ${kind.name} for ${dtype}`, data, call, `${place}.data`);
    requireLength(shape, data as Float32Array, call, `${place}.data`);
  }
}

/**
 * Inputs of a program.
 * @param wanted what it asks for, all of which must be given, or some of which may
 * @throws HourglassError naming one that is missing, unknown or of another type or shape
 */
export function requireInputs(
  wanted: readonly InferenceSession.ValueMetadata[],
  given: unknown,
  howMany: "all" | "some",
  call: string,
  name: string,
): void {
  requireTensors(given, call, name);
  const inputs = given as Tensors;
  const names = wanted.map((one) => one.name);
  const unknown = Object.keys(inputs).find((key) => !names.includes(key));
  if (unknown !== undefined) {
    throw new UsageError(
      `${call}: ${name}: unknown input ${showValue(unknown)}: the program takes ${names.join(", ") || "none"}`,
    );
  }
  for (const one of wanted) {
    const found = inputs[one.name];
    if (found !== undefined || howMany === "all") requireType(one, found, call, `${name}.${one.name}`);
  }
}

function requireType(
  wanted: InferenceSession.ValueMetadata,
  found: Tensor | undefined,
  call: string,
  name: string,
): void {
  if (!wanted.isTensor) return;
  const { type, shape } = wanted;
  const fits =
    found?.dtype === type &&
    found.shape.length === shape.length &&
    shape.every((size, axis) => typeof size === "string" || size === found.shape[axis]);
  if (fits) return;
  const words = found === undefined ? "nothing" : `${found.dtype} [${found.shape.join(", ")}]`;
  throw new HourglassError(`${call}: ${name}: expected ${type} [${shape.join(", ")}], found ${words}`);
}
