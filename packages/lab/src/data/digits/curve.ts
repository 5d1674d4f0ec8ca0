import type { Path } from "./path.ts";

/** Distance between points of the polyline in digit heights: little over a pixel, where chords look like curves. */
const step = 0.065;

/** The knots of a stroke as the hand sets them: the first `count` entries of each array. */
export interface Knots {
  count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 0: the curve passes smoothly; 1: it comes to rest and turns on the spot. */
  readonly corner: Float64Array;
}

/**
 * Appends to `path` a smooth curve through the knots: a Catmull-Rom spline with centripetal parameters, which
 * has no cusps or loops between close knots (Yuksel, Schaefer and Keyser, "Parameterization and applications
 * of Catmull-Rom curves", 2011), as cubic Hermite pieces whose tangents shrink towards corners.
 */
export function traceCurve(path: Path, knots: Knots): void {
  const { x, y, corner } = knots;
  appendPoint(path, x[0]!, y[0]!, 1);
  for (let i = 0; i + 1 < knots.count; i++) {
    const before = Math.max(i - 1, 0);
    const after = Math.min(i + 2, knots.count - 1);
    const chord = distance(x[i]!, y[i]!, x[i + 1]!, y[i + 1]!);
    const gap = Math.sqrt(chord);
    const gapBefore = Math.sqrt(distance(x[before]!, y[before]!, x[i]!, y[i]!));
    const gapAfter = Math.sqrt(distance(x[i + 1]!, y[i + 1]!, x[after]!, y[after]!));
    const leave = 1 - corner[i]!;
    const arrive = 1 - corner[i + 1]!;
    const leaveX = leave * tangent(x[before]!, x[i]!, x[i + 1]!, gapBefore, gap, gap);
    const leaveY = leave * tangent(y[before]!, y[i]!, y[i + 1]!, gapBefore, gap, gap);
    const arriveX = arrive * tangent(x[i]!, x[i + 1]!, x[after]!, gap, gapAfter, gap);
    const arriveY = arrive * tangent(y[i]!, y[i + 1]!, y[after]!, gap, gapAfter, gap);

    const pieces = Math.max(1, Math.ceil(chord / step));
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      appendPoint(
        path,
        hermite(x[i]!, leaveX, x[i + 1]!, arriveX, t),
        hermite(y[i]!, leaveY, y[i + 1]!, arriveY, t),
        0,
      );
    }
  }
}

function appendPoint(path: Path, x: number, y: number, start: 0 | 1): void {
  path.x[path.length] = x;
  path.y[path.length] = y;
  path.starts[path.length] = start;
  path.length++;
}

function distance(x0: number, y0: number, x1: number, y1: number): number {
  return Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
}

/**
 * The tangent at `b` of the parabola through `a`, `b`, `c` that lie `gapA` and `gapC` apart in the spline's
 * parameter, for a piece of length `gap`. At the ends of a stroke, where a gap is 0, the chord.
 */
function tangent(a: number, b: number, c: number, gapA: number, gapC: number, gap: number): number {
  if (gapA === 0) return c - b;
  if (gapC === 0) return b - a;
  return gap * ((b - a) / gapA - (c - a) / (gapA + gapC) + (c - b) / gapC);
}

/** The cubic that starts at `from` with tangent `leave` (t = 0) and ends at `to` with tangent `arrive` (t = 1). */
function hermite(from: number, leave: number, to: number, arrive: number, t: number): number {
  const s = 1 - t;
  return s * s * ((1 + 2 * t) * from + t * leave) + t * t * ((1 + 2 * s) * to - s * arrive);
}
