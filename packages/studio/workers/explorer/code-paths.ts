import { quantileSorted } from "d3-array";
import { takeSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { normalQuantile } from "hourglass-lab/internal/evaluation/normal-quantile.ts";
import { codeAt, project } from "./code-plane.ts";
import type { ExplorerModel } from "./explorer-model.ts";

/** Codes at equal steps on the straight line between those of two test samples, both included: `[steps, latentSize]`. */
export async function walkCodes(
  explored: ExplorerModel,
  from: number,
  to: number,
  steps: number,
): Promise<Float32Array> {
  const { latentSize } = explored.model;
  const taken = takeSamples(explored.test, Int32Array.of(from, to));
  const ends = await explored.encode(valuesOf(taken), taken.labels);
  return Float32Array.from({ length: steps * latentSize }, (_, at) => {
    const share = steps === 1 ? 0 : Math.floor(at / latentSize) / (steps - 1);
    const value = at % latentSize;
    return (1 - share) * ends[value]! + share * ends[latentSize + value]!;
  });
}

/** Of the points of the plane, so many lie beyond each edge of a grid. */
const tail = 0.01;

/**
 * Codes over two directions, the second falling from row to row: `[side, side, latentSize]`.
 * @param directions two values of the code, the others at their mean; the axes of the plane unless given
 */
export async function gridCodes(
  explored: ExplorerModel,
  side: number,
  directions?: readonly [number, number],
): Promise<Float32Array> {
  const { latentSize } = explored.model;
  const codes = new Float32Array(side * side * latentSize);
  const [xs, ys, code] =
    directions === undefined
      ? await alongPlane(explored, side)
      : await alongValues(explored, side, directions);
  ys.toReversed().forEach((y, row) => {
    xs.forEach((x, column) => {
      codes.set(code(x, y), (row * side + column) * latentSize);
    });
  });
  return codes;
}

/** Coordinates of both directions, ascending, and the code at a pair of them. */
type Grid = readonly [
  xs: readonly number[],
  ys: readonly number[],
  code: (x: number, y: number) => Float32Array,
];

async function alongPlane(explored: ExplorerModel, side: number): Promise<Grid> {
  const plane = await explored.plane();
  const points = project(await explored.codes(), plane);
  const coordinates = (axis: number): readonly number[] => {
    const sorted = Array.from(points.filter((_, at) => at % 2 === axis).sort());
    return evenly(quantileSorted(sorted, tail) ?? 0, quantileSorted(sorted, 1 - tail) ?? 0, side);
  };
  return [coordinates(0), coordinates(1), (x, y) => codeAt(plane, x, y)];
}

async function alongValues(
  explored: ExplorerModel,
  side: number,
  [first, second]: readonly [number, number],
): Promise<Grid> {
  const { mean, low, high } = await explored.statistics();
  const coordinates = (value: number): readonly number[] =>
    codeOf(explored.model).distribution !== undefined
      ? // Neighbours are equally probable under the prior.
        Array.from({ length: side }, (_, step) => normalQuantile((step + 0.5) / side))
      : evenly(low[value]!, high[value]!, side);
  const code = (x: number, y: number): Float32Array => {
    const values = mean.slice();
    values[first] = x;
    values[second] = y;
    return values;
  };
  return [coordinates(first), coordinates(second), code];
}

function evenly(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, step) =>
    count === 1 ? (from + to) / 2 : from + ((to - from) * step) / (count - 1),
  );
}
