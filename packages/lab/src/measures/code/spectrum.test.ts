import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { equalRows, madeUpCodes } from "../../../../../test/support/made-up-images.ts";
import { measuresGolden, toMatrix, type WrittenMatrix } from "../../../../../test/support/measures-golden.ts";
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

test("of fewer codes than values, the spectrum is NumPy's", async () => {
  const { spectrum: golden } = await measuresGolden<{
    spectrum: { rows: number; columns: number; spectrum: readonly number[]; effectiveRank: number };
  }>("extremes");
  const spectrum = codeSpectrum(madeUpCodes(golden.rows, golden.columns));
  expect(spectrum).toHaveLength(golden.columns);
  expectClose(spectrum.subarray(0, golden.rows), golden.spectrum, 1e-6);
  expect(spectrum.subarray(golden.rows).every((value) => value === 0)).toBe(true);
  expect(effectiveRank(spectrum)).toBeCloseTo(golden.effectiveRank, 5);
});

test.each([2, 60, 999])("%i equal codes have the rank 0", (count) => {
  expect(effectiveRank(codeSpectrum(equalRows(count)))).toBe(0);
});

test("the effective rank counts directions that are used alike", () => {
  expect(effectiveRank(Float64Array.of(3, 3, 3, 0))).toBeCloseTo(3, 12);
  expect(effectiveRank(Float64Array.of(2, 0))).toBe(1);
  expect(effectiveRank(new Float64Array(2))).toBe(0);
});
