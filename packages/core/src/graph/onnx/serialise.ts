import { create, toBinary } from "@bufbuild/protobuf";
import { UsageError } from "../../errors.ts";
import { type LoopBody, loopOperator } from "../operators/loop.ts";
import { resultOperator } from "../operators/result.ts";
import { identity } from "../operators/shaping.ts";
import { constantOperator, inputLabel } from "../operators/source.ts";
import { topologicalOrder } from "../order.ts";
import type { TensorType } from "../type.ts";
import { type Constant, isValueOf, type Value } from "../value.ts";
import { attributeProto, tensor, valueInfo } from "./messages.ts";
import {
  AttributeProtoSchema,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
} from "./onnx_pb.ts";
import { type Program, requireProgram } from "./program.ts";

export type { Program, ProgramInput, ProgramOutput } from "./program.ts";

/** The version of the default operator set that programs are written in, and the oldest format that has it. */
export const operatorSetVersion = 17;
const irVersion = 8;

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
  if (!isValueOf(value, loopOperator)) return value.inputs;
  const { body } = value.attributes;
  const changing = new Set(changingValues(body));
  const used = [...changing].flatMap(dependencies).concat(body.next, body.stacked);
  return [...value.inputs, ...new Set(used.filter((x) => !changing.has(x)))];
}

/**
 * Of values that a program gives, those that its nodes read as well: they are named where they are computed. One that nothing else reads passes a node
 * of its own, which ONNX Runtime takes away; here it could not, and would copy.
 */
function readValues(given: readonly Value[]): ReadonlySet<Value> {
  const read = new Set(topologicalOrder(given, dependencies).flatMap(dependencies));
  const once = given.filter(
    (value, index) => given.indexOf(value) === index && given.lastIndexOf(value) === index,
  );
  return new Set(
    once.filter((value) => read.has(value) && "type" in value.operator.onnx && value.results.length === 1),
  );
}

/** Names values and writes them as nodes; one writer a file, so that no name is used twice. */
class GraphWriter {
  private readonly names = new Map<Value, string>();
  /** The names of all results of a value's node. */
  private readonly results = new Map<Value, readonly string[]>();
  private readonly constants = new Map<string, TensorProto>();
  /** Names that the program gives. */
  private readonly given = new Set<string>();
  private count = 0;
  private readonly weights: ReadonlyMap<string, Float32Array>;

  constructor(weights: ReadonlyMap<string, Float32Array>) {
    this.weights = weights;
  }

  mainGraph({ name, inputs, outputs }: Program): GraphProto {
    const inputsOfRuns = inputs.filter(({ value }) => !this.weights.has(inputLabel(value) ?? ""));
    for (const { value } of inputs) this.names.set(value, inputLabel(value) as string);
    for (const name of this.names.values()) this.given.add(name);
    for (const { name } of outputs) this.given.add(name);
    const read = readValues(outputs.map(({ value }) => value));
    const named = outputs.map((output) => ({
      ...output,
      value: read.has(output.value) ? output.value : identity(output.value),
    }));
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
      input: inputsOfRuns.map(({ value, description }) =>
        valueInfo(inputLabel(value) as string, value, description),
      ),
      output: named.map(({ name, value, description }) => valueInfo(name, value, description)),
    });
  }

  private nameOf(value: Value): string {
    const known = this.names.get(value);
    if (known !== undefined) return known;
    const name = isValueOf(value, constantOperator)
      ? this.constant(value.attributes)
      : this.newName(value.operator.name);
    this.names.set(value, name);
    return name;
  }

  private newName(stem: string): string {
    const name = `${stem}_${++this.count}`;
    return this.given.has(name) ? this.newName(stem) : name;
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
    if (isValueOf(value, loopOperator)) return [this.loopNode(value, value.attributes.body)];
    if (isValueOf(value, resultOperator)) {
      const { inputs, attributes } = value;
      this.names.set(value, this.results.get(inputs[0])?.[attributes.index] as string);
      return [];
    }
    const form = value.operator.onnx;
    if ("structure" in form) {
      const label = inputLabel(value);
      if (label !== undefined && !this.names.has(value)) {
        throw new UsageError(
          `toOnnx: program.inputs: expected the input ${label} as well, which the outputs need`,
        );
      }
      if (label === undefined && !isValueOf(value, constantOperator)) {
        throw new UsageError(
          `toOnnx: operator ${value.operator.name}: expected the type of its node, found none`,
        );
      }
      this.nameOf(value);
      return [];
    }
    const node = form.node?.(value as never, value.attributes as never) ?? {};
    const { attributes = {}, inputCount, constants = [] } = node;
    const name = this.nameOf(value);
    const input = [
      ...value.inputs.slice(0, inputCount).map((x) => this.nameOf(x)),
      ...constants.map((x) => this.constant(x)),
    ];
    const attribute = Object.entries(attributes).map(([key, entry]) => attributeProto(key, entry));
    const output = value.results.map((_, index) => (index === 0 ? name : resultName(name, index)));
    this.results.set(value, output);
    return [create(NodeProtoSchema, { name, opType: form.type, input, output, attribute })];
  }

  private loopNode(value: Value, body: LoopBody): NodeProto {
    const name = this.newName(value.operator.name);
    const output = value.results.map((_, index) => resultName(name, index));
    this.names.set(value, output[0] as string);
    this.results.set(value, output);
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
    const direct = new Set<string>();
    const results = [...body.next, ...body.stacked].map((value) => {
      const computed = changing.includes(value) && !placeholders.has(value);
      if (computed && !direct.has(this.nameOf(value))) {
        direct.add(this.nameOf(value));
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
