import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { inputsOf } from "../../../../../test/support/images.ts";
import { tabulate } from "../../../../../test/support/numbers.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { layerNormalization } from "./layer-normalization.ts";

test.each([[[5]], [[1]], [[2, 3, 2]]])(
  "over %j it has the values of loops and the gradient of differences",
  async (shape) => {
    const layer = layerNormalization("n", shape);
    const given = inputsOf(layer, 3);
    const [x, scale, shift] = given.map((one) => one.given.data);
    const count = scale!.length;
    const expected = tabulate([3, count], ([image, feature]) => {
      const values = x!.slice(image! * count, (image! + 1) * count);
      const mean = values.reduce((a, b) => a + b) / count;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
      return (
        (scale![feature!]! * (values[feature!]! - mean)) / Math.sqrt(variance + 1e-5) + shift![feature!]!
      );
    });
    const values = given.map(({ shape, given }, index) =>
      input(`input ${index}`, { dtype: "float64", shape: shape ?? given.shape }),
    );
    const [actual] = await evaluate(
      [layer.apply(values[0]!, values.slice(1))],
      new Map(values.map((value, index) => [value, given[index]!.given])),
    );
    expect(actual?.shape).toEqual([3, ...shape]);
    expectClose(actual?.data, expected.data, 1e-13);
    await checkGradient((value, ...parameters) => layer.apply(value as Value, parameters), given);
  },
);

test("an input that does not fit is refused with the layer's name and both shapes", () => {
  const layer = layerNormalization("n", [2, 3, 2]);
  const wrong = input("x", { dtype: "float32", shape: ["batch", 12] });
  expect(() => layer.apply(wrong, [wrong, wrong])).toThrow(
    "layer n: expected [batch, 2, 3, 2], found [batch, 12]",
  );
});
