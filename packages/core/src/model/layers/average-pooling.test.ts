import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { inputsOf } from "../../../../../test/support/images.ts";
import { at, tabulate } from "../../../../../test/support/numbers.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { averagePooling } from "./average-pooling.ts";

test.each([
  { shape: [1, 4, 6], size: 2 },
  { shape: [2, 5, 3], size: 2 },
  { shape: [1, 7, 6], size: 3 },
])("windows of $size on $shape", async ({ shape, size }) => {
  const layer = averagePooling("p", shape, size);
  const given = inputsOf(layer, 3);
  const images = given[0]!.given;
  const x = input("x", { dtype: "float64", shape: ["batch", ...shape] });
  const [actual] = await evaluate([layer.apply(x, [])], new Map([[x, images]]));
  const expected = tabulate([3, ...layer.outputShape], ([b, c, i, j]) => {
    const window = tabulate([size, size], ([r, s]) => at(images, [b!, c!, size * i! + r!, size * j! + s!]));
    return window.data.reduce((sum, value) => sum + value) / size ** 2;
  });
  expect(actual?.shape).toEqual(expected.shape);
  expectClose(actual?.data, expected.data, 1e-14);
  await checkGradient((value) => layer.apply(value as Value, []), given);
});

test("less than a window is refused", () => {
  expect(() => averagePooling("p", [1, 4, 4], 5)).toThrow(
    "layer p: windows of 5 x 5 on images [batch, 1, 4, 4]",
  );
});
