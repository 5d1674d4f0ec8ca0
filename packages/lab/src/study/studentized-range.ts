import jStat from "jstat";

/**
 * The upper tail of the studentized range: the chance that the greatest and the least of `count` independent means of one
 * normal distribution lie further than `q` standard errors apart, where the error is estimated with `degreesOfFreedom`.
 * With W the distribution function of the range of `count` standard normal values, and s that estimate over the true error:
 *
 *     1 - ∫ f(s) W(q s) ds,    W(w) = count ∫ φ(z) (Φ(z) - Φ(z - w))^(count - 1) dz
 *
 * (H. O. Hartley, "Studentization", Biometrika 33, 1944.) By the trapezoidal rule, in z and in log s: both integrands are
 * smooth and vanish at both ends, where its error falls exponentially. The tables of jStat and R stop at four digits where
 * there are few degrees of freedom, and have none for one.
 */
export function rangeTail(q: number, count: number, degreesOfFreedom: number): number {
  if (q <= 0) return 1;
  const spread = 1 / Math.sqrt(2 * degreesOfFreedom);
  const step = Math.min(0.1, spread / 3);
  // Beyond, the density of log s is below 1e-17 of its height.
  const first = -Math.ceil((40 / degreesOfFreedom + 9 * spread) / step);
  const last = Math.ceil((9 * spread) / step);
  const half = degreesOfFreedom / 2;
  const scale = Math.LN2 + half * Math.log(half) - jStat.gammaln(half);
  let tail = 0;
  for (let index = first; index <= last; index++) {
    const logS = index * step;
    const density = Math.exp(scale + degreesOfFreedom * logS - half * Math.exp(2 * logS));
    if (density > 1e-18) tail += density * (1 - rangeBelow(q * Math.exp(logS), count));
  }
  return Math.min(1, Math.max(0, tail * step));
}

/** Where standard normal values lie, and with which weights. */
const nodeStep = 0.25;
const nodes: readonly number[] = Array.from({ length: 69 }, (_, index) => (index - 34) * nodeStep);
const below: readonly number[] = nodes.map((z) => jStat.normal.cdf(z, 0, 1));
const densities: readonly number[] = nodes.map(
  (z) => (nodeStep * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI),
);

/** W(w). */
function rangeBelow(w: number, count: number): number {
  let sum = 0;
  for (const [index, z] of nodes.entries()) {
    const between = (below[index] as number) - jStat.normal.cdf(z - w, 0, 1);
    sum += (densities[index] as number) * between ** (count - 1);
  }
  return Math.min(1, count * sum);
}

const known = new Map<string, number>();

/** The range that is exceeded with the chance `level`. */
export function criticalRange(level: number, count: number, degreesOfFreedom: number): number {
  const key = `${level} ${count} ${degreesOfFreedom}`;
  const found = known.get(key) ?? findCritical(level, count, degreesOfFreedom);
  known.set(key, found);
  return found;
}

/** The tail falls as the range grows: halving, in logarithms as one degree of freedom has ranges of hundreds. */
function findCritical(level: number, count: number, degreesOfFreedom: number): number {
  let [low, high] = [0, 1];
  while (rangeTail(2 ** high, count, degreesOfFreedom) > level) [low, high] = [high, high + 1];
  while (high - low > 1e-10) {
    const middle = (low + high) / 2;
    if (rangeTail(2 ** middle, count, degreesOfFreedom) > level) low = middle;
    else high = middle;
  }
  return 2 ** high;
}
