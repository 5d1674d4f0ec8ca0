import { principalAxes } from "hourglass-lab/internal/measures/code/principal-plane.ts";
import type { Matrix } from "hourglass-lab/internal/measures/matrix.ts";
import type { CodePlane, PlaneChoice } from "./explorer-api.ts";
import { nearestTurn, type Turn } from "./procrustes.ts";

/** A plane in the space of codes: the point (x, y) is `origin + x * axes[0] + y * axes[1]`. */
export interface PlaneAxes {
  /** `[latentSize]` */
  readonly origin: Float64Array;
  /** `[latentSize]` each; the second is 0 for a code of one value. */
  readonly axes: readonly [Float64Array, Float64Array];
  readonly kind: CodePlane["axes"];
  /** The two values of the code along which they lie, where it has more. */
  readonly values?: readonly [number, number];
  /** Whether the axes were turned within their plane, away from the components that span it. */
  readonly isTurned: boolean;
  /** Of the code's variance, of 1: what the plane shows, and what each component or value holds. */
  readonly share: number;
  readonly shares: readonly [number, number];
}

/** Larger codes are seen by so many of their values, those that vary most: eigenvectors take the cube of their number. */
const mostValues = 256;

/**
 * The plane in which codes are shown: the code's own two values, or the first two principal components, or what is chosen instead.
 * @param codes `[N, latentSize]`
 * @param before the plane of weights shortly before, which this one is to resemble: the axes are turned within their plane
 */
export function planeOf(
  codes: Float32Array,
  latentSize: number,
  before?: PlaneAxes,
  choice?: PlaneChoice,
): PlaneAxes {
  const found = axesOf(codes, latentSize, choice);
  const { mean, variance } = momentsOf(codes, latentSize);
  const total = variance.reduce((sum, value) => sum + value, 0);
  const shares = sharesAlong(codes, mean, found.axes, total);
  const resembles =
    before?.origin.length === latentSize &&
    [found.kind, before.kind].every((kind) => kind === "principal components");
  const axes = resembles ? turn(found.axes, before.axes) : found.axes;
  // All of a code of one or two values is seen, whatever rounding says.
  return {
    ...found,
    axes,
    isTurned: resembles,
    shares,
    share: latentSize <= 2 ? 1 : Math.min(1, shares[0] + shares[1]),
  };
}

function axesOf(
  codes: Float32Array,
  latentSize: number,
  choice: PlaneChoice | undefined,
): Pick<PlaneAxes, "origin" | "axes" | "kind" | "values"> {
  const unit = (at: number): Float64Array =>
    Float64Array.from({ length: latentSize }, (_, value) => (value === at ? 1 : 0));
  if (latentSize === 1 || (latentSize === 2 && choice !== "principal components")) {
    const kind = latentSize === 2 ? "the code's two values" : "the code's only value";
    return { origin: new Float64Array(latentSize), axes: [unit(0), unit(1)], kind };
  }
  const { mean, variance } = momentsOf(codes, latentSize);
  if (Array.isArray(choice)) {
    const [first, second] = choice as readonly [number, number];
    // Where both are 0 the plane has its origin, so that its coordinates are the values themselves.
    const origin = mean.map((value, at) => (at === first || at === second ? 0 : value));
    return {
      origin,
      axes: [unit(first), unit(second)],
      kind: "two values of the code",
      values: [first, second],
    };
  }
  const chosen = mostVarying(variance, mostValues);
  const { axes: components } = principalAxes(aroundMean(codes, latentSize, mean, chosen));
  const [first = [], second = []] = components;
  const axes: PlaneAxes["axes"] = [spread(first, chosen, latentSize), spread(second, chosen, latentSize)];
  return { origin: mean, axes, kind: "principal components" };
}

/** What share of the code's variance lies along each axis. */
function sharesAlong(
  codes: Float32Array,
  mean: Float64Array,
  axes: PlaneAxes["axes"],
  total: number,
): readonly [number, number] {
  if (total === 0) return [1, 0];
  const size = mean.length;
  const along = (axis: Float64Array): number => {
    let sum = 0;
    for (let start = 0; start < codes.length; start += size) {
      let at = 0;
      for (let value = 0; value < size; value++) at += (codes[start + value]! - mean[value]!) * axis[value]!;
      sum += at * at;
    }
    return Math.min(1, (sum * size) / codes.length / total);
  };
  return [along(axes[0]), along(axes[1])];
}

/** Codes as points of a plane: `[N, 2]`. */
export function project(
  codes: Float32Array,
  { origin, axes }: Pick<PlaneAxes, "origin" | "axes">,
): Float32Array {
  const size = origin.length;
  const count = codes.length / size;
  const points = new Float32Array(2 * count);
  for (let row = 0; row < count; row++) {
    for (const [side, axis] of axes.entries()) {
      let sum = 0;
      for (let value = 0; value < size; value++) {
        sum += (codes[row * size + value]! - origin[value]!) * axis[value]!;
      }
      points[2 * row + side] = sum;
    }
  }
  return points;
}

/** The code at a point of a plane. */
export function codeAt(
  { origin, axes }: Pick<PlaneAxes, "origin" | "axes">,
  x: number,
  y: number,
): Float32Array {
  return Float32Array.from(origin, (start, value) => start + x * axes[0][value]! + y * axes[1][value]!);
}

/** Mean and variance of every value over codes. */
export function momentsOf(
  codes: Float32Array,
  size: number,
): { readonly mean: Float64Array; readonly variance: Float64Array } {
  const count = codes.length / size;
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  for (let at = 0; at < codes.length; at++) mean[at % size]! += codes[at]! / count;
  for (let at = 0; at < codes.length; at++) {
    variance[at % size]! += (codes[at]! - mean[at % size]!) ** 2 / count;
  }
  return { mean, variance };
}

/** The values that vary most, `most` of them, in their order. @param spread of each: its variance or its deviation */
export function mostVarying(spread: ArrayLike<number>, most: number): readonly number[] {
  return Array.from({ length: spread.length }, (_, value) => value)
    .sort((a, b) => spread[b]! - spread[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}

/** Some values of codes, less their means. */
function aroundMean(
  codes: Float32Array,
  latentSize: number,
  mean: Float64Array,
  chosen: readonly number[],
): Matrix {
  const columns = chosen.length;
  const rows = codes.length / latentSize;
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = chosen[column]!;
      data[row * columns + column] = codes[row * latentSize + value]! - mean[value]!;
    }
  }
  return { rows, columns, data };
}

function spread(values: readonly number[], places: readonly number[], size: number): Float64Array {
  const all = new Float64Array(size);
  places.forEach((place, at) => {
    all[place] = values[at]!;
  });
  return all;
}

/** Turns two orthonormal axes within their plane, and mirrors them where that is nearer, so that they lie as closely as they can to two others. */
function turn([v, w]: PlaneAxes["axes"], [a, b]: PlaneAxes["axes"]): PlaneAxes["axes"] {
  return turnAxes([v, w], nearestTurn([dot(v, a), dot(v, b)], [dot(w, a), dot(w, b)]));
}

/** Axes turned, and mirrored where `sign` is -1. */
export function turnAxes([v, w]: PlaneAxes["axes"], { cosine, sine, sign }: Turn): PlaneAxes["axes"] {
  return [
    v.map((value, at) => cosine * value + sine * w[at]!),
    v.map((value, at) => sign * (cosine * w[at]! - sine * value)),
  ];
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}
