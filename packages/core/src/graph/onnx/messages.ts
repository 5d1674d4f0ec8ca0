import { create } from "@bufbuild/protobuf";
import { onnxDataType } from "../operators/selection.ts";
import type { DType, TensorType } from "../type.ts";
import type { OnnxAttribute } from "../value.ts";
import {
  type AttributeProto,
  AttributeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./onnx_pb.ts";

/** An input or an output of a graph. */
export function valueInfo(name: string, { dtype, shape }: TensorType, description?: string): ValueInfoProto {
  const dim = shape.map((size) => ({
    value:
      typeof size === "string"
        ? { case: "dimParam" as const, value: size }
        : { case: "dimValue" as const, value: BigInt(size) },
  }));
  return create(ValueInfoProtoSchema, {
    name,
    type: { tensorType: { elemType: onnxDataType[dtype], shape: { dim } } },
    ...(description === undefined ? {} : { docString: description }),
  });
}

/** An attribute of a node. */
export function attributeProto(name: string, value: OnnxAttribute): AttributeProto {
  if (typeof value === "bigint") return create(AttributeProtoSchema, { name, type: 2, i: value });
  if (typeof value === "number") return create(AttributeProtoSchema, { name, type: 1, f: value });
  if (typeof value === "string") {
    return create(AttributeProtoSchema, { name, type: 3, s: new TextEncoder().encode(value) });
  }
  return create(AttributeProtoSchema, { name, type: 7, ints: [...value] });
}

/** Little-endian bytes of `data` as an ONNX tensor. */
export function tensor(
  name: string,
  dtype: DType,
  shape: readonly number[],
  data: ArrayLike<number>,
): TensorProto {
  const [size, write] = elementWriters[dtype];
  const bytes = new Uint8Array(size * data.length);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < data.length; index++) write(view, index * size, data[index] as number);
  return create(TensorProtoSchema, {
    name,
    dataType: onnxDataType[dtype],
    dims: shape.map(BigInt),
    rawData: bytes,
  });
}

type ElementWriter = (view: DataView, offset: number, value: number) => void;

/** Bytes an element, and how one is written. */
const elementWriters: Readonly<Record<DType, readonly [number, ElementWriter]>> = {
  float32: [4, (view, offset, value) => view.setFloat32(offset, value, true)],
  float64: [8, (view, offset, value) => view.setFloat64(offset, value, true)],
  uint8: [1, (view, offset, value) => view.setUint8(offset, value)],
  bool: [1, (view, offset, value) => view.setUint8(offset, value)],
  int32: [4, (view, offset, value) => view.setInt32(offset, value, true)],
  int64: [8, (view, offset, value) => view.setBigInt64(offset, BigInt(value), true)],
};
