import { fromBinary } from "@bufbuild/protobuf";
import {
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
} from "hourglass-core/internal/graph/onnx/onnx_pb.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";

/** The file of a graph with one result. */
export function fileOf(result: Value, ...inputs: readonly Value[]): Uint8Array {
  return toOnnx({
    name: "test",
    description: "",
    inputs: inputs.map((value) => ({ value, description: "" })),
    outputs: [{ name: "result", value: result, description: "" }],
  });
}

/** An ONNX file as its schema reads it. */
export function readOnnx(file: Uint8Array): ModelProto {
  return fromBinary(ModelProtoSchema, file);
}

export function mainGraph(file: Uint8Array): GraphProto {
  return readOnnx(file).graph as GraphProto;
}

/** The graphs inside the nodes of a graph: the bodies of its loops. */
export function bodies(graph: GraphProto): readonly GraphProto[] {
  return graph.node.flatMap(({ attribute }) => attribute.flatMap(({ g }) => (g === undefined ? [] : [g])));
}

/** A graph and all graphs inside it. */
export function allGraphs(graph: GraphProto): readonly GraphProto[] {
  return [graph, ...bodies(graph).flatMap(allGraphs)];
}

/** The nodes of a graph and of all graphs inside it. */
export function allNodes(graph: GraphProto): readonly NodeProto[] {
  return allGraphs(graph).flatMap(({ node }) => node);
}
