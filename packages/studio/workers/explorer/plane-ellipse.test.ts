import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { projectDeviations } from "./plane-ellipse.ts";

const axis = (...values: number[]): Float64Array => Float64Array.from(values);

test("along the axes of the code the half axes are the deviations, the longer first", () => {
  const axes = [axis(1, 0, 0), axis(0, 0, 1)] as const;
  const { centre, radii, angle } = projectDeviations([3, -1], Float32Array.of(0.5, 9, 2), { axes });
  expect(centre).toEqual([3, -1]);
  expect(radii).toEqual([expect.closeTo(2, 6), expect.closeTo(0.5, 6)]);
  expect(Math.abs(angle)).toBeCloseTo(Math.PI / 2, 6);
});

test("in a plane that lies askew it is the spread of what is drawn and projected", () => {
  const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
  // Two orthonormal directions in a space of four values.
  const axes = [axis(c, s * 0.6, s * 0.8, 0), axis(-s, c * 0.6, c * 0.8, 0)] as const;
  const deviation = Float32Array.of(0.3, 2, 0.7, 1.1);
  const { radii, angle } = projectDeviations([0, 0], deviation, { axes });
  const random = createRandom(1, "ellipse");
  let [along, across, both] = [0, 0, 0];
  const count = 40_000;
  for (let draw = 0; draw < count; draw++) {
    const code = Array.from(deviation, (one) => one * random.normal());
    const [x = 0, y = 0] = axes.map((one) => code.reduce((sum, value, at) => sum + value * one[at]!, 0));
    const u = x * Math.cos(angle) + y * Math.sin(angle);
    const v = y * Math.cos(angle) - x * Math.sin(angle);
    along += u * u;
    across += v * v;
    both += u * v;
  }
  expect(Math.sqrt(along / count) / radii[0]).toBeCloseTo(1, 1);
  expect(Math.sqrt(across / count) / radii[1]).toBeCloseTo(1, 1);
  expect(Math.abs(both / Math.sqrt(along * across))).toBeLessThan(0.03);
});
