import { shapeOf, sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { multiply } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import type { Matrix } from "../../measures/matrix.ts";
import type { BaselineScore, NormalSeen } from "../detector-score.ts";
import { seenProgram, throughProgram } from "../seen-program.ts";
import { edgesInWords } from "./edges.ts";
import {
  keptReferences,
  mostReferences,
  mostReferencesOf,
  nearestDistance,
  nearestSquare,
  neighbour,
} from "./nearest.ts";
import { type Representation, represented } from "./representations.ts";
import { unitRows } from "./unit-rows.ts";

/** How samples are compared. */
interface Comparison {
  readonly of: Representation;
  readonly by: "cosine" | "Euclid";
  /** The distance is to the nearest where it is 1, to the next where it is 2, and so on. */
  readonly nearest: number;
}

/**
 * How far a sample is from the normal ones, without any model: the distance to a near normal one, by Euclid or one minus the cosine.
 * Ramaswamy, Rastogi and Shim, "Efficient algorithms for mining outliers from large data sets", 2000.
 */
function neighbourScore(
  words: Pick<BaselineScore, "name" | "title" | "definition">,
  { of, by, nearest }: Comparison,
): BaselineScore {
  const rowsOf = (seen: Value, shape: SampleShape): Value => {
    const rows = represented(seen, of, shape);
    return by === "cosine" ? unitRows(rows) : rows;
  };
  return {
    ...words,
    ...(of === "pixels" ? {} : { needsImages: true }),
    isBaseline: true,
    fit: async (normal) => keptReferences(await rowsOfSamples(normal, rowsOf)),
    apply: ({ seen, shape }, kept) => {
      const rows = rowsOf(seen, shape);
      return by === "cosine" ? angleTo(rows, kept, nearest) : nearestDistance(rows, kept, nearest);
    },
  };
}

/** One minus the cosine to a near reference, `[batch]`, of rows that have the length 1, as these have: |q - r|^2 = 2 - 2 q . r. */
function angleTo(rows: Value, kept: ReadonlyMap<string, Value>, nearest: number): Value {
  return multiply(nearestSquare(rows, kept, nearest), 0.5);
}

/** The rows of the first samples, as many as references may be. */
async function rowsOfSamples(
  { runtime, seen, hooks }: Pick<NormalSeen, "runtime" | "seen" | "hooks">,
  rowsOf: (seen: Value, shape: SampleShape) => Value,
): Promise<Matrix> {
  const shape = shapeOf(seen);
  let columns = 0;
  const program = seenProgram(shape, (given) => {
    const rows = rowsOf(given, shape);
    columns = rows.shape[1] as number;
    return new Map([["rows", rows]]);
  });
  const count = Math.min(seen.count, Math.max(neighbour, mostReferencesOf(columns)));
  const found = await throughProgram(runtime, program, sliceSamples(seen, 0, count), hooks);
  return { rows: count, columns, data: found.get("rows") as Float32Array };
}

const among = `of at most the first ${mostReferences.toLocaleString("en-US")} of them`;
const smoothed = "both smoothed twice by the 3 x 3 binomial filter";

export const cosine: BaselineScore = neighbourScore(
  {
    name: "cosine",
    title: "pixels, cosine",
    definition:
      "One minus the cosine between the image, as a vector of pixels, and the " +
      `${neighbour}-th nearest normal training image by it; ${among}.`,
  },
  { of: "pixels", by: "cosine", nearest: neighbour },
);

export const smoothCosine: BaselineScore = neighbourScore(
  { name: "smooth-cosine", title: "smoothed pixels, cosine", definition: `The same with ${smoothed}.` },
  { of: "smoothed pixels", by: "cosine", nearest: neighbour },
);

export const edgesCosine: BaselineScore = neighbourScore(
  {
    name: "edges-cosine",
    title: "edges, cosine",
    definition: `One minus the cosine to the nearest normal training image by it, ${edgesInWords}; ${among}.`,
  },
  { of: "edges", by: "cosine", nearest: 1 },
);

export const edgesEuclid: BaselineScore = neighbourScore(
  {
    name: "edges-euclid",
    title: "edges, Euclid",
    definition: `The Euclidean distance to the nearest normal training image by it, ${edgesInWords}; ${among}.`,
  },
  { of: "edges", by: "Euclid", nearest: 1 },
);

export const euclid: BaselineScore = neighbourScore(
  {
    name: "euclid",
    title: "pixels, Euclid",
    definition:
      `The Euclidean distance to the ${neighbour}-th nearest normal training image, in pixels; of at most the first ` +
      `${mostReferences.toLocaleString("en-US")} of them.`,
  },
  { of: "pixels", by: "Euclid", nearest: neighbour },
);

export const smoothEuclid: BaselineScore = neighbourScore(
  { name: "smooth-euclid", title: "smoothed pixels, Euclid", definition: `The same with ${smoothed}.` },
  { of: "smoothed pixels", by: "Euclid", nearest: neighbour },
);
