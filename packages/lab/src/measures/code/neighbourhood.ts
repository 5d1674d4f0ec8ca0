import { sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import { firstRows, type Matrix } from "../matrix.ts";
import type { Measure } from "../measure.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { partOf, pause } from "../pacing.ts";
import { rawValues, seenBy } from "../raw-values.ts";

/** How far one space keeps the neighbours of another: 1 all of them, about 0.5 where it knows nothing of them. */
export interface NeighbourhoodQuality {
  /** 1 unless images are neighbours in the code that are far from each other as pixels. */
  readonly trustworthiness: number;
  /** 1 unless images are far from each other in the code that are neighbours as pixels. */
  readonly continuity: number;
}

const mostImages = 2_000;
const neighbours = 5;
/** Rows of distances between two looks at the event loop. */
const rowsAtOnce = 250;

/**
 * Trustworthiness and continuity of `codes` over `originals`, for k neighbours in Euclidean distance: Venna and Kaski,
 * "Neighborhood preservation in nonlinear projection methods", 2001, equations 1 and 2; the first as
 * `sklearn.manifold.trustworthiness`, the second the same with the spaces swapped. Of equally far rows, the earlier counts
 * as the nearer.
 * @throws NotMeasurableError unless there are more than 2 k rows, for which the measures are defined
 */
export async function neighbourhoodQuality(
  originals: Matrix,
  codes: Matrix,
  k: number,
  hooks: ProgressHooks = {},
): Promise<NeighbourhoodQuality> {
  const count = originals.rows;
  if (count <= 2 * k) {
    throw new NotMeasurableError(
      `it needs more than ${2 * k} test images for ${counted(k, "neighbour")} each, found ${count}`,
    );
  }
  const share = codes.columns / (codes.columns + originals.columns);
  const inCode = await allDistances(codes, partOf(hooks, 0, share));
  const inImages = await allDistances(originals, partOf(hooks, share, 1));
  let intruders = 0;
  let missing = 0;
  for (let row = 0; row < count; row++) {
    const code = inCode.subarray(row * count, (row + 1) * count);
    const image = inImages.subarray(row * count, (row + 1) * count);
    intruders += excessRanks(image, code, k);
    missing += excessRanks(code, image, k);
  }
  const scale = 2 / (count * k * (2 * count - 3 * k - 1));
  return { trustworthiness: 1 - scale * intruders, continuity: 1 - scale * missing };
}

/**
 * Squared distances `[rows, rows]`; infinite from a row to itself, which is no neighbour of its own. As
 * |a|² + |b|² - 2 ab, of which only what is not 0 in `a` has to be looked at: a fifth of the pixels of handwriting.
 */
async function allDistances({ rows, columns, data }: Matrix, hooks: ProgressHooks): Promise<Float64Array> {
  const distances = new Float64Array(rows * rows);
  const squares = new Float64Array(rows);
  const positions = new Uint32Array(columns);
  const values = new Float64Array(columns);
  for (let a = 0; a < rows; a++) {
    if (a % rowsAtOnce === 0) await pause(hooks, (a / rows) ** 2);
    let used = 0;
    for (let column = 0; column < columns; column++) {
      const value = data[a * columns + column]!;
      if (value === 0) continue;
      positions[used] = column;
      values[used++] = value;
      squares[a]! += value * value;
    }
    distances[a * rows + a] = Number.POSITIVE_INFINITY;
    for (let b = 0; b < a; b++) {
      let product = 0;
      for (let index = 0; index < used; index++)
        product += values[index]! * data[b * columns + positions[index]!]!;
      const distance = squares[a]! + squares[b]! - 2 * product;
      distances[a * rows + b] = distance;
      distances[b * rows + a] = distance;
    }
  }
  await pause(hooks, 1);
  return distances;
}

/** By how much the ranks in one space of the k nearest of another exceed k, summed. Distances from one row to all. */
function excessRanks(ranked: Float64Array, by: Float64Array, k: number): number {
  let sum = 0;
  for (const neighbour of nearest(by, k)) sum += Math.max(0, rankOf(neighbour, ranked) - k);
  return sum;
}

/** The positions of the `k` smallest distances, in rising order. */
function nearest(distances: Float64Array, k: number): number[] {
  const found: number[] = [];
  for (let index = 0; index < distances.length; index++) {
    if (found.length === k && distances[index]! >= distances[found[k - 1]!]!) continue;
    let place = Math.min(found.length, k - 1);
    for (; place > 0 && distances[found[place - 1]!]! > distances[index]!; place--)
      found[place] = found[place - 1]!;
    found[place] = index;
  }
  return found;
}

/** 1 for the smallest distance. */
function rankOf(position: number, distances: Float64Array): number {
  const own = distances[position]!;
  let rank = 1;
  for (let index = 0; index < distances.length; index++) {
    if (distances[index]! < own || (distances[index] === own && index < position)) rank++;
  }
  return rank;
}

export const neighbourhood: Measure = {
  title: "Neighbourhood",
  definition:
    "Whether images that are neighbours in the code are neighbours as pixels (trustworthiness), and the reverse (continuity): 1 less " +
    `the normalised amount by which ranks exceed k, for the k = ${neighbours} nearest by Euclidean distance.`,
  protocol: `Nothing is fitted; on the first ${mostImages.toLocaleString("en")} test images.`,
  source: "Venna and Kaski 2001; trustworthiness as in scikit-learn",
  figures: {
    trustworthiness: { title: "trustworthiness", unit: "", better: "higher", headline: true },
    continuity: { title: "continuity", unit: "", better: "higher", headline: true },
  },
  seconds: 3,
  memory: ({ test, imageSize, latentSize }) => {
    const count = Math.min(test, mostImages);
    return 16 * count ** 2 + 4 * (count * imageSize + test * latentSize);
  },
  async measure(representation, hooks) {
    const { train, test } = representation.splits;
    const few = sliceSamples(test, 0, Math.min(test.count, mostImages));
    const codes = firstRows(await representation.codes("test"), few.count);
    const values = rawValues(seenBy(train)(few));
    return { figures: { ...(await neighbourhoodQuality(values, codes, neighbours, hooks)) } };
  },
};
