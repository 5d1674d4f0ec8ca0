import {
  abs,
  cos,
  erf,
  exp,
  log,
  relu,
  sigmoid,
  sin,
  sqrt,
  tanh,
} from "hourglass-core/internal/graph/operators/functions.ts";
import type { Shape } from "hourglass-core/internal/graph/type.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { elementwise } from "../support/numbers.ts";
import { plainErf } from "../support/plain-activations.ts";
import { casesOf, type Extremes, type OperatorRow, throughFloat32 } from "./row.ts";
import { unused } from "./source.ts";

const shapes: readonly (readonly [Shape])[] = [[[]], [[1]], [["batch", 2]], [[2, 1, 3]], [[1, 37]]];

/** The row of a function of one real number, from its mathematics. */
function functionRow(
  name: string,
  build: (x: Value) => Value,
  value: (x: number) => number,
  derivative: (x: number) => number,
  at: readonly number[],
  positive = false,
): OperatorRow {
  return {
    cases: casesOf(shapes, build, elementwise(value), { positive }),
    gradient: "checked",
    errors: [[() => build(unused([2], "int32")), `${name}: expected float32 or float64, found int32`]],
    extremes: { at, value, derivative },
  };
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** 3e38 is near the largest and 1e-38 near the smallest normal float32. */
const positive: readonly number[] = [1e-38, 1e-30, 1e-7, 1, 50, 1e4, 1e30, 3e38];
const bothSigns: readonly number[] = [...positive, ...positive.map((x) => -x)];

export const expRow: OperatorRow = functionRow(
  "exp",
  exp,
  Math.exp,
  Math.exp,
  // Above 88.7 the result is beyond float32: infinite, as it must be.
  [...bothSigns, 88, -87, -104],
);

export const logRow: OperatorRow = functionRow("log", log, Math.log, (x) => 1 / x, positive, true);

export const sqrtRow: OperatorRow = functionRow(
  "sqrt",
  sqrt,
  Math.sqrt,
  (x) => 0.5 / Math.sqrt(x),
  [0, ...positive],
  true,
);

const sigmoidFunctionRow: OperatorRow = functionRow(
  "sigmoid",
  sigmoid,
  logistic,
  (x) => logistic(x) * logistic(-x),
  [0, ...bothSigns],
);

export const sigmoidRow: OperatorRow = {
  ...sigmoidFunctionRow,
  // Above 17 the result rounds to 1, and its derivative y (1 - y) with it to 0.
  extremes: { ...(sigmoidFunctionRow.extremes as Extremes), absolute: 2 ** -24 },
};

export const reluRow: OperatorRow = functionRow(
  "relu",
  relu,
  (x) => Math.max(x, 0),
  (x) => (x > 0 ? 1 : 0),
  [0, ...bothSigns],
);

const tanhFunctionRow: OperatorRow = functionRow("tanh", tanh, Math.tanh, (x) => 1 - Math.tanh(x) ** 2, [
  0,
  ...bothSigns,
]);

export const tanhRow: OperatorRow = {
  ...tanhFunctionRow,
  // Above 9 the result rounds to 1, and its derivative 1 - y^2 with it to 0.
  extremes: { ...(tanhFunctionRow.extremes as Extremes), absolute: 2 ** -23 },
};

/** Beyond some turns a float32 has no digits left for the angle, and kernels differ in how they reduce it. */
const angles: readonly number[] = [0, 1e-38, 1e-7, 0.5, 1, 1.5, 2, 3, 3.1, 4.7, 6.2, 10, 100].flatMap((x) => [
  x,
  -x,
]);

const trigonometric = (
  name: string,
  build: (x: Value) => Value,
  value: (x: number) => number,
  derivative: (x: number) => number,
): OperatorRow => {
  const row = functionRow(name, build, value, derivative, angles);
  // Near a zero the result keeps the digits of a number of the order of 1.
  return { ...row, extremes: { ...(row.extremes as Extremes), absolute: 2 ** -23 } };
};

export const sinRow: OperatorRow = trigonometric("sin", sin, Math.sin, Math.cos);

export const cosRow: OperatorRow = trigonometric("cos", cos, Math.cos, (x) => -Math.sin(x));

export const absRow: OperatorRow = functionRow("abs", abs, Math.abs, (x) => (x > 0 ? 1 : -1), [
  0,
  ...bothSigns,
]);

export const erfRow: OperatorRow = {
  cases: casesOf(
    shapes,
    throughFloat32(erf),
    elementwise(plainErf),
    // float32 keeps 2^-24 of a number: too little for a smaller step.
    { differences: { step: 2 ** -8, tolerance: 1e-4 } },
  ).map((one) => ({ ...one, tolerance: 1e-6 })),
  gradient: "checked",
  errors: [[() => erf(unused([2], "float64")), "erf: expected float32, found float64"]],
  extremes: {
    at: [0, ...bothSigns, ...[0.1, 0.5, 2, 3, 3.9].flatMap((x) => [x, -x])],
    value: plainErf,
    derivative: (x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-(x ** 2)),
  },
};
