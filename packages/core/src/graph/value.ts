import { refuse } from "../arguments.ts";
import { type DType, type Shape, ShapeError, type TensorType } from "./type.ts";

/** An attribute of an ONNX node: whole numbers as bigint, real numbers as number. */
export type OnnxAttribute = number | bigint | string | readonly bigint[];

/** An operator's node in ONNX. */
export interface OnnxForm<A = never, I extends Inputs = never> {
  /** The name of its type in the default domain. */
  readonly type: string;
  /** What the node has beside its inputs. */
  readonly node?: (value: ValueOf<A, I>, attributes: A) => OnnxNode;
}

/** Attributes and inputs of a node beside those that are values. */
export interface OnnxNode {
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  /** How many of the value's inputs the node takes, where not all. */
  readonly inputCount?: number;
  /** Inputs that follow the value's own, known when the graph is built: shapes, axes, starts, ends. */
  readonly constants?: readonly Constant[];
}

/** A tensor known when the graph is built. */
export interface Constant extends TensorType {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The inputs of an operator as a tuple; a union of two where the last may be left out. */
export type Inputs = readonly Value[];

/** A gradient for each input; `undefined` for one that has none (indices). */
export type InputGradients<I extends Inputs> = [I] extends [never]
  ? readonly (Value | undefined)[]
  : { readonly [K in keyof I]: Value | undefined };

/** What docs/operators.md says of an operator. */
export interface OperatorWords {
  /** How it is written: `matMul(a, b, { bias })`. */
  readonly call: string;
  /** The shape of its result. */
  readonly shape: string;
  /** The gradients for its inputs, where it has any: g is that for its result y. */
  readonly derivative?: string;
}

/**
 * One operator: the type of its result, its ONNX form and its gradient, side by side. It is known by this record: its name
 * is for messages and for the nodes of the file.
 * @typeParam A its attributes
 * @typeParam I its inputs: `readonly [x: Value]`
 */
export interface Operator<A = never, I extends Inputs = never> {
  readonly name: string;
  /** The result's type, or those of several results. Throws {@link ShapeError} naming the shapes that do not fit. */
  readonly infer: (inputs: I, attributes: A) => TensorType | readonly TensorType[];
  /** The ONNX node, or in words what serialisation itself makes of it (inputs, constants, loops). */
  readonly onnx: OnnxForm<A, I> | { readonly structure: string };
  /**
   * The vector-Jacobian product: the gradient of a scalar for each input, given that for the (first) result. Or why the
   * operator is not differentiable.
   */
  readonly gradient:
    | ((value: ValueOf<A, I>, gradient: Value, attributes: A) => InputGradients<I>)
    | { readonly none: string };
  readonly about?: OperatorWords;
}

/** An operator of one tensor, without attributes. */
export type UnaryOperator = Operator<null, readonly [x: Value]>;

/** An operator of two tensors, without attributes. */
export type BinaryOperator = Operator<null, readonly [a: Value, b: Value]>;

/** A node of the expression graph: immutable, compared by identity. */
export interface Value extends TensorType {
  readonly operator: Operator;
  readonly inputs: readonly Value[];
  /** Read by the operator alone, which knows their type: see {@link isValueOf}. */
  readonly attributes: unknown;
  /** The types of all results of the operator; the value is the first of them, {@link resultOf} gives the others. */
  readonly results: readonly TensorType[];
}

/** A value that an operator with such attributes and inputs has given. */
export interface ValueOf<A, I extends Inputs> extends Value {
  readonly inputs: I;
  readonly attributes: A;
}

/**
 * The value of `operator` on `inputs`; of several results the first.
 * @throws ShapeError where the inputs do not fit
 */
export function apply<A, I extends Inputs>(
  operator: Operator<A, I>,
  inputs: NoInfer<I>,
  attributes: NoInfer<A>,
): Value {
  requireValues(inputs, operator.name, "inputs");
  const results = [operator.infer(inputs, attributes)].flat();
  const [first] = results;
  if (first === undefined) throw new ShapeError(`${operator.name}: it has no result`);
  const { dtype, shape } = first;
  const value = Object.freeze({ operator, inputs, attributes, dtype, shape, results });
  made.add(value);
  return value;
}

/** Whether `operator` has given a value: its inputs and attributes are then of the types that the operator says. */
export function isValueOf<A, I extends Inputs>(
  value: Value,
  operator: Operator<A, I>,
): value is ValueOf<A, I> {
  return requireValue(value, "isValueOf", "value").operator === operator;
}

/** Every value there is: they are made by {@link apply} alone, and nothing else can be taken for one. */
const made = new WeakSet<object>();

/** @throws UsageError unless it is a value of a graph */
export function requireValue(given: unknown, call: string, name: string): Value {
  const isOne = typeof given === "object" && given !== null && made.has(given);
  return isOne ? (given as Value) : refuse("a value of a graph, as programs have them", given, call, name);
}

/** @throws UsageError unless it is a list of values of a graph */
export function requireValues(given: unknown, call: string, name: string): readonly Value[] {
  if (!Array.isArray(given)) refuse("a list", given, call, name);
  return given.map((one, index) => requireValue(one, call, `${name}[${index}]`));
}

/** @throws ShapeError unless the elements of `value` are of an allowed type */
export function requireDType(operator: string, value: Value, ...allowed: DType[]): void {
  if (!allowed.includes(requireValue(value, operator, "value").dtype)) {
    throw new ShapeError(`${operator}: expected ${allowed.join(" or ")}, found ${value.dtype}`);
  }
}

/** @throws ShapeError where element types differ: ONNX converts none by itself */
export function requireSameDType(operator: string, a: Value, b: Value): void {
  requireValue(a, operator, "a");
  requireValue(b, operator, "b");
  if (a.dtype !== b.dtype) throw new ShapeError(`${operator}: ${a.dtype} and ${b.dtype} do not mix`);
}

/** @throws ShapeError unless `value` has `rank` axes */
export function requireRank(operator: string, value: Value, rank: number): void {
  if (requireValue(value, operator, "value").shape.length !== rank) {
    throw new ShapeError(`${operator}: expected ${rank} axes, found shape [${value.shape.join(", ")}]`);
  }
}

export type { DType, Shape, TensorType };
