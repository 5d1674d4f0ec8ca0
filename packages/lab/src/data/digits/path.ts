/** The way of the pen as a polyline. One path is filled anew for every image, so that nothing is allocated. */
export interface Path {
  /** The number of points in use. */
  length: number;
  /** To the right; in digit heights while a digit is written, in pixels once it is placed. */
  readonly x: Float64Array;
  /** Down, in the unit of `x`. */
  readonly y: Float64Array;
  /** Width of the line at the point, relative to the pen's nominal diameter. */
  readonly pressure: Float64Array;
  /** 1 where the pen is set down: no line leads there from the point before. */
  readonly starts: Uint8Array;
}

/** The wildest deformation of the longest style stays below half of this. */
const capacity = 1024;

export function createPath(): Path {
  return {
    length: 0,
    x: new Float64Array(capacity),
    y: new Float64Array(capacity),
    pressure: new Float64Array(capacity),
    starts: new Uint8Array(capacity),
  };
}
