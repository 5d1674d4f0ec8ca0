import { expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { inputsOf } from "../../../../../test/support/images.ts";
import { at, tabulate } from "../../../../../test/support/numbers.ts";
import { gradients } from "../../graph/differentiate.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { maxPooling1d } from "./max-pooling-1d.ts";

test.each([
  { shape: [1, 6], size: 2 },
  { shape: [3, 7], size: 3 },
  { shape: [2, 5], size: 5 },
])("windows of $size on $shape", async ({ shape, size }) => {
  const layer = maxPooling1d("p", shape, size);
  const given = inputsOf(layer, 3);
  const series = given[0]!.given;
  const x = input("x", { dtype: "float64", shape: ["batch", ...shape] });
  const [actual] = await evaluate([layer.apply(x, [])], new Map([[x, series]]));
  const expected = tabulate([3, ...layer.outputShape], ([b, c, i]) =>
    Math.max(...tabulate([size], ([place]) => at(series, [b!, c!, size * i! + place!])).data),
  );
  expect(actual).toEqual(expected);
  await checkGradient((value) => layer.apply(value as Value, []), given);
});

test("of equal values the first takes the gradient", async () => {
  const x = input("x", { dtype: "float32", shape: ["batch", 1, 6] });
  const y = maxPooling1d("p", [1, 6], 3).apply(x, []);
  const [gradient] = await evaluate(
    gradients(reduceSum(y), [x]),
    new Map([[x, { shape: [1, 1, 6], data: [1, 2, 2, 3, 3, 3] }]]),
  );
  expect(gradient?.data).toEqual([0, 1, 0, 1, 0, 0]);
});

test("a series shorter than a window is refused", () => {
  expect(() => maxPooling1d("p", [2, 4], 5)).toThrow("layer p: windows of 5 on series [batch, 2, 4]");
});
