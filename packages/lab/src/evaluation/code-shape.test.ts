import { expect, test } from "vitest";
import { codeShape } from "./code-shape.ts";

test.each([
  [1, 1, 1],
  [2, 1, 2],
  [7, 2, 4],
  [16, 4, 4],
  [32, 4, 8],
  [64, 8, 8],
  [100, 10, 10],
  [101, 10, 11],
])("a code of %i values is drawn as %i x %i", (latentSize, rows, columns) => {
  expect(codeShape(latentSize)).toEqual({ rows, columns });
});

test("every code fits, and the picture is never a long strip", () => {
  for (let latentSize = 1; latentSize <= 300; latentSize++) {
    const { rows, columns } = codeShape(latentSize);
    expect(rows * columns).toBeGreaterThanOrEqual(latentSize);
    expect(rows * columns - latentSize).toBeLessThan(columns);
    expect(columns / rows).toBeLessThanOrEqual(4);
  }
});
