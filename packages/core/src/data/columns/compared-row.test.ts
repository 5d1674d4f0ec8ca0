import { expect, test } from "vitest";
import type { Table } from "./columns.ts";
import { comparedRow } from "./compared-row.ts";

const table: Table = [
  { name: "load (%)", kind: "number" },
  { name: "count", kind: "number", log: true },
  { name: "pressure (bar)", kind: "number", missing: true },
  { name: "mode", kind: "words", words: ["idle", "run"] },
  { name: "pump", kind: "words", words: ["A", "B"] },
  { name: "day", kind: "date", from: "2024-03-01" },
];
const deviation = Float32Array.of(10, 1, 2, 1, 1, 7);

test("values are shown as the table has them, and differ by deviations of their column, or as words", () => {
  const original = [50, 0, Number.NaN, 0, 1, 1.5];
  const rebuilt = [35, Math.E - 1, 4, 2, 1, 8.5];
  expect(comparedRow(table, original, rebuilt, { deviation })).toEqual([
    { column: "load (%)", from: "50", to: "35", rise: -1.5, differs: true },
    { column: "count", from: "0", to: "1.718282", rise: expect.closeTo(1, 6), differs: true },
    { column: "pressure (bar)", from: "", to: "4", differs: false },
    { column: "mode", from: "idle", to: "(other)", differs: true },
    { column: "pump", from: "B", to: "B", rise: 0, differs: false },
    { column: "day", from: "2024-03-02T12:00:00Z", to: "2024-03-09T12:00:00Z", rise: 1, differs: true },
  ]);
});
