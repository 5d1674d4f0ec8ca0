import { expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { inputsOf } from "../../../../../test/support/images.ts";
import { at, tabulate } from "../../../../../test/support/numbers.ts";
import { input } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { upsampling } from "./upsampling.ts";

test.each([
  [[1, 2, 3], 2],
  [[2, 1, 2], 3],
  [[2, 2, 2], 1],
])("every value of %j becomes a square of %i", async (shape, factor) => {
  const layer = upsampling("u", shape, { factor });
  const given = inputsOf(layer, 2);
  const images = given[0]!.given;
  const x = input("x", { dtype: "float64", shape: ["batch", ...shape] });
  const [actual] = await evaluate([layer.apply(x, [])], new Map([[x, images]]));
  const expected = tabulate([2, ...layer.outputShape], ([b, c, i, j]) =>
    at(images, [b!, c!, Math.floor(i! / factor), Math.floor(j! / factor)]),
  );
  expect(actual).toEqual(expected);
  await checkGradient((value) => layer.apply(value as Value, []), given);
});

test("an input that does not fit is refused with the layer's name and both shapes", () => {
  const wrong = input("x", { dtype: "float32", shape: ["batch", 3, 4] });
  expect(() => upsampling("u", [3, 4, 4]).apply(wrong, [])).toThrow(
    "layer u: expected [batch, 3, 4, 4], found [batch, 3, 4]",
  );
});
