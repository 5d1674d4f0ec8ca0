import { expect } from "vitest";
import { gradients } from "../../src/graph/differentiate.ts";
import { multiply } from "../../src/graph/operators/arithmetic.ts";
import { reduceSum } from "../../src/graph/operators/shaping.ts";
import { input } from "../../src/graph/operators/source.ts";
import type { Shape } from "../../src/graph/type.ts";
import type { Value } from "../../src/graph/value.ts";
import { type Evaluator, type Feeds, load } from "./evaluate.ts";
import { type Numbers, sampleNumbers } from "./numbers.ts";

/** An input of a graph under test: the shape that the graph has for it, and what it is given. */
export interface TestInput {
  /** `given.shape` unless some sizes are symbolic. */
  readonly shape?: Shape;
  readonly given: Numbers;
}

/**
 * Truncation leaves h^2 f''' / 6 and rounding 2^-53 f / h, together some 1e-10 for functions of the order of 1 in
 * float64: four digits below the tolerance.
 */
const step = 1e-5;
const defaultTolerance = 1e-6;

/**
 * Compares the derived gradient of sum(c y), y = build(inputs), c random, with central differences, for every
 * element of every input; in float64.
 * @param options.tolerance absolute for gradients below 1, relative above
 */
export async function checkGradient(
  build: (...inputs: readonly Value[]) => Value,
  inputs: readonly TestInput[],
  { tolerance = defaultTolerance }: { readonly tolerance?: number } = {},
): Promise<void> {
  const values = inputs.map(({ shape, given }, index) =>
    input(`input ${index}`, { dtype: "float64", shape: shape ?? given.shape }),
  );
  const result = build(...values);
  const weighting = input("weighting", result);
  const objective = reduceSum(multiply(result, weighting));
  await using evaluator = await load(
    [result, objective, ...gradients(objective, values)],
    [...values, weighting],
  );
  const given = new Map(values.map((value, index) => [value, (inputs[index] as TestInput).given]));
  const resultShape = await shapeOfResult(evaluator, given, weighting);
  given.set(weighting, sampleNumbers(resultShape, "weighting"));

  const [, , ...derived] = await evaluator.run(given);
  for (const [index, value] of values.entries()) {
    const differences = await centralDifferences(evaluator, given, value);
    expect(derived[index]?.shape).toEqual(differences.shape);
    differences.data.forEach((difference, element) => {
      const error = Math.abs((derived[index]?.data[element] as number) - difference);
      expect(error, `gradient for input ${index}, element ${element}: ${difference}`).toBeLessThanOrEqual(
        tolerance * Math.max(1, Math.abs(difference)),
      );
    });
  }
}

/** Symbolic sizes are known once the graph has run; a scalar goes with every shape. */
async function shapeOfResult(
  evaluator: Evaluator,
  given: Feeds,
  weighting: Value,
): Promise<readonly number[]> {
  const ones = { shape: weighting.shape.map(() => 1), data: [1] };
  const [result] = await evaluator.run(new Map([...given, [weighting, ones]]));
  return (result as Numbers).shape;
}

async function centralDifferences(evaluator: Evaluator, given: Feeds, value: Value): Promise<Numbers> {
  const { shape, data } = given.get(value) as Numbers;
  const differences: number[] = [];
  for (const [element, x] of data.entries()) {
    const objectiveAt = async (moved: number): Promise<number> => {
      const feeds = new Map([...given, [value, { shape, data: data.with(element, moved) }]]);
      return (await evaluator.run(feeds))[1]?.data[0] as number;
    };
    differences.push(((await objectiveAt(x + step)) - (await objectiveAt(x - step))) / (2 * step));
  }
  return { shape, data: differences };
}
