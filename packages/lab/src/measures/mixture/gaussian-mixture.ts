import type { Random } from "hourglass-core/internal/random/random.ts";
import type { Matrix } from "../matrix.ts";
import { type CovarianceName, covariances } from "./covariance.ts";

/** A density over points: a sum of normal distributions, the components. */
export interface GaussianMixture {
  readonly covariance: CovarianceName;
  readonly columns: number;
  /** The share of each component; they sum to 1. */
  readonly weights: Float64Array;
  /** `[components, columns]` */
  readonly means: Float64Array;
  /** The factor L of each covariance LLᵀ, one after the other, as its kind in {@link covariances} holds it. */
  readonly factors: Float64Array;
}

/** How points lie under a mixture. */
export interface Densities {
  /** log p(x) of each point, in nats; `[rows]`. */
  readonly logDensities: Float64Array;
  /** The probability that a point is of a component, `[rows, components]`: each row sums to 1. */
  readonly responsibilities: Float64Array;
}

/** In nats: a term that is so far below another is nothing beside it in float64, and need not be computed to its end. */
const negligibleBelow = 60;

/**
 * The densities of points, and which components they are of: log p(x) = log Σ w N(x; m, LLᵀ), summed from the largest term on, so that
 * none is lost where all are small.
 */
export function densitiesOf(mixture: GaussianMixture, { rows, columns, data }: Matrix): Densities {
  const { weights, means, factors } = mixture;
  const kind = covariances[mixture.covariance];
  const size = kind.size(columns);
  const components = weights.length;
  const inverses = new Float64Array(factors.length);
  /** What of a component's logarithm is the same for all points. */
  const constants = weights.map((weight, component) => {
    kind.invert(factors, component * size, columns, inverses);
    const logDeterminant = kind.logDeterminant(factors, component * size, columns);
    return Math.log(weight) - (columns / 2) * Math.log(2 * Math.PI) - logDeterminant;
  });
  const logDensities = new Float64Array(rows);
  const responsibilities = new Float64Array(rows * components);
  const difference = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const terms = responsibilities.subarray(row * components, (row + 1) * components);
    let largest = Number.NEGATIVE_INFINITY;
    for (let component = 0; component < components; component++) {
      for (let column = 0; column < columns; column++) {
        difference[column] = data[row * columns + column]! - means[component * columns + column]!;
      }
      const most = 2 * (constants[component]! - largest + negligibleBelow);
      const length = kind.squaredLength(inverses, component * size, difference, most);
      terms[component] = constants[component]! - length / 2;
      if (terms[component]! > largest) largest = terms[component]!;
    }
    let sum = 0;
    for (let component = 0; component < components; component++) {
      terms[component] = Math.exp(terms[component]! - largest);
      sum += terms[component]!;
    }
    for (let component = 0; component < components; component++) terms[component]! /= sum;
    logDensities[row] = largest + Math.log(sum);
  }
  return { logDensities, responsibilities };
}

/** The component that each point is most probably of; of equally probable ones the first. */
export function likeliestComponents(mixture: GaussianMixture, points: Matrix): Uint32Array {
  const { responsibilities } = densitiesOf(mixture, points);
  const components = mixture.weights.length;
  return Uint32Array.from({ length: points.rows }, (_, row) => {
    const ofRow = responsibilities.subarray(row * components, (row + 1) * components);
    return ofRow.reduce((best, value, component) => (value > ofRow[best]! ? component : best), 0);
  });
}

/** The mean of log p(x) over points, in nats a point. */
export function meanLogDensity(mixture: GaussianMixture, points: Matrix): number {
  const { logDensities } = densitiesOf(mixture, points);
  return logDensities.reduce((sum, value) => sum + value, 0) / points.rows;
}

/** The numbers that a mixture is free in: shares that sum to 1, means and covariances. */
export function freedomOf({ covariance, columns, weights }: GaussianMixture): number {
  return weights.length - 1 + weights.length * (columns + covariances[covariance].freedom(columns));
}

/**
 * The Bayesian information criterion, -2 Σ log p(x) + (free numbers) log(points): lower is better. Schwarz, "Estimating the dimension of a
 * model", 1978.
 */
export function bayesianCriterion(mixture: GaussianMixture, points: Matrix): number {
  return -2 * points.rows * meanLogDensity(mixture, points) + freedomOf(mixture) * Math.log(points.rows);
}

/** Points drawn from a mixture: `[count, columns]`. */
export function drawFromMixture(mixture: GaussianMixture, count: number, random: Random): Matrix {
  const { columns, weights, means, factors } = mixture;
  const kind = covariances[mixture.covariance];
  const data = new Float32Array(count * columns);
  const point = new Float64Array(columns);
  for (let row = 0; row < count; row++) {
    const component = drawComponent(weights, random);
    const normals = Float64Array.from({ length: columns }, () => random.normal());
    point.set(means.subarray(component * columns, (component + 1) * columns));
    kind.stretch(factors, component * kind.size(columns), normals, point);
    data.set(point, row * columns);
  }
  return { rows: count, columns, data };
}

function drawComponent(weights: Float64Array, random: Random): number {
  let left = random.uniform();
  for (let component = 0; component < weights.length; component++) {
    left -= weights[component]!;
    if (left < 0) return component;
  }
  // The rounding of the shares can leave a rest.
  return weights.findLastIndex((weight) => weight > 0);
}
