import { createRandom, type Random } from "hourglass-core/internal/random/random.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { pause } from "../pacing.ts";
import { squaredDistance } from "../squared-distance.ts";

/** Which centre each row belongs to. */
export interface Assignment {
  /** The number of the nearest centre, a row each; of equally near ones the first. */
  readonly clusters: Uint32Array;
  /** Squared distances of the rows to their centres, summed. */
  readonly inertia: number;
}

export interface Clustering extends Assignment {
  /** `[clusters, columns]` */
  readonly centres: Matrix;
}

const seed = 1;
const usualStarts = 10;
/** As scikit-learn: the centres rest when their squared moves are below this share of the mean variance of a column. */
const tolerance = 1e-4;
const mostIterations = 300;

export interface KMeansOptions extends ProgressHooks {
  /** Clusterings of which the one of least inertia is kept; 10 unless given. */
  readonly starts?: number;
}

/**
 * The best of some clusterings of `points`, that is the one of least inertia; each by k-means++ and {@link lloyd}. The same
 * points give the same clusters.
 * @throws NotMeasurableError if there are fewer points than clusters
 */
export async function kMeans(
  points: Matrix,
  count: number,
  { starts = usualStarts, ...hooks }: KMeansOptions = {},
): Promise<Clustering> {
  if (count < 1 || points.rows < count) {
    throw new NotMeasurableError(
      `it needs at least one image for each of ${counted(count, "cluster")}, found ${points.rows}`,
    );
  }
  let best: Clustering | undefined;
  for (let start = 0; start < starts; start++) {
    await pause(hooks, start / starts);
    const centres = spreadCentres(points, count, createRandom(seed, `k-means start ${start}`));
    const found = lloyd(points, centres);
    if (best === undefined || found.inertia < best.inertia) best = found;
  }
  await pause(hooks, 1);
  return best!;
}

/**
 * k-means++: every centre after the first is a point drawn with a probability proportional to its squared distance from
 * those before. Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", 2007, section 2.2.
 */
export function spreadCentres(points: Matrix, count: number, random: Random): Matrix {
  const { rows, columns, data } = points;
  const centres = new Float32Array(count * columns);
  const distances = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  for (let centre = 0; centre < count; centre++) {
    const chosen = centre === 0 ? random.below(rows) : drawByWeight(distances, random);
    centres.set(data.subarray(chosen * columns, (chosen + 1) * columns), centre * columns);
    for (let row = 0; row < rows; row++) {
      const distance = squaredDistance(data, row * columns, centres, centre * columns, columns);
      if (distance < distances[row]!) distances[row] = distance;
    }
  }
  return { rows: count, columns, data: centres };
}

/** A position, each as likely as its weight says; all alike where all weights are 0. */
function drawByWeight(weights: Float64Array, random: Random): number {
  const total = weights.reduce((sum, weight) => sum + weight);
  if (total === 0) return random.below(weights.length);
  let left = random.uniform() * total;
  for (let index = 0; index < weights.length; index++) {
    left -= weights[index]!;
    if (left < 0) return index;
  }
  // The rounding of the differences can leave a rest.
  return weights.findLastIndex((weight) => weight > 0);
}

/**
 * Lloyd's iterations from the given centres until these rest. Distances that cannot change an assignment are not computed:
 * by the bounds of Elkan, "Using the triangle inequality to accelerate k-means", 2003, which lead to the same clusters. A
 * cluster that loses all its points stays where it is.
 */
export function lloyd(points: Matrix, initial: Matrix): Clustering {
  const { rows, columns, data } = points;
  const count = initial.rows;
  const centres = initial.data.slice();
  const clusters = new Uint32Array(rows);
  const sums = new Float64Array(count * columns);
  const sizes = new Float64Array(count);
  /** How far each centre has moved in all: what the bounds are out by. */
  const travelled = new Float64Array(count);
  /** Less what its centre had travelled: no less than the distance of a point to its centre. */
  const upper = new Float64Array(rows);
  /** `[rows, count]`, more by what the centre had travelled: no more than the distance of a point to a centre. */
  const lower = new Float64Array(rows * count);

  const distanceTo = (row: number, centre: number): number =>
    Math.sqrt(squaredDistance(data, row * columns, centres, centre * columns, columns));
  const add = (row: number, cluster: number, sign: 1 | -1): void => {
    sizes[cluster]! += sign;
    for (let column = 0; column < columns; column++) {
      sums[cluster * columns + column]! += sign * data[row * columns + column]!;
    }
  };
  for (let row = 0; row < rows; row++) {
    let nearest = 0;
    for (let centre = 0; centre < count; centre++) {
      lower[row * count + centre] = distanceTo(row, centre);
      if (lower[row * count + centre]! < lower[row * count + nearest]!) nearest = centre;
    }
    clusters[row] = nearest;
    upper[row] = lower[row * count + nearest]!;
    add(row, nearest, 1);
  }

  const rest = tolerance * meanVariance(points);
  for (let iteration = 1; iteration < mostIterations; iteration++) {
    const moves = moveCentres(centres, columns, sums, sizes);
    if (moves.reduce((sum, move) => sum + move ** 2, 0) <= rest) break;
    for (let centre = 0; centre < count; centre++) travelled[centre]! += moves[centre]!;
    const separations = halfSeparations(centres, columns, count);
    let changed = 0;
    for (let row = 0; row < rows; row++) {
      const before = clusters[row]!;
      let cluster = before;
      let distance = upper[row]! + travelled[cluster]!;
      if (distance <= separations[cluster]!) continue;
      let isExact = false;
      for (let centre = 0; centre < count; centre++) {
        const bound = lower[row * count + centre]! - travelled[centre]!;
        if (centre === cluster || distance <= bound) continue;
        if (!isExact) {
          isExact = true;
          distance = distanceTo(row, cluster);
          lower[row * count + cluster] = distance + travelled[cluster]!;
          if (distance <= bound) continue;
        }
        const other = distanceTo(row, centre);
        lower[row * count + centre] = other + travelled[centre]!;
        if (other < distance) {
          cluster = centre;
          distance = other;
        }
      }
      upper[row] = distance - travelled[cluster]!;
      if (cluster === before) continue;
      clusters[row] = cluster;
      changed++;
      add(row, before, -1);
      add(row, cluster, 1);
    }
    if (changed === 0) break;
  }
  const found: Matrix = { rows: count, columns, data: centres };
  return { centres: found, ...nearestCentres(points, found) };
}

/** Assigns each row of `points` to the nearest of the centres. */
export function nearestCentres(points: Matrix, centres: Matrix): Assignment {
  const { rows, columns, data } = points;
  const clusters = new Uint32Array(rows);
  let inertia = 0;
  for (let row = 0; row < rows; row++) {
    let least = Number.POSITIVE_INFINITY;
    for (let centre = 0; centre < centres.rows; centre++) {
      const distance = squaredDistance(data, row * columns, centres.data, centre * columns, columns);
      if (distance < least) {
        least = distance;
        clusters[row] = centre;
      }
    }
    inertia += least;
  }
  return { clusters, inertia };
}

/** Moves each centre to the mean of its points; gives how far each moved. */
function moveCentres(
  centres: Float32Array,
  columns: number,
  sums: Float64Array,
  sizes: Float64Array,
): Float64Array {
  return sizes.map((size, cluster) => {
    if (size === 0) return 0;
    let squares = 0;
    for (let at = cluster * columns; at < (cluster + 1) * columns; at++) {
      const before = centres[at]!;
      centres[at] = sums[at]! / size;
      squares += (centres[at]! - before) ** 2;
    }
    return Math.sqrt(squares);
  });
}

/** Half the distance of each centre to the one nearest to it: a point closer than that has no nearer centre. */
function halfSeparations(centres: Float32Array, columns: number, count: number): Float64Array {
  const separations = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      const half = Math.sqrt(squaredDistance(centres, a * columns, centres, b * columns, columns)) / 2;
      separations[a] = Math.min(separations[a]!, half);
      separations[b] = Math.min(separations[b]!, half);
    }
  }
  return separations;
}

function meanVariance({ rows, columns, data }: Matrix): number {
  let total = 0;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let at = column; at < data.length; at += columns) sum += data[at]!;
    const mean = sum / rows;
    for (let at = column; at < data.length; at += columns) total += (data[at]! - mean) ** 2;
  }
  return total / data.length;
}
