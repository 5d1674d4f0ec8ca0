import { broadcastShapes, type DType, ShapeError } from "../type.ts";
import {
  apply,
  type BinaryOperator,
  isValueOf,
  requireSameDType,
  requireValue,
  type UnaryOperator,
  type Value,
} from "../value.ts";
import { sumTo } from "./shaping.ts";
import { scalar, scalarConstant } from "./source.ts";

type BinaryGradient = (a: Value, b: Value, gradient: Value, result: Value) => readonly [Value, Value];

/** An elementwise operator on two tensors with broadcasting; `derivative` says in words what `gradient` gives. */
function binaryOperator(
  name: string,
  type: string,
  gradient: BinaryGradient,
  derivative: string,
): BinaryOperator {
  return {
    name,
    infer: ([a, b]) => {
      requireSameDType(name, a, b);
      return { dtype: a.dtype, shape: broadcastShapes(name, a.shape, b.shape) };
    },
    onnx: { type },
    gradient: (result, g) => {
      const [a, b] = result.inputs;
      const [forA, forB] = gradient(a, b, g, result);
      return [sumTo(forA, a.shape), sumTo(forB, b.shape)];
    },
    about: { call: `${name}(a, b)`, shape: broadcastWords, derivative },
  };
}

/** The shape of an elementwise function of two tensors. */
export const broadcastWords = "a and b broadcast";

/** A number stands for a scalar of the other operand's element type. */
export type Operand = Value | number;

function applyBinary(operator: BinaryOperator, a: Operand, b: Operand): Value {
  const dtype = dtypeOf(operator, a) ?? dtypeOf(operator, b);
  if (dtype === undefined) throw new ShapeError(`${operator.name}: two numbers make no tensor`);
  const lift = (x: Operand): Value => (typeof x === "number" ? scalar(x, dtype) : x);
  return apply(operator, [lift(a), lift(b)], null);
}

const dtypeOf = ({ name }: BinaryOperator, x: Operand): DType | undefined =>
  typeof x === "number" ? undefined : requireValue(x, name, "operand").dtype;

export const addOperator: BinaryOperator = binaryOperator("add", "Add", (_a, _b, g) => [g, g], "g; g");
export const subtractOperator: BinaryOperator = binaryOperator(
  "subtract",
  "Sub",
  (_a, _b, g) => [g, negate(g)],
  "g; -g",
);
export const multiplyOperator: BinaryOperator = binaryOperator(
  "multiply",
  "Mul",
  (a, b, g) => [multiply(g, b), multiply(g, a)],
  "g b; g a",
);
export const divideOperator: BinaryOperator = binaryOperator(
  "divide",
  "Div",
  (_a, b, g, quotient) => {
    const forA = divide(g, b);
    return [forA, negate(multiply(forA, quotient))];
  },
  "g / b; -g y / b",
);

const isOne = (x: Operand): boolean =>
  (typeof x === "number" ? x : scalarConstant(requireValue(x, "multiply", "operand"))) === 1;

/** a + b elementwise, with broadcasting: ONNX's Add. */
export function add(a: Operand, b: Operand): Value {
  return applyBinary(addOperator, a, b);
}

/** a - b elementwise, with broadcasting: ONNX's Sub. */
export function subtract(a: Operand, b: Operand): Value {
  return applyBinary(subtractOperator, a, b);
}

/** a b elementwise, with broadcasting: ONNX's Mul. */
export function multiply(a: Operand, b: Operand): Value {
  // Differentiation starts from the gradient 1, which must not cost a pass over a whole batch.
  if (typeof a !== "number" && isOne(b)) return a;
  if (typeof b !== "number" && isOne(a)) return b;
  return applyBinary(multiplyOperator, a, b);
}

/** A tensor, and what it is multiplied by where that is one number: a mean's gradient, for example, has such a factor. */
export function factored(x: Value): { readonly tensor: Value; readonly factor: Value | 1 } {
  if (!isValueOf(x, multiplyOperator)) return { tensor: x, factor: 1 };
  const [tensor, factor] = x.inputs;
  return factor.shape.length === 0 ? { tensor, factor } : { tensor: x, factor: 1 };
}

/** a / b elementwise, with broadcasting: ONNX's Div. */
export function divide(a: Operand, b: Operand): Value {
  return applyBinary(divideOperator, a, b);
}

export const negateOperator: UnaryOperator = {
  name: "negate",
  infer: ([{ dtype, shape }]) => ({ dtype, shape }),
  onnx: { type: "Neg" },
  gradient: (_, g) => [negate(g)],
  about: { call: "negate(x)", shape: "that of x", derivative: "-g" },
};

/** -x: ONNX's Neg. */
export function negate(x: Value): Value {
  return apply(negateOperator, [x], null);
}
