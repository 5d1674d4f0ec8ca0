import type { PlaneAxes } from "./code-plane.ts";
import type { PlaneEllipse } from "./explorer-api.ts";

/**
 * A normal distribution with a diagonal covariance, seen in the plane: its projection is normal, with the covariance
 * `sum over k of deviation[k]² (a[k], b[k])ᵀ (a[k], b[k])` for the axes a and b.
 * @param centre where its mean lies in the plane
 * @param deviation `[latentSize]`
 */
export function projectDeviations(
  centre: readonly [number, number],
  deviation: Float32Array,
  { axes: [a, b] }: Pick<PlaneAxes, "axes">,
): PlaneEllipse {
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let value = 0; value < deviation.length; value++) {
    const variance = deviation[value]! ** 2;
    xx += variance * a[value]! * a[value]!;
    xy += variance * a[value]! * b[value]!;
    yy += variance * b[value]! * b[value]!;
  }
  // Eigenvalues of a symmetric 2 x 2 matrix.
  const middle = (xx + yy) / 2;
  const apart = Math.hypot((xx - yy) / 2, xy);
  return {
    centre,
    radii: [Math.sqrt(middle + apart), Math.sqrt(Math.max(0, middle - apart))],
    angle: 0.5 * Math.atan2(2 * xy, xx - yy),
  };
}
