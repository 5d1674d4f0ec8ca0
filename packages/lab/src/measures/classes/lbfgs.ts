/** A function at a point. */
export interface ValueAndGradient {
  readonly value: number;
  readonly gradient: Float64Array;
}

export interface LbfgsOptions {
  /** Done when no entry of the gradient is larger in magnitude. */
  readonly tolerance: number;
  readonly maximumIterations: number;
  /** Told before every iteration, which it may stop by throwing. */
  readonly onIteration?: (iteration: number) => void;
}

export interface Minimum extends ValueAndGradient {
  readonly point: Float64Array;
  readonly iterations: number;
  /** Whether `tolerance` was reached, rather than the last iteration or the end of the function's precision. */
  readonly converged: boolean;
}

/** Pairs of steps and changes of the gradient that stand for the curvature. */
const memory = 10;
/** Arrays as long as the point that a search holds at most: the pairs, and about eight more while it moves. */
export const curvatureArrays: number = 2 * memory + 8;
/** The constants of the Wolfe conditions that Nocedal and Wright recommend for quasi-Newton methods. */
const [sufficientDecrease, curvature] = [1e-4, 0.9];
/** Of a value, relative to it: sums of float32 numbers. */
const rounding = 1e-7;
/** A step halved as often is lost in the rounding of the function's values. */
const maximumTrials = 25;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** 1 / (step . change) */
  readonly rho: number;
}

/**
 * Minimises a smooth function by L-BFGS (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.5). Steps meet
 * the Wolfe conditions (3.6), found by bracketing and halving (Lewis and Overton, "Nonsmooth optimization via quasi-Newton
 * methods", 2013, algorithm 2.6), so that every pair has positive curvature; near the minimum the approximate ones of Hager
and Zhang ("A new conjugate gradient method with guaranteed descent and an efficient line search", 2005, (23)).
 * @param start where to begin; not changed
 */
export async function minimise(
  evaluate: (point: Float64Array) => Promise<ValueAndGradient>,
  start: Float64Array,
  { tolerance, maximumIterations, onIteration }: LbfgsOptions,
): Promise<Minimum> {
  let point = start;
  let at = await evaluate(point);
  const pairs: Pair[] = [];
  for (let iterations = 0; ; iterations++) {
    const converged = at.gradient.every((entry) => Math.abs(entry) <= tolerance);
    if (converged || iterations === maximumIterations) return { ...at, point, iterations, converged };
    onIteration?.(iterations);
    const direction = descent(at.gradient, pairs);
    // Without curvature yet, the first step is of length 1.
    const first = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(at.gradient, at.gradient))) : 1;
    const next = await search(evaluate, point, at, direction, first);
    if (next === undefined) return { ...at, point, iterations, converged };
    const step = sumScaled(next.point, -1, point);
    const change = sumScaled(next.at.gradient, -1, at.gradient);
    pairs.push({ step, change, rho: 1 / dot(step, change) });
    if (pairs.length > memory) pairs.shift();
    ({ point, at } = next);
  }
}

/** Minus the gradient times the inverse Hessian that `pairs` stand for: the two-loop recursion, algorithm 7.4. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((entry) => -entry);
  const shares = pairs.toReversed().map(({ step, change, rho }) => {
    const share = rho * dot(step, direction);
    addScaled(direction, -share, change);
    return share;
  });
  const latest = pairs.at(-1);
  if (latest !== undefined) {
    const scale = 1 / (latest.rho * dot(latest.change, latest.change));
    for (let index = 0; index < direction.length; index++) direction[index]! *= scale;
  }
  for (const { step, change, rho } of pairs) {
    addScaled(direction, (shares.pop() as number) - rho * dot(change, direction), step);
  }
  return direction;
}

/** The first point tried along `direction` that meets the Wolfe conditions; `undefined` where rounding hides it. */
async function search(
  evaluate: (point: Float64Array) => Promise<ValueAndGradient>,
  point: Float64Array,
  at: ValueAndGradient,
  direction: Float64Array,
  first: number,
): Promise<{ readonly point: Float64Array; readonly at: ValueAndGradient } | undefined> {
  const slope = dot(at.gradient, direction);
  let [low, high, length] = [0, Number.POSITIVE_INFINITY, first];
  for (let trial = 0; trial < maximumTrials; trial++) {
    const tried = sumScaled(point, length, direction);
    const there = await evaluate(tried);
    const slopeThere = dot(there.gradient, direction);
    // Where values differ by their rounding alone, slopes say whether it goes down.
    const descends =
      there.value <= at.value + sufficientDecrease * length * slope ||
      (there.value <= at.value + rounding * Math.abs(at.value) &&
        slopeThere <= (2 * sufficientDecrease - 1) * slope);
    // Written so that a value that is no number is too high.
    if (!descends) high = length;
    else if (slopeThere < curvature * slope) low = length;
    else return { point: tried, at: there };
    length = high === Number.POSITIVE_INFINITY ? 2 * length : (low + high) / 2;
  }
  return undefined;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

/** x + scale y */
function sumScaled(x: Float64Array, scale: number, y: Float64Array): Float64Array {
  const sum = x.slice();
  addScaled(sum, scale, y);
  return sum;
}

/** target += scale x */
function addScaled(target: Float64Array, scale: number, x: Float64Array): void {
  for (let index = 0; index < target.length; index++) target[index]! += scale * x[index]!;
}
