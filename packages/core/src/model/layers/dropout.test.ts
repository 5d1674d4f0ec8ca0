import { describe, expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { sampleNumbers } from "../../../../../test/support/numbers.ts";
import { gradients } from "../../graph/differentiate.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { input } from "../../graph/operators/source.ts";
import { createRandom } from "../../random/random.ts";
import type { TrainingPass } from "../layer.ts";
import { dropout } from "./dropout.ts";

const batch = 50;
const shape = [4, 5, 10] as const;
const count = batch * 200;

const bits = input("bits", { dtype: "int32", shape: ["batch", 200] });
const random = createRandom(1, "dropout");
const words = { shape: [batch, 200], data: Array.from({ length: count }, () => random.uint32() | 0) };
const draws: (readonly [string, number])[] = [];
const training: TrainingPass = {
  noise: {
    bits: (source, width) => {
      draws.push([source, width]);
      return bits;
    },
  },
  project: () => {
    throw new Error("dropout has nothing to change");
  },
  progress: () => {
    throw new Error("dropout is the same throughout training");
  },
  update: () => {
    throw new Error("dropout has no statistics");
  },
};
const x = input("x", { dtype: "float32", shape: ["batch", ...shape] });
const given = sampleNumbers([batch, ...shape], "features");

describe.each([0.1, 0.5, 0.9])("dropout of %d", (rate) => {
  const layer = dropout("encoder.dropout1", shape, rate);
  const y = layer.apply(x, [], training);
  const evaluated = evaluate(
    [y, ...gradients(reduceSum(y), [x])],
    new Map([
      [x, given],
      [bits, words],
    ]),
  );

  test("drops that share of the values and multiplies the others by 1 / (1 - rate)", async () => {
    const [values] = await evaluated;
    expect(values!.shape).toEqual([batch, ...shape]);
    const dropped = values!.data.filter((value) => value === 0).length;
    expect(Math.abs(dropped - rate * count)).toBeLessThan(5 * Math.sqrt(count * rate * (1 - rate)));
    values!.data.forEach((value, index) => {
      if (value !== 0) expect(value / given.data[index]! / (1 / (1 - rate))).toBeCloseTo(1, 6);
    });
  });

  test("leaves the mean of the values as it was", async () => {
    const positive = { shape: given.shape, data: given.data.map(Math.abs) };
    const [values] = await evaluate(
      [y],
      new Map([
        [x, positive],
        [bits, words],
      ]),
    );
    const [mean, before] = [values!, positive].map(({ data }) => data.reduce((a, b) => a + b, 0) / count);
    const squares = positive.data.reduce((sum, value) => sum + value * value, 0) / count;
    expect(Math.abs(mean! - before!)).toBeLessThan(5 * Math.sqrt((squares * rate) / (1 - rate) / count));
  });

  test("passes the gradient on where it kept a value, multiplied likewise", async () => {
    const [values, slopes] = await evaluated;
    const factor = Math.fround(1 / (1 - rate));
    slopes!.data.forEach((slope, index) => {
      expect(slope).toBe(values!.data[index] === 0 ? 0 : factor);
    });
  });

  test("leaves values alone after training, without a node in the graph", () => {
    expect(layer.apply(x, [])).toBe(x);
  });
});

test("each layer asks for noise of its own, a word a value", () => {
  draws.length = 0;
  dropout("encoder.dropout1", shape, 0.5).apply(x, [], training);
  dropout("decoder.dropout1", shape, 0.5).apply(x, [], training);
  expect(draws).toEqual([
    ["encoder.dropout1", 200],
    ["decoder.dropout1", 200],
  ]);
});

test("a rate of 0 asks for no noise", () => {
  draws.length = 0;
  expect(dropout("layer", shape, 0).apply(x, [], training)).toBe(x);
  expect(draws).toEqual([]);
});
