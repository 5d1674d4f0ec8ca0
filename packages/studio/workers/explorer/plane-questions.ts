import { takeSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { seenValues } from "hourglass-core/internal/inference/seen-values.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { asSamples } from "hourglass-lab/internal/evaluation/pictures.ts";
import { codeAt, type PlaneAxes, project, turnAxes } from "./code-plane.ts";
import type {
  AlignedPlane,
  CodePlane,
  ExplorerApi,
  Neighbours,
  PlaneChoice,
  PlaneEllipse,
} from "./explorer-api.ts";
import type { ExplorerModel } from "./explorer-model.ts";
import { nearestRows } from "./nearest-rows.ts";
import { projectDeviations } from "./plane-ellipse.ts";
import { alignPoints } from "./procrustes.ts";

// What is asked about the plane of a model's codes.

/** The first test samples in a new plane. */
export async function planeWithPoints(
  explored: ExplorerModel,
  count: number,
  choice?: PlaneChoice,
): Promise<CodePlane> {
  return describe(explored, count, await explored.newPlane(count, choice));
}

async function describe(explored: ExplorerModel, count: number, plane: PlaneAxes): Promise<CodePlane> {
  const { latentSize } = explored.model;
  const { labels } = explored.test;
  const codes = await explored.codes(count);
  const shown = codes.length / latentSize;
  const hasPrior = codeOf(explored.model).distribution !== undefined;
  return {
    points: project(codes, plane),
    ...(labels === undefined ? {} : { labels: labels.slice(0, shown) }),
    ...{ count: shown, axes: plane.kind, share: plane.share, shares: plane.shares },
    isTurned: plane.isTurned,
    ...(plane.values === undefined ? {} : { values: plane.values }),
    ...(hasPrior ? { prior: placeIn(plane, new Float32Array(latentSize)) } : {}),
  };
}

/** The plane of a model, turned within itself to lie like that of another for the test samples that both have encoded. */
export async function planeLike(
  explored: ExplorerModel,
  count: number,
  other: ExplorerModel,
): Promise<AlignedPlane> {
  const plane = await explored.newPlane(count);
  const points = project(await explored.codes(count), plane);
  const targets = project(await other.codes(count), await other.plane());
  const { turn, correlation } = alignPoints(points, targets);
  // A code of one value is a line: all that it can do is to point the other way.
  const turned =
    plane.kind === "the code's only value"
      ? { ...turn, cosine: Math.sign(turn.cosine) || 1, sine: 0, sign: 1 as const }
      : turn;
  const aligned = { ...plane, axes: turnAxes(plane.axes, turned), isTurned: true };
  explored.turnPlane(aligned);
  return { ...(await describe(explored, count, aligned)), correlation };
}

/** Decodings of points of the plane. */
export async function decodePoints(
  explored: ExplorerModel,
  points: Float32Array,
): ReturnType<ExplorerApi["decodePoints"]> {
  const plane = await explored.plane();
  const { latentSize } = explored.model;
  const codes = new Float32Array((points.length / 2) * latentSize);
  for (let at = 0; 2 * at < points.length; at++) {
    codes.set(codeAt(plane, points[2 * at]!, points[2 * at + 1]!), at * latentSize);
  }
  return asSamples(explored, await explored.decode(codes));
}

/** The distribution over codes of a test sample, as an ellipse in the plane. */
export async function posteriorInPlane(
  explored: ExplorerModel,
  index: number,
): Promise<PlaneEllipse | undefined> {
  const taken = takeSamples(explored.test, Int32Array.of(index));
  const found = await explored.posterior(valuesOf(taken), taken.labels);
  if (found === undefined) return undefined;
  const plane = await explored.plane();
  return projectDeviations(placeIn(plane, found.mean), found.deviation, plane);
}

/** The test samples nearest to one: in the code, and as the model sees samples. */
export async function neighboursOf(
  explored: ExplorerModel,
  index: number,
  count: number,
): Promise<Neighbours> {
  const { latentSize, sampleSize } = explored.model;
  const codes = await explored.codes();
  const among = codes.length / latentSize;
  const taken = takeSamples(explored.test, Int32Array.of(index));
  const sample = valuesOf(taken);
  const values = seenValues(explored, valuesOf(explored.test).subarray(0, among * sampleSize));
  const indices = (row: Float32Array, rows: Float32Array): readonly number[] =>
    nearestRows(row, rows, count, index).map((near) => near.index);
  return {
    index,
    byCode: indices(await explored.encode(sample, taken.labels), codes),
    byValues: indices(seenValues(explored, sample), values),
    among,
  };
}

function placeIn(plane: PlaneAxes, code: Float32Array): readonly [number, number] {
  const [x = 0, y = 0] = project(code, plane);
  return [x, y];
}
