import type { Column, Table } from "hourglass-core/internal/data/columns/columns.ts";
import { expect, test } from "vitest";
import { sampleColumns } from "../../../../../test/support/tables.ts";
import { differencesOf, shownValue, unusualValues } from "./column-values.ts";

const statistics = {
  mean: Float32Array.of(50, 0, 5, 2, 100, 0),
  deviation: Float32Array.of(10, 1, 1, 1, 20, 1),
};
const [load, mode, , count, day] = sampleColumns as readonly Column[];

test("values have digits enough to tell a hundredth of a deviation, and no more", () => {
  const shown = (value: number, deviation: number): string => shownValue(load!, value, deviation);
  expect(shown(1234.5678, 10)).toBe("1,234.6");
  expect(shown(-0.0123456, 0.001)).toBe("−0.01235");
  expect(shown(1234.5678, 5000)).toBe("1,235");
  expect(shown(2e12, 1e11)).toBe("2.000 × 10¹²");
  expect(shown(1.5, 1e-12)).toBe("1.500");
  expect(shownValue(load!, 12.34567, undefined)).toBe("12.35");
});

test("values by their logarithm have four digits, dates a tenth of a deviation", () => {
  expect(shownValue(count!, 12.34567, 1)).toBe("12.35");
  expect(shownValue(count!, 7, 1)).toBe("7");
  expect(shownValue(day!, 10.4, 20)).toBe("2024-03-11");
  expect(shownValue(day!, 10.4, 2)).toBe("2024-03-11T09:36:00Z");
});

test("what is missing is said, as a quantity and as the empty word", () => {
  expect(shownValue(load!, Number.NaN, 10)).toBe("missing");
  expect([0, 2, 3, 9].map((place) => shownValue(mode!, place, 1))).toEqual([
    "idle",
    "missing",
    "(other)",
    "(other)",
  ]);
});

test("differences are in deviations of each column, by its own scale; words differ or not", () => {
  const differences = differencesOf(
    sampleColumns,
    Float32Array.of(70, 0, Number.NaN, Math.E ** 3 - 1, 60, 3),
    Float32Array.of(50, 1, 5, Math.E ** 2 - 1, 100, 2),
    statistics,
  );
  expect(differences[3]).toBeCloseTo(1, 5);
  // A pump that is none of the words is any other one, whatever its number.
  expect(differences.with(3, 1)).toEqual([2, 1, Number.NaN, 1, -2, 0]);
});

test("a row is told by the values that lie furthest from the mean of their column", () => {
  const row = Float32Array.of(80, 1, Number.NaN, Math.E ** 2 - 1, 60, 0);
  expect(unusualValues(sampleColumns, row, statistics)).toBe("load (%): 80.0; day: 2024-04-30; count: 6.389");
  const few: Table = [{ name: "pump", kind: "words", words: ["A"] }];
  expect(unusualValues(few, Float32Array.of(0), undefined)).toBe("pump: A");
});
