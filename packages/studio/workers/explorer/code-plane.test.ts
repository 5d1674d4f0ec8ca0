import { createRandom } from "hourglass-core/internal/random/random.ts";
import { principalPlane } from "hourglass-lab/internal/measures/code/principal-plane.ts";
import { expect, test } from "vitest";
import { codeAt, planeOf, project } from "./code-plane.ts";

const size = 6;
const count = 400;

/** Codes that vary most along two directions that are not axes of the code. */
function sampleCodes(turn = 0): Float32Array {
  const random = createRandom(1, "codes");
  return Float32Array.from(
    Array.from({ length: count }, () => {
      const [a, b] = [5 * random.normal(), 3 * random.normal()];
      const [x, y] = [a * Math.cos(turn) - b * Math.sin(turn), a * Math.sin(turn) + b * Math.cos(turn)];
      return [x + y, x - y, 2 + x, y, 0.1 * random.normal(), 0.1 * random.normal()];
    }).flat(),
  );
}

test("the plane of a larger code is that of its first two principal components", () => {
  const codes = sampleCodes();
  const plane = planeOf(codes, size);
  const expected = principalPlane({ rows: count, columns: size, data: codes });
  expect(plane.kind).toBe("principal components");
  expect(plane.share).toBeCloseTo(expected.explained ?? Number.NaN, 6);
  const points = project(codes, plane);
  expected.points.forEach(({ x, y }, row) => {
    expect(points[2 * row]).toBeCloseTo(x, 3);
    expect(points[2 * row + 1]).toBeCloseTo(y, 3);
  });
});

test("a point of the plane is decoded as the code that lies there", () => {
  const plane = planeOf(sampleCodes(), size);
  const code = codeAt(plane, 1.5, -0.5);
  expect(Array.from(project(code, plane))).toEqual([expect.closeTo(1.5, 5), expect.closeTo(-0.5, 5)]);
  expect(codeAt(plane, 0, 0)).toEqual(Float32Array.from(plane.origin));
});

test("codes that change little move little, though their principal components change places", () => {
  const before = planeOf(sampleCodes(), size);
  const codes = sampleCodes(Math.PI / 2);
  const after = planeOf(codes, size, before);
  // The same plane, and the same axes in it: alone, the first axis would lie along the other direction.
  for (const axis of [0, 1] as const) {
    const along = after.axes[axis].reduce((sum, value, at) => sum + value * before.axes[axis][at]!, 0);
    expect(along).toBeGreaterThan(0.99);
  }
  expect(after.share).toBeCloseTo(planeOf(codes, size).share, 9);
  // What the components hold is not what lies along the axes once these are turned.
  expect([before.isTurned, after.isTurned]).toEqual([false, true]);
  expect(after.shares[0]).toBeGreaterThan(after.shares[1]);
  expect(after.shares).toEqual(planeOf(codes, size).shares);
  const alone = planeOf(codes, size).axes[0];
  expect(Math.abs(alone.reduce((sum, value, at) => sum + value * before.axes[0][at]!, 0))).toBeLessThan(0.5);
});

test("axes that were mirrored before stay mirrored", () => {
  const codes = sampleCodes();
  const plain = planeOf(codes, size);
  const mirrored = { ...plain, axes: [plain.axes[0].map((value) => -value), plain.axes[1]] as const };
  const points = project(codes, planeOf(codes, size, mirrored));
  const expected = project(codes, mirrored);
  points.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at]!, 4);
  });
});

test("a code of two values is its own plane", () => {
  const codes = Float32Array.of(1, 2, 3, 5);
  const plane = planeOf(codes, 2);
  expect(plane).toMatchObject({ kind: "the code's two values", share: 1 });
  expect(project(codes, plane)).toEqual(codes);
  expect(codeAt(plane, 7, 8)).toEqual(Float32Array.of(7, 8));
});

test("a code of one value lies on a line", () => {
  const plane = planeOf(Float32Array.of(1, 2), 1);
  expect(plane.kind).toBe("the code's only value");
  expect(project(Float32Array.of(1, 2), plane)).toEqual(Float32Array.of(1, 0, 2, 0));
  expect(codeAt(plane, 7, 8)).toEqual(Float32Array.of(7));
});

test("codes that are all the same have a plane, too", () => {
  const plane = planeOf(new Float32Array(5 * size).fill(2), size);
  expect(plane.share).toBe(1);
  expect(codeAt(plane, 0, 0)).toEqual(new Float32Array(size).fill(2));
});

test("of a very large code, the values that vary most are looked at", () => {
  const large = 300;
  const random = createRandom(1, "large codes");
  const codes = Float32Array.from({ length: 50 * large }, (_, at) =>
    at % large === 299 ? 10 * random.normal() : at % large > 200 ? 0 : 0.01 * random.normal(),
  );
  const { axes, share } = planeOf(codes, large);
  expect(Math.abs(axes[0][299]!)).toBeGreaterThan(0.99);
  expect(share).toBeGreaterThan(0.9);
});
