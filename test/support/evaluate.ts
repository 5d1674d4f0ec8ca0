import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { inputLabel } from "hourglass-core/internal/graph/operators/source.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import type { Runtime, Tensor, Tensors } from "hourglass-core/internal/runtime/runtime.ts";
import type { Numbers } from "./numbers.ts";

/** What each input of a graph is given. */
export type Feeds = ReadonlyMap<Value, Numbers>;

let runtime: Promise<Runtime> | undefined;

/** The native runtime on one thread, made once for a test file. */
export function nativeRuntime(): Promise<Runtime> {
  runtime ??= createNodeRuntime({ threads: 1 });
  return runtime;
}

/** A graph that is ready to run any number of times. */
export interface Evaluator extends AsyncDisposable {
  run(feeds: Feeds): Promise<readonly Numbers[]>;
}

/** Serialises `values`, computed from `inputs`, and loads them, with the native runtime unless another is given. */
export async function load(
  values: readonly Value[],
  inputs: readonly Value[],
  given?: Runtime,
): Promise<Evaluator> {
  const program = toOnnx({
    name: "test",
    description: "",
    inputs: inputs.map((value) => ({ value, description: "" })),
    outputs: values.map((value, index) => ({ name: `output ${index}`, value, description: "" })),
  });
  const executable = await (given ?? (await nativeRuntime())).load(program);
  return {
    run: async (feeds) => {
      const results = await executable.run(toTensors(feeds));
      return values.map((value, index) => fromTensor(value, results[`output ${index}`]));
    },
    [Symbol.asyncDispose]: () => executable.release(),
  };
}

/** The numbers of `values` on the native runtime, by way of an ONNX file. */
export async function evaluate(values: readonly Value[], feeds: Feeds): Promise<readonly Numbers[]> {
  await using evaluator = await load(values, [...feeds.keys()]);
  return await evaluator.run(feeds);
}

function toTensors(feeds: Feeds): Tensors {
  return Object.fromEntries(
    [...feeds].map(([value, numbers]) => [inputLabel(value) as string, toTensor(value, numbers)]),
  );
}

function toTensor({ dtype }: Value, { shape, data }: Numbers): Tensor {
  switch (dtype) {
    case "float32":
      return { dtype, shape, data: Float32Array.from(data) };
    case "float64":
      return { dtype, shape, data: Float64Array.from(data) };
    case "int32":
      return { dtype, shape, data: Int32Array.from(data) };
    case "int64":
      return { dtype, shape, data: BigInt64Array.from(data, BigInt) };
    default:
      return { dtype, shape, data: Uint8Array.from(data) };
  }
}

/** @throws when the result has another element type or another rank than the graph says */
function fromTensor({ dtype, shape }: Value, tensor: Tensor | undefined): Numbers {
  if (tensor?.dtype !== dtype) throw new TypeError(`expected ${dtype}, found ${tensor?.dtype}`);
  const sizes = tensor.shape.map((size, axis) => (typeof shape[axis] === "number" ? shape[axis] : size));
  if (tensor.shape.length !== shape.length || sizes.some((size, axis) => size !== tensor.shape[axis])) {
    throw new TypeError(`the graph says [${shape}], the runtime [${tensor.shape}]`);
  }
  return { shape: tensor.shape, data: Array.from(tensor.data, Number) };
}
