import { expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../../test/support/gradient.ts";
import { logSumExpCases, sumOfExponentials } from "../../../../../test/support/log-sum-exp.ts";
import { sampleNumbers } from "../../../../../test/support/numbers.ts";
import { ShapeError } from "../type.ts";
import type { Value } from "../value.ts";
import { multiply } from "./arithmetic.ts";
import { logSumExp } from "./log-sum-exp.ts";
import { input } from "./source.ts";

test.each(logSumExpCases)("of %s, %s times the numbers", async (shape, scale) => {
  const given = sampleNumbers(shape, "logSumExp");
  const build = (x: Value): Value => logSumExp(multiply(x, scale));
  for (const [dtype, tolerance] of [
    ["float32", 1e-6],
    ["float64", 1e-14],
  ] as const) {
    const x = input("x", { dtype, shape });
    const expected = sumOfExponentials(given, scale);
    const [actual] = await evaluate([build(x)], new Map([[x, given]]));
    expect(actual?.shape).toEqual(expected.shape);
    expected.data.forEach((element, index) => {
      const error = Math.abs((actual?.data[index] as number) - element);
      expect(error).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(element)));
    });
  }
  await checkGradient(build, [{ shape, given }], scale === 1 ? {} : { tolerance: 1e-4 });
});

test("refuses what has no last axis, and whole numbers", () => {
  expect(() => logSumExp(input("x", { dtype: "float32", shape: [] }))).toThrow(ShapeError);
  expect(() => logSumExp(input("x", { dtype: "int32", shape: [2] }))).toThrow(
    "logSumExp: expected float32 or float64, found int32",
  );
});
