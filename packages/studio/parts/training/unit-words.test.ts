import { expect, test } from "vitest";
import { columnsFor, differenceColours, unitsSummary } from "./unit-words.ts";

const drawn = (deviations: readonly number[]): Parameters<typeof unitsSummary>[0] => ({
  units: deviations.map((_, at) => at),
  deviations,
  drawings: new Uint8Array(0),
});

test("dead units are told in words", () => {
  expect(unitsSummary(drawn([1, 2]), 2)).toBe("All 2 units of the code. None of them is dead.");
  expect(unitsSummary(drawn([1, 0]), 2)).toBe(
    "All 2 units of the code. 1 is dead: the same for every image, and of no use.",
  );
  expect(unitsSummary(drawn([1, 2]), 100)).toBe("The 2 of 100 units that vary most. None of them is dead.");
});

test("the largest difference has the full colour, none the middle one", () => {
  const table = differenceColours(Uint8Array.of(118, 128, 133), ["#ff0000", "#808080", "#0000ff"]);
  const of = (byte: number): number[] => [...table.subarray(3 * byte, 3 * byte + 3)];
  expect(of(128)).toEqual([128, 128, 128]);
  expect(of(118)).toEqual([255, 0, 0]);
  expect(of(133)).toEqual([64, 64, 192]);
  expect(of(255)).toEqual([0, 0, 255]);
});

test("few units share a row", () => {
  expect([2, 8, 32, 64].map(columnsFor)).toEqual([2, 8, 8, 12]);
});
