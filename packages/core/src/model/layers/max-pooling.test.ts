import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate, type Feeds } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { inputsOf, plainConvolution, plainMaxPooling } from "../../../../../test/support/images.ts";
import { at, type Numbers, sampleNumbers, tabulate } from "../../../../../test/support/numbers.ts";
import { gradients } from "../../graph/differentiate.ts";
import { multiply } from "../../graph/operators/arithmetic.ts";
import { identity, reduceSum } from "../../graph/operators/shaping.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { convolution } from "./convolution.ts";
import { maxPooling } from "./max-pooling.ts";

const shapes = [
  { shape: [1, 4, 6], size: 2 },
  { shape: [2, 5, 3], size: 2 },
  { shape: [1, 7, 6], size: 3 },
  { shape: [2, 2, 3], size: 1 },
];

test.each(shapes)("windows of $size on $shape", async ({ shape, size }) => {
  const layer = maxPooling("p", shape, { size });
  const given = inputsOf(layer, 3);
  const images = given[0]!.given;
  const x = input("x", { dtype: "float64", shape: ["batch", ...shape] });
  const [actual] = await evaluate([layer.apply(x, [])], new Map([[x, images]]));
  const expected = plainMaxPooling(images, size);
  expect(actual).toEqual(expected);
  expect(layer.outputShape).toEqual(expected.shape.slice(1));
  await checkGradient((value) => layer.apply(value as Value, []), given);
});

/** The gradient of sum(weighting maxPool(x)), where of several maxima the first in row-major order has it all. */
function firstMaximumGradient(x: Numbers, weighting: Numbers, size: number): Numbers {
  return tabulate(x.shape, ([b, c, row, column]) => {
    const [i, j] = [Math.floor(row! / size), Math.floor(column! / size)];
    if (i >= weighting.shape[2]! || j >= weighting.shape[3]!) return 0;
    const window = tabulate([size, size], ([r, s]) => at(x, [b!, c!, size * i + r!, size * j + s!]));
    const first = window.data.indexOf(Math.max(...window.data));
    return first === (row! % size) * size + (column! % size) ? at(weighting, [b!, c!, i, j]) : 0;
  });
}

/** Few different numbers, so that maxima tie. */
const coarse = (x: Numbers): Numbers => ({ ...x, data: x.data.map(Math.round) });

test.each(shapes)("the first of tied maxima takes the gradient: $size on $shape", async ({ shape, size }) => {
  const layer = maxPooling("p", shape, { size });
  const images = coarse(sampleNumbers([4, ...shape], "images"));
  const weighting = sampleNumbers([4, ...layer.outputShape], "weighting");
  const x = input("x", { dtype: "float32", shape: ["batch", ...shape] });
  const w = input("w", { dtype: "float32", shape: ["batch", ...layer.outputShape] });
  const objective = reduceSum(multiply(layer.apply(x, []), w));
  const feeds: Feeds = new Map([
    [x, images],
    [w, weighting],
  ]);
  const [actual] = await evaluate(gradients(objective, [x]), feeds);
  // A gradient that goes elsewhere leaves 0 or -0.
  expect(actual!.data.map((element) => element + 0)).toEqual(
    firstMaximumGradient(images, weighting, size).data,
  );
});

describe.each([
  [[1, 4, 6], 3],
  [[5, 5, 7], 3],
  [[2, 4, 4], 5],
  [[2, 4, 3], 1],
] as const)("directly after a convolution of %j under kernels of size %i", (shape, kernelSize) => {
  const convolve = convolution("c", shape, { filters: 3, kernelSize });
  const pool = maxPooling("p", convolve.outputShape);
  const given = inputsOf(convolve, 2);
  const values = given.map(({ given, shape }, index) =>
    input(`input ${index}`, { dtype: "float32", shape: shape ?? given.shape }),
  );
  const [x, ...parameters] = values as [Value, ...Value[]];
  const w = input("w", { dtype: "float32", shape: ["batch", ...pool.outputShape] });
  const fused = pool.apply(convolve.apply(x, parameters), []);
  const apart = pool.apply(identity(convolve.apply(x, parameters)), []);
  const feedsOf = (change: (x: Numbers) => Numbers): Feeds =>
    new Map([
      ...given.map(({ given }, index) => [values[index]!, change(given)] as const),
      [w, sampleNumbers([2, ...pool.outputShape], "weighting")],
    ]);

  test("it is the pooling of the convolution", async () => {
    const [images, kernel, bias] = given.map(({ given }) => given);
    const expected = plainMaxPooling(plainConvolution(images!, kernel!, bias!), 2);
    const [actual] = await evaluate(
      [fused],
      feedsOf((numbers) => numbers),
    );
    expect(actual!.shape).toEqual(expected.shape);
    expectClose(actual!.data, expected.data, 1e-6);
  });

  test.each([
    ["", (numbers: Numbers) => numbers],
    [" where maxima tie", coarse],
  ])("its gradients are those of the two apart%s", async (_, change) => {
    const objectives = [fused, apart].map((y) => reduceSum(multiply(y, w)));
    const results = await evaluate(
      objectives.flatMap((objective) => gradients(objective, values)),
      feedsOf(change),
    );
    values.forEach((_value, index) => {
      expect(results[index]!.shape).toEqual(given[index]!.given.shape);
      expectClose(results[index]!.data, results[index + values.length]!.data, 1e-6, `input ${index}`);
    });
  });
});

test("after a convolution, the whole of its result is not computed", () => {
  const convolve = convolution("c", [1, 8, 8], { filters: 2 });
  const [x, ...parameters] = inputsOf(convolve, 1).map(({ given, shape }, index) =>
    input(`input ${index}`, { dtype: "float32", shape: shape ?? given.shape }),
  ) as [Value, ...Value[]];
  const pooled = maxPooling("p", [2, 8, 8]).apply(convolve.apply(x, parameters), []);
  const strides: string[] = [];
  const visit = (value: Value): void => {
    if (value.operator.name === "convolution") strides.push(JSON.stringify(value.attributes));
    value.inputs.forEach(visit);
  };
  visit(pooled);
  expect(strides.length).toBeGreaterThan(0);
  expect(strides.every((text) => text.includes('"stride":2'))).toBe(true);
});

test("windows larger than the image are refused", () => {
  expect(() => maxPooling("p", [3, 1, 4])).toThrow("layer p: windows of 2 x 2 on images [batch, 3, 1, 4]");
});
