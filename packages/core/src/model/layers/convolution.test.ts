import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { inFloat32, inputsOf, plainConvolution } from "../../../../../test/support/images.ts";
import type { Numbers } from "../../../../../test/support/numbers.ts";
import { input } from "../../graph/operators/source.ts";
import { ShapeError } from "../../graph/type.ts";
import { createRandom } from "../../random/random.ts";
import type { Layer } from "../layer.ts";
import { convolution } from "./convolution.ts";

/** What a layer gives for {@link inputsOf}, in float32. */
async function resultOf(layer: Layer, batch: number): Promise<Numbers> {
  const given = inputsOf(layer, batch).map(({ given, shape }, index) => {
    const value = input(`input ${index}`, { dtype: "float32", shape: shape ?? given.shape });
    return [value, given] as const;
  });
  const [x, ...parameters] = given.map(([value]) => value);
  const [result] = await evaluate([layer.apply(x!, parameters)], new Map(given));
  return result!;
}

const cases = [
  { shape: [1, 4, 5], filters: 2, kernelSize: 3 },
  { shape: [5, 3, 3], filters: 2, kernelSize: 3 },
  { shape: [2, 3, 2], filters: 3, kernelSize: 1 },
  { shape: [1, 3, 4], filters: 1, kernelSize: 5 },
  // Of an odd number of rows, the last window reaches over the edge; of an even one, it does not.
  { shape: [2, 4, 5], filters: 3, kernelSize: 3, stride: 2 },
  { shape: [5, 7, 6], filters: 2, kernelSize: 3, stride: 2 },
  { shape: [1, 5, 6], filters: 5, kernelSize: 5, stride: 3 },
  { shape: [2, 4, 4], filters: 5, kernelSize: 1 },
  { shape: [1, 8, 3], filters: 2, kernelSize: 7, stride: 4 },
];

test.each(cases)(
  "$shape under $filters kernels of size $kernelSize, stride $stride",
  async ({ shape, stride = 1, ...options }) => {
    const layer = convolution("c", shape, options, stride);
    expect(layer.outputShape).toEqual([
      options.filters,
      ...shape.slice(1).map((size) => Math.ceil(size / stride)),
    ]);
    const [x, kernel, bias] = inputsOf(layer, 2).map(({ given }) => given);
    const expected = plainConvolution(x!, kernel!, bias!, stride);
    const actual = await resultOf(layer, 2);
    expect(actual.shape).toEqual(expected.shape);
    expectClose(actual.data, expected.data, 1e-6);
    // Linear in each input: differences are exact with any step.
    await checkGradient(inFloat32(layer), inputsOf(layer, 2), { step: 1, tolerance: 1e-5 });
  },
);

test("an activation follows", async () => {
  const linear = await resultOf(convolution("c", [2, 3, 3], { filters: 2 }), 2);
  const rectified = await resultOf(convolution("c", [2, 3, 3], { filters: 2, activation: "relu" }), 2);
  expect(rectified.data).toEqual(linear.data.map((y) => Math.max(y, 0)));
});

test("parameters have PyTorch's layout and start as Keras has them", () => {
  const layer = convolution("c", [16, 8, 8], { filters: 32, activation: "relu" });
  expect(layer.description).toBe("convolution 3 x 3, 16 x 8 x 8 -> 32 x 8 x 8, relu");
  expect(layer.parameters.map(({ name, shape, trainable }) => [name, shape, trainable])).toEqual([
    ["c.kernel", [32, 16, 3, 3], true],
    ["c.bias", [32], true],
  ]);
  const [kernel, bias] = layer.parameters.map(({ initialize }) => initialize(createRandom(1, "c")));
  const limit = Math.sqrt(6 / (16 * 9 + 32 * 9));
  const largest = Math.max(...kernel!.map(Math.abs));
  expect(largest).toBeLessThanOrEqual(Math.fround(limit));
  expect(largest).toBeGreaterThan(0.99 * limit);
  expect(bias).toEqual(new Float32Array(32));
});

test("multiply-adds are those of the definition, zeros around the image included", () => {
  expect(convolution("c", [32, 14, 14], { filters: 64 }).multiplyAdds).toBe(64 * 32 * 9 * 14 * 14);
});

test("what does not fit is refused with the layer's name and both shapes", () => {
  const layer = convolution("encoder.c", [2, 4, 4], { filters: 3 });
  const [x, kernel, bias] = [["batch", 2, 4, 5], [3, 2, 3, 3], [3]].map((shape) =>
    input("x", { dtype: "float32", shape }),
  );
  expect(() => layer.apply(x!, [kernel!, bias!])).toThrow(ShapeError);
  expect(() => layer.apply(x!, [kernel!, bias!])).toThrow(
    "layer encoder.c: expected [batch, 2, 4, 4], found [batch, 2, 4, 5]",
  );
  expect(() => convolution("encoder.c", [2, 4, 4], { filters: 3, kernelSize: 2 })).toThrow(
    "layer encoder.c: expected a kernel of odd size, found 2 x 2",
  );
  expect(() => convolution("encoder.c", [2, 4, 4], { filters: 3, kernelSize: 1 }, 2)).toThrow(
    "layer encoder.c: a kernel 1 x 1 is too small for stride 2",
  );
  expect(() => convolution("encoder.c", [16], { filters: 3 })).toThrow(
    "layer encoder.c: expected [batch, channels, height, width], found [batch, 16]",
  );
});
