import { expect, test } from "vitest";
import { type Knots, traceCurve } from "./curve.ts";
import { createPath, type Path } from "./path.ts";

function knots(points: readonly (readonly [x: number, y: number])[], corner = 0): Knots {
  return {
    count: points.length,
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
    corner: new Float64Array(points.length).fill(corner),
  };
}

function trace(...strokes: Knots[]): Path {
  const path = createPath();
  for (const stroke of strokes) traceCurve(path, stroke);
  return path;
}

/** The least distance from (x, y) to a point of the path. */
function gap(path: Path, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < path.length; i++) least = Math.min(least, Math.hypot(path.x[i]! - x, path.y[i]! - y));
  return least;
}

const arch = [
  [0, 1],
  [0.5, 0],
  [1, 1],
] as const;

test("the curve passes through its knots, in steps of little over a pixel", () => {
  const path = trace(knots(arch));
  for (const [x, y] of arch) expect(gap(path, x, y)).toBeLessThan(1e-12);
  for (let i = 1; i < path.length; i++) {
    expect(Math.hypot(path.x[i]! - path.x[i - 1]!, path.y[i]! - path.y[i - 1]!)).toBeLessThan(0.12);
  }
});

test("knots on a line give a line", () => {
  const path = trace(
    knots([
      [0, 0],
      [0.2, 0.1],
      [1, 0.5],
    ]),
  );
  for (let i = 0; i < path.length; i++) expect(path.y[i]).toBeCloseTo(path.x[i]! / 2, 12);
});

test("a smooth knot rounds the turn, a corner keeps straight lines up to it", () => {
  const sagitta = (path: Path): number => {
    let most = 0;
    for (let i = 0; i < path.length; i++) {
      const x = path.x[i]!;
      if (x <= 0.5) most = Math.max(most, Math.abs(path.y[i]! - (1 - 2 * x)));
    }
    return most;
  };
  expect(sagitta(trace(knots(arch, 1)))).toBeLessThan(1e-12);
  expect(sagitta(trace(knots(arch, 0)))).toBeGreaterThan(0.1);
});

test("a second stroke starts with the pen lifted", () => {
  const path = trace(knots(arch), knots(arch));
  const starts = [...path.starts.subarray(0, path.length)];
  expect(starts[0]).toBe(1);
  expect(starts.filter((start) => start === 1)).toHaveLength(2);
});

test("knots that coincide give numbers, not NaN", () => {
  const path = trace(
    knots([
      [0.3, 0.3],
      [0.3, 0.3],
      [0.3, 0.3],
      [0.5, 0.5],
    ]),
  );
  for (let i = 0; i < path.length; i++) expect(Number.isFinite(path.x[i]! + path.y[i]!)).toBe(true);
});
