import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { alignPoints } from "./procrustes.ts";

const random = createRandom(1, "points");
const targets = Float32Array.from({ length: 400 }, (_, at) => random.normal() * (at % 2 === 0 ? 3 : 1));

/** The same shape, `size` times as large, turned by an angle, mirrored where asked, and moved. */
function moved(angle: number, isMirrored: boolean, size: number): Float32Array {
  const points = new Float32Array(targets.length);
  for (let at = 0; at < targets.length; at += 2) {
    const [x, y] = [targets[at]!, (isMirrored ? -1 : 1) * targets[at + 1]!];
    points[at] = size * (x * Math.cos(angle) - y * Math.sin(angle)) + 7;
    points[at + 1] = size * (x * Math.sin(angle) + y * Math.cos(angle)) - 2;
  }
  return points;
}

test.each([
  [0.7, false, 2],
  [-2.9, true, 0.5],
])("points turned by %f, mirrored: %s, come to lie on those they were made of", (angle, isMirrored, size) => {
  const points = moved(angle, isMirrored, size);
  const { turn, correlation } = alignPoints(points, targets);
  expect(correlation).toBeCloseTo(1, 5);
  expect(turn.sign).toBe(isMirrored ? -1 : 1);
  const { cosine, sine, sign } = turn;
  // The middles apart, and the size, each point is its target.
  const mean = (values: Float32Array, side: number): number =>
    values.filter((_, at) => at % 2 === side).reduce((sum, value) => sum + value, 0) / 200;
  for (const row of [0, 17, 199]) {
    const x = points[2 * row]! - mean(points, 0);
    const y = points[2 * row + 1]! - mean(points, 1);
    expect((cosine * x + sine * y) / size).toBeCloseTo(targets[2 * row]! - mean(targets, 0), 3);
    expect((sign * (cosine * y - sine * x)) / size).toBeCloseTo(targets[2 * row + 1]! - mean(targets, 1), 3);
  }
});

test("no other turn brings points nearer", () => {
  const points = moved(0.4, false, 1).map((value) => value + random.normal());
  const { turn } = alignPoints(points, targets);
  const centred = (values: Float32Array): Float32Array => {
    const mean = [0, 1].map(
      (side) => values.filter((_, at) => at % 2 === side).reduce((sum, value) => sum + value, 0) / 200,
    );
    return values.map((value, at) => value - mean[at % 2]!);
  };
  const [own, other] = [centred(points), centred(targets)];
  const apart = (angle: number, sign: number): number => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    let sum = 0;
    for (let at = 0; at < own.length; at += 2) {
      const [x, y] = [own[at]!, own[at + 1]!];
      sum += (c * x + s * y - other[at]!) ** 2 + (sign * (c * y - s * x) - other[at + 1]!) ** 2;
    }
    return sum;
  };
  const least = apart(Math.atan2(turn.sine, turn.cosine), turn.sign);
  for (let angle = 0; angle < 2 * Math.PI; angle += 0.01) {
    for (const sign of [1, -1]) expect(apart(angle, sign)).toBeGreaterThanOrEqual(least - 1e-6);
  }
});

test("points without a shape of their own stay as they are", () => {
  const { turn, correlation } = alignPoints(new Float32Array(400), targets);
  expect(turn).toMatchObject({ cosine: 1, sine: 0, sign: 1 });
  expect(correlation).toBe(0);
});
