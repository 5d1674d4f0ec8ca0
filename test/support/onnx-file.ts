import { fromBinary } from "@bufbuild/protobuf";
import {
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
} from "../../src/graph/onnx/onnx_pb.ts";

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
