import { expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { at, type Numbers, sampleNumbers, tabulate } from "../../../../../test/support/numbers.ts";
import { ShapeError } from "../type.ts";
import { affine } from "./affine.ts";
import { input } from "./source.ts";

/** Narrower than the input, wider, and wider from an input too large for its kernel to be copied. */
const sizes = [
  [5, 2],
  [3, 3],
  [2, 5],
  [70, 72],
] as const;

const given = (inputSize: number, outputSize: number, transposed: boolean): readonly Numbers[] => [
  sampleNumbers([2, inputSize], "x"),
  sampleNumbers(transposed ? [outputSize, inputSize] : [inputSize, outputSize], "kernel"),
  sampleNumbers([outputSize], "bias"),
];

const cases = sizes.flatMap(([inputSize, outputSize]) =>
  [false, true].map((transposed) => [inputSize, outputSize, transposed] as const),
);

test.each(cases)("%i values become %i, kernel transposed: %s", async (inputSize, outputSize, transposed) => {
  const numbers = given(inputSize, outputSize, transposed);
  const [x, kernel, bias] = numbers as [Numbers, Numbers, Numbers];
  const expected = tabulate([2, outputSize], ([row, column]) =>
    Array.from({ length: inputSize }, (_, k) => {
      const weight = at(kernel, transposed ? [column!, k] : [k, column!]);
      return at(x, [row!, k]) * weight;
    }).reduce((sum, product) => sum + product, at(bias, [column!])),
  );
  const values = numbers.map(({ shape }, index) => input(`input ${index}`, { dtype: "float64", shape }));
  const [a, b, c] = values;
  const [result] = await evaluate(
    [affine(a!, b!, c!, transposed)],
    new Map(values.map((value, index) => [value, numbers[index] as Numbers])),
  );
  expect(result?.shape).toEqual(expected.shape);
  result?.data.forEach((element, index) => {
    expect(element).toBeCloseTo(expected.data[index] as number, 12);
  });
});

test.each(cases.filter(([inputSize]) => inputSize < 10))(
  "%i values to %i, kernel transposed: %s, has the gradient of central differences",
  async (inputSize, outputSize, transposed) => {
    await checkGradient(
      (x, kernel, bias) => affine(x!, kernel!, bias!, transposed),
      given(inputSize, outputSize, transposed).map((numbers) => ({ given: numbers })),
    );
  },
);

test("sizes that differ are refused with both shapes, also where the result is wider", () => {
  const of = (...shape: number[]) => input("x", { dtype: "float64", shape });
  expect(() => affine(of(2, 3), of(4, 5), of(5))).toThrow(ShapeError);
  expect(() => affine(of(2, 3), of(4, 5), of(5))).toThrow("matMul: [2, 3] and [4, 5] do not multiply");
  expect(() => affine(of(2, 3), of(5, 4), of(5), true)).toThrow(
    "[2, 3] and [5, 4] transposed do not multiply",
  );
});
