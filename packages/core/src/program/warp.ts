import type { ImageShape } from "../data/samples/shape.ts";
import { add, divide, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { cos, sin } from "../graph/operators/functions.ts";
import { type Interpolation, sampledImages } from "../graph/operators/grid-sample.ts";
import { clip } from "../graph/operators/selection.ts";
import { reshape } from "../graph/operators/shaping.ts";
import { concat, slice } from "../graph/operators/slicing.ts";
import { constant } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import { type Noise, toUniform } from "../model/noise.ts";

/** How far images may be changed: numbers, or float32 scalars of a graph. */
export interface WarpLimits {
  /** To either side, in radians. */
  readonly angle: number | Value;
  /** A factor of 1 - scale to 1 + scale. */
  readonly scale: number | Value;
  /** To either side along each axis, in pixels. */
  readonly shiftX: number | Value;
  readonly shiftY: number | Value;
}

/**
 * Images `[batch, height x width x channels]`, turned about their centre, scaled and moved by numbers that are uniform within limits; 0
 * beyond the edge. What lies between pixels is held to [0, 1].
 * @param source what the random words are asked for as
 */
export function warped(
  images: Value,
  { angle, scale, shiftX, shiftY }: WarpLimits,
  { imageShape, noise, source }: { imageShape: ImageShape; noise: Noise; source: string },
  interpolation: Interpolation,
): Value {
  const { height, width } = imageShape;
  const [batch] = images.shape as readonly [string, number];
  const drawn = subtract(multiply(toUniform(noise.bits(source, 4)), 2), 1);
  /** `[batch, 1]`, uniform in [-limit, limit]. */
  const within = (place: number, limit: number | Value): Value =>
    multiply(slice(drawn, 1, place, place + 1), limit);
  const turned = within(0, angle);
  const size = add(within(1, scale), 1);
  // Where in the given image a place of the changed one lies: moved and turned back, and divided by the size.
  const [across, along] = [divide(cos(turned), size), divide(sin(turned), size)];
  const places = Array.from({ length: height * width }, (_, at) => at);
  const [columns, rows] = [
    places.map((at) => (at % width) - (width - 1) / 2),
    places.map((at) => Math.floor(at / width) - (height - 1) / 2),
  ].map((row) => constant(row, [1, height * width], "float32")) as [Value, Value];
  const [x, y] = [subtract(columns, within(2, shiftX)), subtract(rows, within(3, shiftY))];
  // In units in which the image reaches from -1 to 1, the edges of its pixels included.
  const grid = [
    multiply(add(multiply(across, x), multiply(along, y)), 2 / width),
    multiply(subtract(multiply(across, y), multiply(along, x)), 2 / height),
  ].map((value) => reshape(value, [batch, height, width, 1]));
  const samples = sampledImages(images, concat(grid, 3), interpolation, imageShape);
  return interpolation === "bilinear" ? samples : clip(samples, 0, 1);
}
