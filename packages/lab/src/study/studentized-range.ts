import jStat from "jstat";

/**
 * The upper tail of the studentized range: the chance that the greatest and the least of `count` independent means of one
 * normal distribution lie further than `q` standard errors apart, where the error is estimated with `degreesOfFreedom`.
 * With W the distribution function of the range of `count` standard normal values, and s that estimate over the true error:
 *
 *     1 - ∫ f(s) W(q s) ds,    W(w) = count ∫ φ(z) (Φ(z) - Φ(z - w))^(count - 1) dz
 *
 * (H. O. Hartley, "Studentization", Biometrika 33, 1944.) By the trapezoidal rule, in z and in log s: both integrands are
 * smooth and vanish at both ends, where its error falls exponentially. The places in log s are those at which log q s is a
 * multiple of the step, so that W is computed once for all ranges. The tables of jStat and R stop at four digits where there
 * are few degrees of freedom, and have none for one.
 */
export function rangeTail(q: number, count: number, degreesOfFreedom: number): number {
  if (q <= 0) return 1;
  const spread = 1 / Math.sqrt(2 * degreesOfFreedom);
  const step = stepWithin(Math.min(widestStep, spread / 3));
  const above = rangesAbove(count, step);
  const logQ = Math.log(q);
  // Beyond, the density of log s is below 1e-17 of its height.
  const first = Math.ceil((logQ - 40 / degreesOfFreedom - 9 * spread) / step);
  const last = Math.floor((logQ + 9 * spread) / step);
  const half = degreesOfFreedom / 2;
  const scale = Math.LN2 + half * Math.log(half) - jStat.gammaln(half);
  let tail = 0;
  for (let index = first; index <= last; index++) {
    const logS = index * step - logQ;
    const density = Math.exp(scale + degreesOfFreedom * logS - half * Math.exp(2 * logS));
    if (density > 1e-18) tail += density * above(index);
  }
  return Math.min(1, Math.max(0, tail * step));
}

const widestStep = 0.1;

/** The widest step within a bound, of some that many degrees of freedom share. */
function stepWithin(most: number): number {
  return widestStep / 2 ** Math.ceil(Math.log2(widestStep / most));
}

const knownAbove = new Map<string, (index: number) => number>();

/** 1 - W at the ranges whose logarithms are multiples of a step, each computed when it is first asked for. */
function rangesAbove(count: number, step: number): (index: number) => number {
  const key = `${count} ${step}`;
  const found = knownAbove.get(key);
  if (found !== undefined) return found;
  const values = new Map<number, number>();
  const above = (index: number): number => {
    const value = values.get(index) ?? 1 - rangeBelow(Math.exp(index * step), count);
    values.set(index, value);
    return value;
  };
  knownAbove.set(key, above);
  return above;
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
