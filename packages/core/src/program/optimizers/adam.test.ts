import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { sampleNumbers } from "../../../../../test/support/numbers.ts";
import { kerasAdam } from "../../../../../test/support/programs.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { type AdamOptions, adam } from "./adam.ts";
import { clipGradients } from "./clip.ts";

const float = (name: string, shape: readonly (number | string)[] = []): Value =>
  input(name, { dtype: "float32", shape });

const parameter = sampleNumbers([3, 4], "parameter");
const gradient = sampleNumbers([3, 4], "gradient");
const rate = 0.01;
const none = { shape: [3, 4], data: Array<number>(12).fill(0) };

/** The parameter after one step from moments of zeros. */
async function step(options: AdamOptions, given = gradient): Promise<readonly number[]> {
  const number = input("step", { dtype: "float64", shape: [] });
  const learningRate = float("rate");
  const values = ["parameter", "first", "second", "gradient"].map((name) => float(name, [3, 4]));
  const [before, firstMoment, secondMoment, slope] = values as [Value, Value, Value, Value];
  const after = adam.update(
    { parameter: before, slots: [firstMoment, secondMoment] },
    slope,
    adam.schedule(number, learningRate, options),
    options,
  );
  const [result] = await evaluate(
    [after.parameter],
    new Map([
      [number, { shape: [], data: [1] }],
      [learningRate, { shape: [], data: [rate] }],
      [before, parameter],
      [firstMoment, none],
      [secondMoment, none],
      [slope, given],
    ]),
  );
  return result!.data;
}

describe("weight decay", () => {
  test("of 0, or not given, is Adam", async () => {
    const plain = await step(kerasAdam);
    expect(await step({ ...kerasAdam, weightDecay: 0 })).toEqual(plain);
    // The first step of Adam is the rate in the direction of the gradient.
    expectClose(
      plain,
      parameter.data.map((w, index) => w - rate * Math.sign(gradient.data[index]!)),
      1e-5,
    );
  });

  test("takes rate x decay of every value, beside Adam's step", async () => {
    const plain = await step(kerasAdam);
    const decayed = await step({ ...kerasAdam, weightDecay: 0.3 });
    expectClose(
      decayed,
      plain.map((w, index) => w - rate * 0.3 * parameter.data[index]!),
      2 ** -22,
    );
  });

  test("is not scaled by the gradient, as an L2 penalty in Adam would be", async () => {
    const options = { ...kerasAdam, weightDecay: 0.3 };
    const longer = { shape: gradient.shape, data: gradient.data.map((x) => 100 * x) };
    expectClose(await step(options), await step(options, longer), 1e-5);
  });
});

describe("clipping", () => {
  const gradients = [sampleNumbers([3, 4], "one"), sampleNumbers([5], "other"), sampleNumbers([], "third")];
  const norm = Math.sqrt(gradients.flatMap(({ data }) => data).reduce((sum, x) => sum + x * x, 0));
  const clip = async (limit: number, given = gradients): Promise<readonly number[]> => {
    const values = given.map(({ shape }, index) => float(`gradient ${index}`, shape));
    const results = await evaluate(
      clipGradients(values, limit),
      new Map(values.map((value, index) => [value, given[index]!])),
    );
    return results.flatMap(({ data }) => data);
  };

  test.each([1, 0.3, 1e-6])(
    "shortens the gradient of all parameters together to %d, in its direction",
    async (limit) => {
      const clipped = await clip(limit * norm);
      expectClose(
        clipped,
        gradients.flatMap(({ data }) => data).map((x) => x * limit),
        2 ** -21,
      );
    },
  );

  test.each([1.001, 1e6])(
    "leaves a gradient as it is, to the bit, where the limit is %d times its norm",
    async (factor) => {
      expect(await clip(factor * norm)).toEqual(gradients.flatMap(({ data }) => data));
    },
  );

  test("of a gradient of zeros is no division by 0", async () => {
    expect(await clip(1, [{ shape: [2], data: [0, 0] }])).toEqual([0, 0]);
  });
});

test("the schedule is Adam's bias correction and the moments' factors in float64, and what decay leaves", async () => {
  const steps = float64Steps();
  const rates = float("rates", ["steps"]);
  const numbers = [1, 2, 10, 1000, 1e6];
  const given = new Map([
    [steps, { shape: [5], data: numbers }],
    [rates, { shape: [5], data: Array<number>(5).fill(rate) }],
  ]);
  const options = { ...kerasAdam, weightDecay: 0.1 };
  for (const epsilonTo of ["uncorrected", "corrected"] as const) {
    const { stepSize, epsilon, decay } = adam.schedule(steps, rates, { ...options, epsilonTo });
    const [sizes, epsilons, decays] = await evaluate([stepSize!, epsilon!, decay!], given);
    const root = (t: number): number => Math.sqrt(1 - 0.999 ** t);
    const factor = 1 / Math.sqrt(1 - 0.999);
    expectClose(
      sizes!.data,
      numbers.map((t) => (0.1 * factor * rate * root(t)) / (1 - 0.9 ** t)),
      2 ** -23,
    );
    expectClose(
      epsilons!.data,
      numbers.map((t) => factor * 1e-7 * (epsilonTo === "corrected" ? root(t) : 1)),
      2 ** -23,
    );
    expectClose(decays!.data, Array(5).fill(1 - rate * 0.1), 2 ** -23);
  }
});

function float64Steps(): Value {
  return input("steps", { dtype: "float64", shape: ["steps"] });
}
