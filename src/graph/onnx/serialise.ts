import { create, toBinary } from "@bufbuild/protobuf";
import { UsageError } from "../../errors.ts";
import { type LoopBody, loopBody, loopResultIndex } from "../operators/loop.ts";
import { largestPlacesOperator, onnxDataType } from "../operators/selection.ts";
import { identity } from "../operators/shaping.ts";
import { constantOperator, inputLabel } from "../operators/source.ts";
import { topologicalOrder } from "../order.ts";
import type { DType, TensorType } from "../type.ts";
import type { Constant, OnnxAttribute, Value } from "../value.ts";
import {
  type AttributeProto,
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./onnx_pb.ts";
import { requireProgram } from "./require-program.ts";

/** The version of the default operator set that programs are written in, and the oldest format that has it. */
export const operatorSetVersion = 17;
const irVersion = 8;

/** What a program is given. */
export interface ProgramInput {
  readonly value: Value;
  readonly description: string;
}

/** A named result of a program. */
export interface ProgramOutput {
  readonly name: string;
  readonly value: Value;
  readonly description: string;
}

/** A graph with named inputs and outputs: what becomes one ONNX file. */
export interface Program {
  readonly name: string;
  readonly description: string;
  readonly inputs: readonly ProgramInput[];
  readonly outputs: readonly ProgramOutput[];
  /** Numbers for inputs by name: these become part of the file instead of being asked for. */
  readonly weights?: ReadonlyMap<string, Float32Array>;
  /** Facts to keep in the file. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * The bytes of the ONNX file of a program: standard operators only, and the same bytes for the same program.
 * @throws UsageError on what is no program, or not a whole one
 */
export function toOnnx(program: Program): Uint8Array<ArrayBuffer> {
  requireProgram(program);
  const writer = new GraphWriter(program.weights ?? new Map());
  const graph = writer.mainGraph(program);
  const model = create(ModelProtoSchema, {
    irVersion: BigInt(irVersion),
    producerName: "hourglass",
    docString: program.description,
    opsetImport: [{ domain: "", version: BigInt(operatorSetVersion) }],
    metadataProps: Object.entries(program.metadata ?? {}).map(([key, value]) => ({ key, value })),
    graph,
  });
  return toBinary(ModelProtoSchema, model);
}

/** The values of a loop's body, in order, that change from iteration to iteration. */
function changingValues(body: LoopBody): readonly Value[] {
  const changing = new Set<Value>([body.iteration, ...body.carried]);
  for (const value of topologicalOrder([...body.next, ...body.stacked], dependencies)) {
    if (dependencies(value).some((x) => changing.has(x))) changing.add(value);
  }
  return [...changing];
}

/** What must be computed before `value`: its inputs and, for a loop, what its body takes from outside. */
function dependencies(value: Value): readonly Value[] {
  const body = loopBody(value);
  if (body === undefined) return value.inputs;
  const changing = new Set(changingValues(body));
  const used = [...changing].flatMap(dependencies).concat(body.next, body.stacked);
  return [...value.inputs, ...new Set(used.filter((x) => !changing.has(x)))];
}

/** Names values and writes them as nodes; one writer a file, so that no name is used twice. */
class GraphWriter {
  private readonly names = new Map<Value, string>();
  private readonly constants = new Map<string, TensorProto>();
  private count = 0;
  private readonly weights: ReadonlyMap<string, Float32Array>;

  constructor(weights: ReadonlyMap<string, Float32Array>) {
    this.weights = weights;
  }

  mainGraph({ name, inputs, outputs }: Program): GraphProto {
    const given = inputs.filter(({ value }) => !this.weights.has(inputLabel(value) ?? ""));
    for (const { value } of inputs) this.names.set(value, inputLabel(value) as string);
    const named = outputs.map((output) => ({ ...output, value: identity(output.value) }));
    for (const output of named) this.names.set(output.value, output.name);
    const order = topologicalOrder(
      named.map(({ value }) => value),
      dependencies,
    );
    const node = order.flatMap((value) => this.nodes(value));
    const weights = inputs.flatMap(({ value }) => {
      const label = inputLabel(value) as string;
      const data = this.weights.get(label);
      return data === undefined ? [] : [tensor(label, value.dtype, value.shape as readonly number[], data)];
    });
    return create(GraphProtoSchema, {
      name,
      node,
      initializer: [...weights, ...this.constants.values()],
      input: given.map(({ value, description }) =>
        valueInfo(inputLabel(value) as string, value, description),
      ),
      output: named.map(({ name, value, description }) => valueInfo(name, value, description)),
    });
  }

  private nameOf(value: Value): string {
    const known = this.names.get(value);
    if (known !== undefined) return known;
    const name =
      value.operator === constantOperator
        ? this.constant(value.attributes as Constant)
        : this.newName(value.operator.name);
    this.names.set(value, name);
    return name;
  }

  private newName(stem: string): string {
    return `${stem}_${++this.count}`;
  }

  /** The name of an initializer with these numbers; equal constants share one. */
  private constant({ dtype, shape, data }: Constant): string {
    // As text, -0 would be 0.
    const key = `${dtype}[${shape}]:${data.map((x) => (Object.is(x, -0) ? "-0" : x))}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known.name;
    const proto = tensor(this.newName("constant"), dtype, shape, data);
    this.constants.set(key, proto);
    return proto.name;
  }

  private nodes(value: Value): readonly NodeProto[] {
    const body = loopBody(value);
    if (body !== undefined) return [this.loopNode(value, body)];
    const result = loopResultIndex(value);
    if (result !== undefined) {
      this.names.set(value, resultName(this.nameOf(value.inputs[0] as Value), result));
      return [];
    }
    if (value.operator === largestPlacesOperator) {
      this.names.set(value, resultName(this.nameOf(value.inputs[0] as Value), 1));
      return [];
    }
    const form = value.operator.onnx;
    if (form === "structure") {
      const label = inputLabel(value);
      if (label !== undefined && !this.names.has(value)) {
        throw new UsageError(
          `toOnnx: program.inputs: expected the input ${label} as well, which the outputs need`,
        );
      }
      this.nameOf(value);
      return [];
    }
    const node = form(value, value.attributes as never);
    const { type, attributes = {}, inputCount, constants = [], furtherResults = 0 } = node;
    const name = this.nameOf(value);
    const input = [
      ...value.inputs.slice(0, inputCount).map((x) => this.nameOf(x)),
      ...constants.map((x) => this.constant(x)),
    ];
    const attribute = Object.entries(attributes).map(([key, entry]) => attributeProto(key, entry));
    const further = Array.from({ length: furtherResults }, (_, index) => resultName(name, index + 1));
    const output = [name, ...further];
    return [create(NodeProtoSchema, { name, opType: type, input, output, attribute })];
  }

  private loopNode(value: Value, body: LoopBody): NodeProto {
    const name = this.nameOf(value);
    const results = [...body.next, ...body.stacked];
    const output = results.map((_, index) => resultName(name, index));
    return create(NodeProtoSchema, {
      name,
      opType: "Loop",
      // The empty name leaves the condition out: the count alone ends the loop.
      input: [value.inputs[0] as Value, "", ...value.inputs.slice(1)].map((x) =>
        typeof x === "string" ? x : this.nameOf(x),
      ),
      output,
      attribute: [create(AttributeProtoSchema, { name: "body", type: 5, g: this.bodyGraph(name, body) })],
    });
  }

  private bodyGraph(name: string, body: LoopBody): GraphProto {
    const conditionIn = this.newName("condition");
    const conditionOut = this.newName("condition");
    this.names.set(body.iteration, this.newName("iteration"));
    for (const carried of body.carried) this.names.set(carried, this.newName("carried"));
    const changing = changingValues(body);
    const placeholders = new Set<Value>([body.iteration, ...body.carried]);
    const node = [
      create(NodeProtoSchema, {
        name: conditionOut,
        opType: "Identity",
        input: [conditionIn],
        output: [conditionOut],
      }),
    ];
    for (const value of changing) if (!placeholders.has(value)) node.push(...this.nodes(value));
    // A result must be computed by a node of the body, each by one of its own; only where it is not, it is copied.
    const direct = new Set<Value>();
    const results = [...body.next, ...body.stacked].map((value) => {
      const computed = changing.includes(value) && !placeholders.has(value);
      if (computed && !direct.has(value) && loopResultIndex(value) === undefined) {
        direct.add(value);
        return valueInfo(this.nameOf(value), value);
      }
      const result = this.newName("result");
      node.push(
        create(NodeProtoSchema, {
          name: result,
          opType: "Identity",
          input: [this.nameOf(value)],
          output: [result],
        }),
      );
      return valueInfo(result, value);
    });
    const condition: TensorType = { dtype: "bool", shape: [] };
    return create(GraphProtoSchema, {
      name: `${name}_body`,
      node,
      input: [
        valueInfo(this.nameOf(body.iteration), body.iteration),
        valueInfo(conditionIn, condition),
        ...body.carried.map((value) => valueInfo(this.nameOf(value), value)),
      ],
      output: [valueInfo(conditionOut, condition), ...results],
    });
  }
}

const resultName = (node: string, index: number): string => `${node}_result_${index}`;

function valueInfo(name: string, { dtype, shape }: TensorType, description?: string): ValueInfoProto {
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

function attributeProto(name: string, value: OnnxAttribute): AttributeProto {
  if (typeof value === "bigint") return create(AttributeProtoSchema, { name, type: 2, i: value });
  if (typeof value === "number") return create(AttributeProtoSchema, { name, type: 1, f: value });
  if (typeof value === "string") {
    return create(AttributeProtoSchema, { name, type: 3, s: new TextEncoder().encode(value) });
  }
  return create(AttributeProtoSchema, { name, type: 7, ints: [...value] });
}

/** Little-endian bytes of `data` as an ONNX tensor. */
function tensor(name: string, dtype: DType, shape: readonly number[], data: ArrayLike<number>): TensorProto {
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
