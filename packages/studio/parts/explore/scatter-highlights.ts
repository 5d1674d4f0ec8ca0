import type { PlaneEllipse } from "../../workers/explorer/explorer-api.ts";
import { drawNeighbours, drawPath, drawPosterior, drawPrior, drawTrail } from "./map-marks.ts";
import { hasLanes, type ScatterPicture } from "./scatter-picture.ts";
import { toScreen } from "./scatter-view.ts";
import { disc, inside, line, ring } from "./strokes.ts";
import { classColor } from "./theme.ts";

/** What is marked above the points. */
export interface Highlights {
  /** The test sample under the cursor. */
  readonly looked?: number | undefined;
  /** Where the decoded code lies. */
  readonly place?: readonly [number, number] | undefined;
  /** The ends of the walk. */
  readonly ends?: readonly [number, number] | undefined;
  /** The cursor that the arrow keys move, in pixels. */
  readonly cursor?: readonly [number, number] | undefined;
  /** Where the middle of the standard normal prior lies. */
  readonly prior?: readonly [number, number] | undefined;
  /** The distribution over codes of a sample; drawn while that is looked at. */
  readonly posterior?: { readonly index: number; readonly ellipse: PlaneEllipse } | undefined;
  /** The samples nearest to the one that is looked at. */
  readonly neighbours?: readonly number[] | undefined;
  /** A drawn path, `[N, 2]`, and the step of it that is looked at. */
  readonly path?: Float32Array | undefined;
  readonly step?: readonly [number, number] | undefined;
  /** Where the code of one's own drawing has lain. */
  readonly trail?: readonly (readonly [number, number])[] | undefined;
}

/** Draws what follows the hand. */
export function drawHighlights(
  context: CanvasRenderingContext2D,
  picture: ScatterPicture,
  { looked, place, ends, cursor, prior, posterior, neighbours, path, step, trail }: Highlights,
): void {
  inside(context, picture.box, () => {
    if (prior !== undefined) drawPrior(context, picture, prior);
    if (ends !== undefined) drawWalk(context, picture, ends);
    if (path !== undefined) drawPath(context, picture, path, step);
    if (neighbours !== undefined) drawNeighbours(context, picture, neighbours);
    if (posterior !== undefined && posterior.index === looked) {
      drawPosterior(context, picture, posterior.ellipse, posterior.index);
    }
    if (looked !== undefined) drawLooked(context, picture, looked);
    if (place !== undefined) drawPlace(context, picture, place);
    if (trail !== undefined) drawTrail(context, picture, trail);
    if (cursor !== undefined) {
      const [x, y] = cursor;
      const { ink } = picture.appearance.theme;
      line(context, ink, x - 12, y, x + 12, y);
      line(context, ink, x, y - 12, x, y + 12);
    }
  });
}

function pointAt(
  { points, view, box }: ScatterPicture,
  index: number,
): readonly [number, number] | undefined {
  const [x, y] = [points[2 * index], points[2 * index + 1]];
  return x === undefined || y === undefined ? undefined : toScreen(view, box, x, y);
}

function drawLooked(context: CanvasRenderingContext2D, picture: ScatterPicture, index: number): void {
  const at = pointAt(picture, index);
  if (at === undefined) return;
  const { theme } = picture.appearance;
  ring(context, theme.paper, ...at, 8, 5);
  ring(context, theme.ink, ...at, 8, 2);
  disc(context, classColor(theme, picture.plane?.labels?.[index]), ...at, 5);
}

/** The straight line between the codes is straight in every plane of components too. */
function drawWalk(
  context: CanvasRenderingContext2D,
  picture: ScatterPicture,
  [from, to]: readonly [number, number],
): void {
  const { theme } = picture.appearance;
  const [start, end] = [pointAt(picture, from), pointAt(picture, to)];
  if (start === undefined || end === undefined || from === to) return;
  context.setLineDash([5, 4]);
  context.lineWidth = 1.5;
  line(context, theme.ink, ...start, ...end);
  context.setLineDash([]);
  context.font = "600 11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const [name, at] of [
    ["A", start],
    ["B", end],
  ] as const) {
    disc(context, theme.paper, ...at, 8);
    ring(context, theme.ink, ...at, 8, 1);
    context.fillStyle = theme.ink;
    context.fillText(name, at[0], at[1] + 0.5);
  }
}

function drawPlace(
  context: CanvasRenderingContext2D,
  { appearance, plane, view, box }: ScatterPicture,
  [across, up]: readonly [number, number],
): void {
  const { theme } = appearance;
  const [x, y] = toScreen(view, box, across, up);
  if (hasLanes(plane)) {
    context.lineWidth = 2;
    line(context, theme.accent, x, box.top, x, box.top + box.height);
    context.lineWidth = 1;
    return;
  }
  ring(context, theme.paper, x, y, 11, 6);
  ring(context, theme.accent, x, y, 11, 3);
  disc(context, theme.accent, x, y, 2.5);
}
