import type { PlaneEllipse } from "../../workers/explorer/explorer-api.ts";
import type { ScatterPicture } from "./scatter-picture.ts";
import { toScreen } from "./scatter-view.ts";
import { disc, ring } from "./strokes.ts";
import { classColor } from "./theme.ts";

// What lies on the map beside the codes: distributions, paths, trails.

/** So many standard deviations from the middle: most of a normal distribution in the plane lies within two. */
const deviations = [1, 2] as const;

/** The standard normal prior: circles. @param centre where its middle lies in the plane */
export function drawPrior(
  context: CanvasRenderingContext2D,
  picture: ScatterPicture,
  centre: readonly [number, number],
): void {
  const ellipse: PlaneEllipse = { centre, radii: [1, 1], angle: 0 };
  context.save();
  context.setLineDash([2, 4]);
  for (const times of deviations) {
    outline(context, picture, ellipse, times, picture.appearance.theme.ink, 1.2, 0.75);
  }
  context.restore();
}

/** The distribution over codes of the sample that is looked at. */
export function drawPosterior(
  context: CanvasRenderingContext2D,
  picture: ScatterPicture,
  ellipse: PlaneEllipse,
  index: number,
): void {
  const { theme } = picture.appearance;
  const color = classColor(theme, picture.plane?.labels?.[index]);
  for (const times of deviations) {
    const width = times === 1 ? 2 : 1.2;
    outline(context, picture, ellipse, times, theme.paper, width + 2, 0.7);
    outline(context, picture, ellipse, times, color, width, 1);
  }
}

function outline(
  context: CanvasRenderingContext2D,
  { view, box }: ScatterPicture,
  { centre, radii, angle }: PlaneEllipse,
  times: number,
  color: string,
  width: number,
  opacity: number,
): void {
  const [x, y] = toScreen(view, box, ...centre);
  context.save();
  context.translate(x, y);
  // Upwards on the screen is down in its own coordinates.
  context.scale(view.scaleX, -view.scaleY);
  context.beginPath();
  context.ellipse(0, 0, times * radii[0], times * radii[1], angle, 0, 2 * Math.PI);
  context.restore();
  context.globalAlpha = opacity;
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke();
  context.globalAlpha = 1;
  context.lineWidth = 1;
}

/** Samples that are near the one that is looked at. */
export function drawNeighbours(
  context: CanvasRenderingContext2D,
  { points, view, box, appearance }: ScatterPicture,
  indices: readonly number[],
): void {
  const { theme } = appearance;
  for (const index of indices) {
    const [x, y] = [points[2 * index], points[2 * index + 1]];
    if (x === undefined || y === undefined) continue;
    const at = toScreen(view, box, x, y);
    ring(context, theme.paper, ...at, 5, 3.5);
    ring(context, theme.ink, ...at, 5, 1.2);
  }
}

/** A path that a hand has drawn, with its ends and the step that is looked at. */
export function drawPath(
  context: CanvasRenderingContext2D,
  { view, box, appearance }: ScatterPicture,
  path: Float32Array,
  at: readonly [number, number] | undefined,
): void {
  const { theme } = appearance;
  const places = Array.from({ length: path.length / 2 }, (_, point) =>
    toScreen(view, box, path[2 * point]!, path[2 * point + 1]!),
  );
  stroke(context, places, theme.paper, 6);
  stroke(context, places, theme.accent, 2.5);
  for (const end of [places[0], places.at(-1)]) {
    if (end === undefined) continue;
    disc(context, theme.paper, ...end, 6);
    disc(context, theme.accent, ...end, 4);
  }
  if (at === undefined) return;
  const [x, y] = toScreen(view, box, ...at);
  disc(context, theme.paper, x, y, 8);
  ring(context, theme.accent, x, y, 7, 3);
}

/** Where the code of one's own drawing has lain: older places fade. */
export function drawTrail(
  context: CanvasRenderingContext2D,
  { view, box, appearance }: ScatterPicture,
  trail: readonly (readonly [number, number])[],
): void {
  const { theme } = appearance;
  const places = trail.map(([x, y]) => toScreen(view, box, x, y));
  for (let at = 1; at < places.length; at++) {
    context.globalAlpha = 0.15 + (0.7 * at) / places.length;
    stroke(context, places.slice(at - 1, at + 1), theme.accent, 2);
  }
  context.globalAlpha = 1;
  const last = places.at(-1);
  if (last === undefined) return;
  const [x, y] = last;
  // A pen's nib, since all other marks are round.
  context.beginPath();
  context.moveTo(x, y - 11);
  context.lineTo(x + 9, y);
  context.lineTo(x, y + 11);
  context.lineTo(x - 9, y);
  context.closePath();
  context.fillStyle = theme.accent;
  context.strokeStyle = theme.paper;
  context.lineWidth = 3;
  context.stroke();
  context.fill();
  context.lineWidth = 1;
}

function stroke(
  context: CanvasRenderingContext2D,
  places: readonly (readonly [number, number])[],
  color: string,
  width: number,
): void {
  context.beginPath();
  for (const [x, y] of places) context.lineTo(x, y);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.stroke();
  context.lineWidth = 1;
}
