import { createRandom } from "hourglass-core/internal/random/random.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import { lloyd, spreadCentres } from "../classes/k-means.ts";
import type { Matrix } from "../matrix.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { pause } from "../pacing.ts";
import { type CovarianceName, covariances } from "./covariance.ts";
import { densitiesOf, type GaussianMixture } from "./gaussian-mixture.ts";

/** As scikit-learn: EM rests when the mean of log p(x) rises by less, in nats a point. */
const usualTolerance = 1e-3;
/** As scikit-learn. */
const mostIterations = 100;
/** As scikit-learn: added to every variance, so that a component of one point alone has a density. */
const leastVariance = 1e-6;
/** Likewise to the weight of every component: one without points does not divide by 0. */
const leastWeight = 10 * Number.EPSILON;

/** Of a point: less adds nothing to a sum of products that float64 could hold beside those of others. */
const negligible = 1e-20;

const seed = 1;

/** Products of numbers between two pauses: about a tenth of a second. */
const workAtOnce = 5e7;

/** The numbers of a full covariance grow with the square of the columns: of more, those along the axes have to do. */
export const mostFullColumns = 64;

/** The covariances that mixtures of points with so many columns have. */
export function covarianceFor(columns: number): CovarianceName {
  return columns > mostFullColumns ? "diagonal" : "full";
}

export interface MixtureFit {
  readonly mixture: GaussianMixture;
  readonly iterations: number;
  /** Whether the tolerance was reached, rather than the last iteration. */
  readonly converged: boolean;
}

/**
 * A mixture of `components` normal distributions that fits `points`, by expectation maximisation (Dempster, Laird and Rubin 1977) from the
 * clusters of one seeded k-means++ with Lloyd's iterations. The same points give the same mixture.
 * @param tolerance EM rests when the mean of log p(x) rises by less, in nats a point
 * @throws NotMeasurableError if there are fewer points than components, or a component has no density in float64
 * @throws the reason of `signal` once that is aborted
 */
export async function fitMixture(
  points: Matrix,
  components: number,
  covariance: CovarianceName,
  hooks: ProgressHooks = {},
  tolerance: number = usualTolerance,
): Promise<MixtureFit> {
  if (components < 1 || points.rows < components) {
    throw new NotMeasurableError(
      `it needs at least one image for each of ${counted(components, "component")}, found ${points.rows}`,
    );
  }
  await pause(hooks, 0);
  const random = createRandom(seed, `mixture of ${components}`);
  const { clusters } = lloyd(points, spreadCentres(points, components, random));
  return fitMixtureFrom(points, clusters, components, covariance, hooks, tolerance);
}

/**
 * As {@link fitMixture}, from given clusters: the first components are those of their points.
 * @param clusters the number of a component from 0 for each point
 */
export async function fitMixtureFrom(
  points: Matrix,
  clusters: ArrayLike<number>,
  components: number,
  covariance: CovarianceName,
  hooks: ProgressHooks = {},
  tolerance: number = usualTolerance,
): Promise<MixtureFit> {
  const { rows, columns } = points;
  const belonging = new Float64Array(rows * components);
  for (let row = 0; row < rows; row++) belonging[row * components + clusters[row]!] = 1;
  const work = rows * components * covariances[covariance].size(columns);
  let mixture = mixtureOf(points, belonging, components, covariance);
  let likelihood = Number.NEGATIVE_INFINITY;
  let sincePause = workAtOnce;
  for (let iteration = 1; ; iteration++) {
    sincePause += work;
    if (sincePause >= workAtOnce) {
      sincePause = 0;
      await pause(hooks, iteration / mostIterations);
    }
    const { logDensities, responsibilities } = densitiesOf(mixture, points);
    const before = likelihood;
    likelihood = logDensities.reduce((sum, value) => sum + value, 0) / rows;
    mixture = mixtureOf(points, responsibilities, components, covariance);
    const converged = Math.abs(likelihood - before) < tolerance;
    if (converged || iteration === mostIterations) return { mixture, iterations: iteration, converged };
  }
}

/** The mixture of greatest likelihood where it is known how much of each point is of each component: the M step. */
function mixtureOf(
  { rows, columns, data }: Matrix,
  belonging: Float64Array,
  components: number,
  covariance: CovarianceName,
): GaussianMixture {
  const kind = covariances[covariance];
  const size = kind.size(columns);
  const totals = new Float64Array(components).fill(leastWeight);
  const means = new Float64Array(components * columns);
  for (let row = 0; row < rows; row++) {
    for (let component = 0; component < components; component++) {
      const weight = belonging[row * components + component]!;
      if (weight === 0) continue;
      totals[component]! += weight;
      for (let column = 0; column < columns; column++) {
        means[component * columns + column]! += weight * data[row * columns + column]!;
      }
    }
  }
  for (let at = 0; at < means.length; at++) means[at]! /= totals[Math.floor(at / columns)]!;
  const factors = new Float64Array(components * size);
  const difference = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let component = 0; component < components; component++) {
      const weight = belonging[row * components + component]!;
      if (weight < negligible) continue;
      for (let column = 0; column < columns; column++) {
        difference[column] = data[row * columns + column]! - means[component * columns + column]!;
      }
      kind.add(factors, component * size, difference, weight);
    }
  }
  for (let component = 0; component < components; component++) {
    kind.average(factors, component * size, columns, totals[component]!, leastVariance);
    if (!kind.factorise(factors, component * size, columns)) {
      throw new NotMeasurableError(
        `a component of the mixture of ${components} has no density: its images do not vary in some direction of the code`,
      );
    }
  }
  return { covariance, columns, weights: totals.map((total) => total / rows), means, factors };
}
