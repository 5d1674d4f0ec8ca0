import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { HourglassError, UsageError } from "../errors.ts";
import { ModelProtoSchema, TensorProtoSchema } from "../graph/onnx/onnx_pb.ts";
import { onnxDataType } from "../graph/operators/selection.ts";
import { showValue } from "../validation.ts";
import type { Prepared } from "./onnx-runtime.ts";
import type { Tensors } from "./runtime.ts";

/** The value of `data_location` in the ONNX format that says so. */
const external = 1;

/**
 * A program whose constant inputs have become its initializers. What a run is given, onnxruntime-web copies into the memory of
 * WebAssembly every time, and WebGPU into that of the graphics processor; initializers, here as external data, are copied once.
 */
export function withConstants(program: Uint8Array, constants: Tensors): Prepared {
  const names = Object.keys(constants);
  if (names.length === 0) return { program };
  const model = fromBinary(ModelProtoSchema, program);
  const { graph } = model;
  if (graph === undefined)
    throw new HourglassError("load: program: expected a program with a graph, found none");
  const missing = names.find((name) => !graph.input.some((input) => input.name === name));
  if (missing !== undefined) {
    const known = graph.input.map(({ name }) => name).join(", ");
    throw new UsageError(`load: constants: unknown input ${showValue(missing)}: the program takes ${known}`);
  }
  graph.input = graph.input.filter(({ name }) => name === undefined || !names.includes(name));
  const externalData = Object.entries(constants).map(([name, { dtype, shape, data }]) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const place = { location: name, offset: "0", length: String(bytes.length) };
    graph.initializer.push(
      create(TensorProtoSchema, {
        name,
        dataType: onnxDataType[dtype],
        dims: shape.map(BigInt),
        dataLocation: external,
        externalData: Object.entries(place).map(([key, value]) => ({ key, value })),
      }),
    );
    return { path: name, data: bytes };
  });
  return { program: toBinary(ModelProtoSchema, model), options: { externalData } };
}
