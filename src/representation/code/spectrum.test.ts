import { expect, test } from "vitest";
import { expectClose } from "../../../test/support/closeness.ts";
import { measuresGolden, toMatrix, type WrittenMatrix } from "../../../test/support/measures-golden.ts";
import { codeSpectrum, effectiveRank } from "./spectrum.ts";

test("spectrum and effective rank are those of NumPy's singular values, with a value that never varies", async () => {
  const golden = await measuresGolden<{
    codes: WrittenMatrix;
    spectrum: readonly number[];
    effectiveRank: number;
  }>("rank");
  const spectrum = codeSpectrum(toMatrix(golden.codes));
  expectClose(spectrum, golden.spectrum, 1e-7);
  expect(effectiveRank(spectrum)).toBeCloseTo(golden.effectiveRank, 6);
});

test("the effective rank counts directions that are used alike", () => {
  expect(effectiveRank(Float64Array.of(3, 3, 3, 0))).toBeCloseTo(3, 12);
  expect(effectiveRank(Float64Array.of(2, 0))).toBe(1);
  expect(effectiveRank(new Float64Array(2))).toBe(0);
});
