import { describe, expect, test } from "vitest";
import { batchesOf, checkValues, inputsOf } from "../../../../../test/operators/check-values.ts";
import type { Extremes, OperatorCase, OperatorRow } from "../../../../../test/operators/row.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { allNodes, fileOf, mainGraph } from "../../../../../test/support/onnx-file.ts";
import { operatorRows, shippedOperators } from "../../../../../test/support/shipped-operators.ts";
import { standardOperators } from "../../../../../test/support/standard-operators.ts";
import { gradients } from "../differentiate.ts";
import { topologicalOrder } from "../order.ts";
import { ShapeError, showShape } from "../type.ts";
import type { Value } from "../value.ts";
import { add } from "./arithmetic.ts";
import { resultOperator } from "./result.ts";
import { reduceSum } from "./shaping.ts";
import { input } from "./source.ts";

const operators = await shippedOperators();
const rows = await operatorRows();

test("every operator has its cases, under its own name, and nothing else has", () => {
  const names = operators.map(({ name }) => name);
  expect(Object.keys(rows).sort()).toEqual(names.sort());
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(40);
});

/** Rounding of a few operations, for results of the order of 1. */
const tolerances = { float32: 1e-6, float64: 1e-14 } as const;

for (const operator of operators) {
  const { name } = operator;
  const { cases, gradient, errors, extremes } = rows[name] as OperatorRow;
  describe(name, () => {
    if ("type" in operator.onnx) {
      const { type } = operator.onnx;
      test(`becomes ONNX's ${type}`, () => {
        const { shapes, build } = cases[0] as OperatorCase;
        const values = shapes.map((shape, index) => input(`x${index}`, { dtype: "float64", shape }));
        const nodes = allNodes(mainGraph(fileOf(build(...values), ...values)));
        const own = nodes.filter((node) => node.name.startsWith(`${name}_`));
        expect(new Set(own.map(({ opType }) => opType))).toEqual(new Set([type]));
        expect(standardOperators).toContain(type);
      });
    }

    for (const [number, one] of cases.entries()) {
      const title = `${one.shapes.map(showShape).join(" and ")} ${one.note ?? ""}`;
      test(`gives the reference's values: ${title}`, async () => {
        for (const dtype of ["float32", "float64"] as const) {
          await checkValues(operator, number, one, { dtype, tolerance: tolerances[dtype] });
        }
      });
      if (gradient === "checked") {
        test(`has the gradient of central differences: ${title}`, async () => {
          for (const batch of batchesOf(one)) {
            await checkGradient(one.build, inputsOf(name, one, batch), one.differences);
          }
        });
      }
    }

    if (gradient === "none") {
      test("says why it has no gradient", () => {
        const rule = operator.gradient;
        const reason = typeof rule === "function" ? "" : rule.none;
        expect(reason).toMatch(/\w+ \w+ \w+/);
        const { shapes, build } = cases[0] as OperatorCase;
        const result = build(...shapes.map((shape) => input("x", { dtype: "float64", shape })));
        const use = topologicalOrder([result]).find((value) => value.operator === operator) as Value;
        // A further result comes from what its operator was given, not from the first result.
        const of = use.operator === resultOperator ? (use.inputs[0] as Value).inputs.at(-1) : use.inputs[0];
        expect(() => gradients(reduceSum(use), [of as Value])).toThrow(
          `gradients: ${name} has no gradient: ${reason}`,
        );
      });
    }

    if (gradient === "zero") {
      test("passes no gradient on, and refuses none", () => {
        const { shapes, build } = cases[0] as OperatorCase;
        const x = shapes.map((shape) => input("x", { dtype: "float64", shape }));
        const sum = reduceSum(build(...x));
        expect(() => gradients(sum, x)).toThrow("gradients: the objective does not depend on a parameter");
        expect(gradients(add(sum, reduceSum(x[0] as Value)), x)[0]?.shape).toEqual(x[0]?.shape);
      });
    }

    for (const [build, message] of errors) {
      test(`refuses: ${message}`, () => {
        expect(build).toThrow(ShapeError);
        expect(build).toThrow(message);
      });
    }

    if (extremes !== undefined) {
      test("is right in float32 for extreme inputs", () => checkExtremes(cases[0] as OperatorCase, extremes));
    }
  });
}

/** Values and derivatives against mathematics in float64, rounded to float32: infinite where float32 must be. */
async function checkExtremes(
  { build }: OperatorCase,
  { at, value, derivative, absolute = 2 ** -126 }: Extremes,
): Promise<void> {
  const x: Value = input("x", { dtype: "float32", shape: [at.length] });
  const result = build(x);
  const given = at.map(Math.fround);
  const [values, slopes] = await evaluate(
    [result, ...(derivative === undefined ? [] : gradients(reduceSum(result), [x]))],
    new Map([[x, { shape: [at.length], data: given }]]),
  );
  given.forEach((element, index) => {
    expectClose(values?.data[index], value(element), `value at ${element}`, absolute);
    if (derivative === undefined) return;
    expectClose(slopes?.data[index], derivative(element), `derivative at ${element}`, absolute);
  });
}

function expectClose(actual: number | undefined, expected: number, what: string, absolute: number): void {
  const rounded = Math.fround(expected);
  if (Number.isFinite(rounded)) {
    const error = Math.abs((actual ?? Number.NaN) - rounded);
    expect(error, `${what}: ${rounded}, found ${actual}`).toBeLessThanOrEqual(
      1e-6 * Math.abs(rounded) + absolute,
    );
  } else {
    expect(actual, what).toBe(rounded);
  }
}
