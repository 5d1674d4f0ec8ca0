import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { CodePlane } from "../../workers/explorer/explorer-api.ts";
import type { SampleLook } from "../sample-picture.ts";
import type { Mark } from "./point-marks.ts";
import { type Box, type ScatterView, toScreen } from "./scatter-view.ts";
import type { Theme } from "./theme.ts";

/** How points look, and which are left out. */
export interface Appearance {
  readonly theme: Theme;
  readonly mark: Mark;
  /** Classes. */
  readonly hidden: ReadonlySet<number>;
  readonly samples: Samples;
  readonly look: SampleLook;
  readonly classNames: readonly string[];
}

/** All that a scatter is drawn from. */
export interface ScatterPicture {
  readonly appearance: Appearance;
  readonly plane: CodePlane | undefined;
  /** Where the points are now: `[N, 2]`. */
  readonly points: Float32Array;
  readonly view: ScatterView;
  readonly box: Box;
  /** Device pixels for each CSS pixel. */
  readonly ratio: number;
  /** Of the points every so-manieth is drawn. */
  readonly stride: number;
  /** Whether decodings lie under the points. */
  readonly hasGround: boolean;
}

/** About so many points are drawn. */
const mostDrawn = 2500;

/** Of `count` points every so-manieth is drawn; magnified, as many more as there is room. */
export function strideOf(count: number, zoom: number): number {
  return Math.max(1, Math.ceil(count / (mostDrawn * Math.max(1, zoom * zoom))));
}

/** Whether the codes have one value, so that upwards there are lanes of classes. */
export function hasLanes(plane: CodePlane | undefined): boolean {
  return plane?.axes === "the code's only value";
}

export function isShown(
  plane: CodePlane | undefined,
  { hidden }: Pick<Appearance, "hidden">,
  index: number,
): boolean {
  const label = plane?.labels?.[index];
  return label === undefined || !hidden.has(label);
}

/** The points that are shown, with their places on the canvas, in the order of the samples. */
export function* shownPoints(
  { appearance, plane, points, view, box, stride }: ScatterPicture,
  most: number = Number.POSITIVE_INFINITY,
): Generator<readonly [index: number, x: number, y: number]> {
  for (let index = 0; index < Math.min(most * stride, points.length / 2); index += stride) {
    if (!isShown(plane, appearance, index)) continue;
    yield [index, ...toScreen(view, box, points[2 * index] as number, points[2 * index + 1] as number)];
  }
}
