import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { inFloat32, inputsOf } from "../../../../../test/support/images.ts";
import { at, tabulate } from "../../../../../test/support/numbers.ts";
import { input } from "../../graph/operators/source.ts";
import { convolution1d } from "./convolution-1d.ts";

test.each([
  { shape: [1, 7], filters: 2, kernelSize: 3 },
  { shape: [5, 6], filters: 2, kernelSize: 5 },
  { shape: [2, 4], filters: 6, kernelSize: 1 },
  { shape: [3, 2], filters: 1, kernelSize: 7 },
])("$shape under $filters kernels of size $kernelSize", async ({ shape, filters, kernelSize }) => {
  const layer = convolution1d("c", shape, { filters, kernelSize, activation: "linear" });
  const given = inputsOf(layer, 2);
  const [x, kernel, bias] = given.map((one) => one.given);
  const [channels = 0, length = 0] = shape;
  const middle = (kernelSize - 1) / 2;
  const expected = tabulate([2, filters, length], ([b, f, i]) => {
    const products = tabulate([channels, kernelSize], ([c, k]) => {
      const place = i! + k! - middle;
      return place < 0 || place >= length ? 0 : at(kernel!, [f!, c!, k!]) * at(x!, [b!, c!, place]);
    });
    return products.data.reduce((sum, product) => sum + product, at(bias!, [f!]));
  });
  const values = given.map(({ shape, given }, index) =>
    input(`input ${index}`, { dtype: "float32", shape: shape ?? given.shape }),
  );
  const [actual] = await evaluate(
    [layer.apply(values[0]!, values.slice(1))],
    new Map(values.map((value, index) => [value, given[index]!.given])),
  );
  expect(actual?.shape).toEqual(expected.shape);
  expectClose(actual?.data, expected.data, 1e-6);
  // Linear in each input: differences are exact with any step.
  await checkGradient(inFloat32(layer), given, { step: 1, tolerance: 1e-5 });
});

test("what is no series is refused with the layer's name and both shapes", () => {
  const options = { filters: 2, kernelSize: 3, activation: "linear" } as const;
  expect(() => convolution1d("c", [16], options)).toThrow(
    "layer c: expected [batch, channels, length], found [batch, 16]: put a reshape layer before it",
  );
  const x = input("x", { dtype: "float32", shape: ["batch", 2, 5] });
  expect(() => convolution1d("c", [2, 4], options).apply(x, [x, x])).toThrow(
    "layer c: expected [batch, 2, 4], found [batch, 2, 5]",
  );
});
