import { refuse } from "../arguments.ts";
import { type DType, type Shape, ShapeError, type TensorType } from "./type.ts";

/** An attribute of an ONNX node: whole numbers as bigint, real numbers as number. */
export type OnnxAttribute = number | bigint | string | readonly bigint[];

/** How an operator is written in ONNX. */
export interface OnnxForm {
  /** The operator's name in the default domain. */
  readonly type: string;
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
  /** How many of the value's inputs the node takes, where not all. */
  readonly inputCount?: number;
  /** Results of the node after the value's own; an operator whose form is "structure" may be one of them. */
  readonly furtherResults?: number;
  /** Inputs that follow the value's own, known when the graph is built: shapes, axes, starts, ends. */
  readonly constants?: readonly Constant[];
}

/** A tensor known when the graph is built. */
export interface Constant extends TensorType {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The operators that exist; the table in operators/index.ts has exactly these. */
export type OperatorName =
  | "input"
  | "constant"
  | "identity"
  | "customGradient"
  | "reshape"
  | "transpose"
  | "shapeOf"
  | "expand"
  | "reduceSum"
  | "reduceProduct"
  | "slice"
  | "pad"
  | "concat"
  | "add"
  | "subtract"
  | "maximum"
  | "multiply"
  | "divide"
  | "negate"
  | "greater"
  | "step"
  | "select"
  | "clip"
  | "kthLargest"
  | "largestPlaces"
  | "cast"
  | "exp"
  | "log"
  | "sqrt"
  | "sigmoid"
  | "relu"
  | "tanh"
  | "sin"
  | "cos"
  | "abs"
  | "erf"
  | "logSoftmax"
  | "matMul"
  | "convolution"
  | "kernelGradient"
  | "mergeAxes"
  | "transposeMatrix"
  | "gather"
  | "range"
  | "loop"
  | "loopResult";

/**
 * One operator: the type of its result, its ONNX form and its gradient, side by side.
 * @typeParam A its attributes
 */
export interface Operator<A = never> {
  readonly name: OperatorName;
  /** The result's type. Throws {@link ShapeError} naming the shapes that do not fit. */
  readonly infer: (inputs: readonly Value[], attributes: A) => TensorType;
  /** The ONNX node, or "structure" where serialisation itself writes it (inputs, constants, loops). */
  readonly onnx: ((value: Value, attributes: A) => OnnxForm) | "structure";
  /**
   * The vector-Jacobian product: the gradient of a scalar for each input, given that for the result;
   * `undefined` for an input that has none (indices). Or why the operator is not differentiable.
   */
  readonly gradient:
    | ((value: Value, gradient: Value, attributes: A) => readonly (Value | undefined)[])
    | { readonly none: string };
}

/** A node of the expression graph: immutable, compared by identity. */
export interface Value extends TensorType {
  readonly operator: Operator;
  readonly inputs: readonly Value[];
  /** Read by the operator alone, which knows their type. */
  readonly attributes: unknown;
}

/** The value of `operator` on `inputs`. */
export function apply<A>(operator: Operator<A>, inputs: readonly Value[], attributes: A): Value {
  const { dtype, shape } = operator.infer(inputs, attributes);
  const value = Object.freeze({ operator, inputs, attributes, dtype, shape });
  made.add(value);
  return value;
}

/** Every value there is: they are made by {@link apply} alone, and nothing else can be taken for one. */
const made = new WeakSet<object>();

/** @throws UsageError unless it is a value of a graph */
export function requireValue(given: unknown, call: string, name: string): Value {
  const isOne = typeof given === "object" && given !== null && made.has(given);
  return isOne ? (given as Value) : refuse("a value of a graph, as programs have them", given, call, name);
}

/** Input `index` of an operator, which its constructor guarantees. */
export function inputOf(inputs: readonly Value[], index: number): Value {
  const value = inputs[index];
  if (value === undefined) throw new ShapeError(`input ${index} is missing`);
  return value;
}

export function requireDType(operator: string, value: Value, ...allowed: DType[]): void {
  if (!allowed.includes(value.dtype)) {
    throw new ShapeError(`${operator}: expected ${allowed.join(" or ")}, found ${value.dtype}`);
  }
}

export function requireSameDType(operator: string, a: Value, b: Value): void {
  if (a.dtype !== b.dtype) throw new ShapeError(`${operator}: ${a.dtype} and ${b.dtype} do not mix`);
}

export function requireRank(operator: string, value: Value, rank: number): void {
  if (value.shape.length !== rank) {
    throw new ShapeError(`${operator}: expected ${rank} axes, found shape [${value.shape.join(", ")}]`);
  }
}

export type { DType, Shape, TensorType };
