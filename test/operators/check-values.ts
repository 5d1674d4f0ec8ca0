import { input } from "hourglass-core/internal/graph/operators/source.ts";
import { topologicalOrder } from "hourglass-core/internal/graph/order.ts";
import type { Operator } from "hourglass-core/internal/graph/value.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { expect } from "vitest";
import { load } from "../support/evaluate.ts";
import type { TestInput } from "../support/gradient.ts";
import { sampleNumbers, samplePositive } from "../support/numbers.ts";
import type { OperatorCase } from "./row.ts";

const batchSizes = [3, 1, 0] as const;

const isSymbolic = ({ shapes }: OperatorCase): boolean =>
  shapes.some((shape) => shape.some((size) => typeof size === "string"));

export const batchesOf = (one: OperatorCase): readonly number[] =>
  isSymbolic(one) ? (one.batches ?? batchSizes) : [0];

export function inputsOf(
  name: string,
  { shapes, positive = false }: OperatorCase,
  batch: number,
): readonly TestInput[] {
  return shapes.map((shape, index) => {
    const sizes = shape.map((size) => (typeof size === "number" ? size : batch));
    const sample = positive ? samplePositive : sampleNumbers;
    return { shape, given: sample(sizes, `${name} ${index}`) };
  });
}

/** How a case is computed, and how near it must come to its reference: relative above 1. */
export interface Check {
  readonly dtype: "float32" | "float64";
  readonly tolerance: number;
  /** The native one unless given. */
  readonly runtime?: Runtime;
}

/** Holds a case of an operator to its reference, with every batch. */
export async function checkValues(
  operator: Operator,
  number: number,
  one: OperatorCase,
  { dtype, tolerance, runtime }: Check,
): Promise<void> {
  const values = one.shapes.map((shape, index) => input(`input ${index}`, { dtype, shape }));
  const result = one.build(...values);
  expect(
    topologicalOrder([result]).some((value) => value.operator === operator),
    `case ${number} uses ${operator.name}`,
  ).toBe(true);
  await using evaluator = await load([result], values, runtime);
  for (const batch of batchesOf(one)) {
    const given = inputsOf(operator.name, one, batch).map((x) => x.given);
    const expected = one.reference(...given);
    const [actual] = await evaluator.run(new Map(values.map((value, index) => [value, given[index]!])));
    expect(actual?.shape).toEqual(expected.shape);
    expected.data.forEach((element, index) => {
      const error = Math.abs((actual?.data[index] as number) - element);
      expect(error, `${dtype} element ${index}: ${element}`).toBeLessThanOrEqual(
        Math.max(one.tolerance ?? 0, tolerance) * Math.max(1, Math.abs(element)),
      );
    });
  }
}
