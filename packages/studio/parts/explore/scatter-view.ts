/** How a plane lies on the screen: the point of the plane in the middle, and pixels per unit; y points up in the plane. */
export interface ScatterView {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

/** A rectangle of the screen, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Room around the outermost points, as a share of the box. */
const margin = 0.06;

/**
 * The view that shows all points, as large as the box allows.
 * @param points `[N, 2]`
 * @param isRound whether a unit is as long upwards as sideways, so that distances can be seen
 */
export function fitView(points: Float32Array, box: Box, isRound: boolean): ScatterView {
  const [left, right] = extent(points, 0);
  const [bottom, top] = extent(points, 1);
  const room = 1 - 2 * margin;
  const scaleX = (box.width * room) / Math.max(right - left, 1e-6);
  const scaleY = (box.height * room) / Math.max(top - bottom, 1e-6);
  const both = Math.min(scaleX, scaleY);
  return {
    x: (left + right) / 2,
    y: (bottom + top) / 2,
    ...(isRound ? { scaleX: both, scaleY: both } : { scaleX, scaleY }),
  };
}

function extent(points: Float32Array, side: 0 | 1): readonly [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = side; at < points.length; at += 2) {
    least = Math.min(least, points[at] as number);
    most = Math.max(most, points[at] as number);
  }
  return least <= most ? [least, most] : [-1, 1];
}

/** Where a point of the plane lies on the screen. */
export function toScreen(view: ScatterView, box: Box, x: number, y: number): readonly [number, number] {
  return [
    box.left + box.width / 2 + (x - view.x) * view.scaleX,
    box.top + box.height / 2 - (y - view.y) * view.scaleY,
  ];
}

/** The point of the plane at a place on the screen. */
export function toPlane(view: ScatterView, box: Box, x: number, y: number): readonly [number, number] {
  return [
    view.x + (x - box.left - box.width / 2) / view.scaleX,
    view.y - (y - box.top - box.height / 2) / view.scaleY,
  ];
}

/** What a person adds to the view that fits: `zoom` times as large, moved by so many pixels. */
export interface Adjustment {
  readonly zoom: number;
  readonly moveX: number;
  readonly moveY: number;
}

export const unadjusted: Adjustment = { zoom: 1, moveX: 0, moveY: 0 };
const [leastZoom, mostZoom] = [0.5, 60];

/** The fitting view with what a person has added. */
export function adjust(fit: ScatterView, { zoom, moveX, moveY }: Adjustment): ScatterView {
  const scaleX = fit.scaleX * zoom;
  const scaleY = fit.scaleY * zoom;
  return { x: fit.x - moveX / scaleX, y: fit.y + moveY / scaleY, scaleX, scaleY };
}

/** Zooms by a factor; what lies at this place, in pixels from the middle of the box, stays there. */
export function zoomAt(before: Adjustment, factor: number, x: number, y: number): Adjustment {
  const zoom = Math.min(mostZoom, Math.max(leastZoom, before.zoom * factor));
  const grown = zoom / before.zoom;
  return {
    zoom,
    moveX: x - (x - before.moveX) * grown,
    moveY: y - (y - before.moveY) * grown,
  };
}

/** Between two views, `share` of the way. */
export function between(from: ScatterView, to: ScatterView, share: number): ScatterView {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    scaleX: mix(from.scaleX, to.scaleX),
    scaleY: mix(from.scaleY, to.scaleY),
  };
}

/**
 * The point nearest to a place of the screen, and its distance in pixels. It looks at every point: 10,000 take less time than
 * building a tree of points that move with every renewal of the weights.
 */
export function nearestPoint(
  points: Float32Array,
  view: ScatterView,
  box: Box,
  x: number,
  y: number,
  isShown: (index: number) => boolean,
): { readonly index: number; readonly distance: number } | undefined {
  const [planeX, planeY] = toPlane(view, box, x, y);
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; 2 * index < points.length; index++) {
    const acrossX = ((points[2 * index] as number) - planeX) * view.scaleX;
    const acrossY = ((points[2 * index + 1] as number) - planeY) * view.scaleY;
    const squared = acrossX * acrossX + acrossY * acrossY;
    if (squared < least && isShown(index)) {
      least = squared;
      nearest = index;
    }
  }
  return nearest < 0 ? undefined : { index: nearest, distance: Math.sqrt(least) };
}

/**
 * Points of a code of one value, which lie on a line: a lane for every class, and within it each a little aside, so that
 * they can be told apart.
 */
export function inLanes(points: Float32Array, labels: Uint8Array | undefined): Float32Array {
  const spread = points.slice();
  const golden = 0.6180339887498949;
  for (let index = 0; 2 * index < points.length; index++) {
    spread[2 * index + 1] = (labels?.[index] ?? 0) + (((index * golden) % 1) - 0.5) * 0.6;
  }
  return spread;
}
