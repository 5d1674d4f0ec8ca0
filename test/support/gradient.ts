import { gradients } from "hourglass-core/internal/graph/differentiate.ts";
import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { reduceSum } from "hourglass-core/internal/graph/operators/shaping.ts";
import { input } from "hourglass-core/internal/graph/operators/source.ts";
import type { Shape } from "hourglass-core/internal/graph/type.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { expect } from "vitest";
import { type Evaluator, type Feeds, load } from "./evaluate.ts";
import { type Numbers, sampleNumbers } from "./numbers.ts";

/** An input of a graph under test: what it is given, and the shape that the graph has for it. */
export interface TestInput {
  readonly given: Numbers;
  /** That of `given` unless some sizes are symbolic. */
  readonly shape?: Shape;
}

export interface DifferenceOptions {
  /** How far an element is moved to either side. */
  readonly step?: number;
  /** Absolute for gradients below 1, relative above. */
  readonly tolerance?: number;
}

/**
 * Truncation leaves h^2 f''' / 6 and rounding 2^-53 f / h, together some 1e-10 for functions of the order of 1 in
 * float64: four digits below the tolerance.
 */
const defaults = { step: 1e-5, tolerance: 1e-6 } as const;

/**
 * Compares the derived gradient of sum(c y), y = build(inputs), c random, with central differences, for every
 * element of every input; in float64.
 */
export async function checkGradient(
  build: (...inputs: readonly Value[]) => Value,
  inputs: readonly TestInput[],
  { step = defaults.step, tolerance = defaults.tolerance }: DifferenceOptions = {},
): Promise<void> {
  const values = inputs.map(({ shape, given }, index) =>
    input(`input ${index}`, { dtype: "float64", shape: shape ?? given.shape }),
  );
  const result = build(...values);
  const weighting = input("weighting", result);
  const objective = reduceSum(multiply(result, weighting));
  await using evaluator = await load([objective, ...gradients(objective, values)], [...values, weighting]);

  const given = new Map(values.map((value, index) => [value, (inputs[index] as TestInput).given]));
  given.set(weighting, sampleNumbers(bindShape(result.shape, inputs), "weighting"));
  const [, ...derived] = await evaluator.run(given);
  for (const [index, value] of values.entries()) {
    const differences = await centralDifferences(evaluator, given, value, step);
    expect(derived[index]?.shape).toEqual(differences.shape);
    differences.data.forEach((difference, element) => {
      const error = Math.abs((derived[index]?.data[element] as number) - difference);
      expect(error, `gradient for input ${index}, element ${element}: ${difference}`).toBeLessThanOrEqual(
        tolerance * Math.max(1, Math.abs(difference)),
      );
    });
  }
}

/** `shape` with its symbolic sizes as the inputs have them. */
export function bindShape(shape: Shape, inputs: readonly TestInput[]): readonly number[] {
  const sizes = new Map(
    inputs.flatMap((x) => (x.shape ?? []).map((size, axis) => [size, x.given.shape[axis] as number])),
  );
  const factor = (name: string): number => sizes.get(name) ?? Number(name);
  return shape.map((size) =>
    typeof size === "number" ? size : size.split(" x ").reduce((product, name) => product * factor(name), 1),
  );
}

async function centralDifferences(
  evaluator: Evaluator,
  given: Feeds,
  value: Value,
  step: number,
): Promise<Numbers> {
  const { shape, data } = given.get(value) as Numbers;
  const objectiveAt = async (element: number, x: number): Promise<number> => {
    const feeds = new Map([...given, [value, { shape, data: data.with(element, x) }]]);
    return (await evaluator.run(feeds))[0]?.data[0] as number;
  };
  const differences: number[] = [];
  for (const [element, x] of data.entries()) {
    const above = await objectiveAt(element, x + step);
    const below = await objectiveAt(element, x - step);
    differences.push((above - below) / (2 * step));
  }
  return { shape, data: differences };
}
