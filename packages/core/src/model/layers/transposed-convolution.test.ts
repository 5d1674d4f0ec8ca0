import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { inFloat32, inputsOf } from "../../../../../test/support/images.ts";
import { at, type Numbers, tabulate } from "../../../../../test/support/numbers.ts";
import { input } from "../../graph/operators/source.ts";
import { ShapeError } from "../../graph/type.ts";
import { createRandom } from "../../random/random.ts";
import { transposedConvolution } from "./transposed-convolution.ts";

/** By its definition: every pixel adds its kernels, scaled, around the place that it enlarges to. */
function plainTransposed(x: Numbers, kernel: Numbers, bias: Numbers, stride: number): Numbers {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const [, filters, size] = kernel.shape as [number, number, number];
  const middle = (size - 1) / 2;
  return tabulate([batch, filters, height * stride, width * stride], ([b, f, y, z]) => {
    let sum = at(bias, [f!]);
    for (let c = 0; c < channels; c++) {
      for (let i = 0; i < height; i++) {
        for (let j = 0; j < width; j++) {
          const [r, s] = [y! - stride * i + middle, z! - stride * j + middle];
          if (r < 0 || r >= size || s < 0 || s >= size) continue;
          sum += at(x, [b!, c, i, j]) * at(kernel, [c, f!, r, s]);
        }
      }
    }
    return sum;
  });
}

// More filters than an image has channels take another way.
const cases = [
  { shape: [2, 2, 3], filters: 1, kernelSize: 3, stride: 2 },
  { shape: [2, 2, 2], filters: 3, kernelSize: 3, stride: 2 },
  { shape: [3, 2, 2], filters: 5, kernelSize: 3, stride: 2 },
  { shape: [1, 2, 2], filters: 5, kernelSize: 5, stride: 2 },
  { shape: [1, 2, 2], filters: 2, kernelSize: 5, stride: 3 },
  { shape: [2, 3, 2], filters: 5, kernelSize: 3, stride: 1 },
];

test.each(cases)(
  "$shape under $filters kernels of size $kernelSize, stride $stride",
  async ({ shape, ...options }) => {
    const layer = transposedConvolution("t", shape, options);
    const [, height, width] = shape as [number, number, number];
    expect(layer.outputShape).toEqual([options.filters, height * options.stride, width * options.stride]);
    const inputs = inputsOf(layer, 2);
    const given = inputs.map(({ given, shape }, index) => {
      const value = input(`input ${index}`, { dtype: "float32", shape: shape ?? given.shape });
      return [value, given] as const;
    });
    const [x, ...parameters] = given.map(([value]) => value);
    const [actual] = await evaluate([layer.apply(x!, parameters)], new Map(given));
    const [images, kernel, bias] = inputs.map(({ given }) => given);
    const expected = plainTransposed(images!, kernel!, bias!, options.stride);
    expect(actual!.shape).toEqual(expected.shape);
    expectClose(actual!.data, expected.data, 1e-6);
    // Linear in each input: differences are exact with any step.
    await checkGradient(inFloat32(layer), inputs, { step: 1, tolerance: 1e-5 });
  },
);

test("parameters have PyTorch's layout and start as Keras has them", () => {
  const layer = transposedConvolution("t", [64, 7, 7], { filters: 32, activation: "relu" });
  expect(layer.description).toBe("transposed convolution 3 x 3, stride 2, 64 x 7 x 7 -> 32 x 14 x 14, relu");
  expect(layer.parameters.map(({ name, shape }) => [name, shape])).toEqual([
    ["t.kernel", [64, 32, 3, 3]],
    ["t.bias", [32]],
  ]);
  const kernel = layer.parameters[0]!.initialize(createRandom(1, "t"));
  const limit = Math.sqrt(6 / (64 * 9 + 32 * 9));
  const largest = Math.max(...kernel.map(Math.abs));
  expect(largest).toBeLessThanOrEqual(Math.fround(limit));
  expect(largest).toBeGreaterThan(0.99 * limit);
  expect(layer.multiplyAdds).toBe(64 * 32 * 9 * 7 * 7);
});

test("what does not fit is refused with the layer's name and both shapes", () => {
  const layer = transposedConvolution("decoder.t", [2, 4, 4], { filters: 3 });
  const [x, kernel, bias] = [["batch", 3, 4, 4], [2, 3, 3, 3], [3]].map((shape) =>
    input("x", { dtype: "float32", shape }),
  );
  expect(() => layer.apply(x!, [kernel!, bias!])).toThrow(
    "layer decoder.t: expected [batch, 2, 4, 4], found [batch, 3, 4, 4]",
  );
  const build = (kernelSize: number, stride: number) => (): unknown =>
    transposedConvolution("decoder.t", [2, 4, 4], { filters: 3, kernelSize, stride });
  expect(build(4, 2)).toThrow("layer decoder.t: expected a kernel of odd size, found 4 x 4");
  expect(build(1, 2)).toThrow(ShapeError);
  expect(build(1, 2)).toThrow("layer decoder.t: a kernel 1 x 1 is too small for stride 2");
});
