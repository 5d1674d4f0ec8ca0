import { expect, test } from "vitest";
import { type FactorsGolden, measuresGolden } from "../../../../../test/support/measures-golden.ts";
import { completeness, disentanglement } from "./dci.ts";

test("disentanglement and completeness are those of NumPy, with a value of no importance", async () => {
  const golden = await measuresGolden<FactorsGolden>("factors");
  expect(disentanglement(golden.importances)).toBeCloseTo(golden.disentanglement, 12);
  expect(completeness(golden.importances)).toBeCloseTo(golden.completeness, 12);
});

test("a value for each factor is perfect; a factor in several values is not complete", () => {
  const own = [
    [2, 0],
    [0, 1],
  ];
  expect([disentanglement(own), completeness(own)]).toEqual([1, 1]);
  const halves = [
    [1, 0],
    [1, 0],
    [0, 1],
    [0, 1],
  ];
  expect(disentanglement(halves)).toBe(1);
  expect(completeness(halves)).toBeCloseTo(0.5, 12);
});

test("where nothing is important there is neither; one value alone is complete", () => {
  expect([disentanglement([[0, 0]]), completeness([[0, 0]])]).toEqual([0, 0]);
  expect(completeness([[3, 1]])).toBe(1);
});
