import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { cos, sin } from "../../graph/operators/functions.ts";
import { bilinearSamples } from "../../graph/operators/grid-sample.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { concat, slice } from "../../graph/operators/slicing.ts";
import { constant } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import { toUniform } from "../../model/noise.ts";
import type { AugmentationKind } from "./augmentation-kind.ts";

type AffineValues = { readonly degrees: number; readonly scale: number; readonly shift: number };

/**
 * Images are turned about their centre, made larger or smaller, and moved, each by numbers that are uniform within the limits; bilinear, and
 * 0 beyond the edge. As Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document analysis", 2003,
 * section 2, enlarge a training set of digits.
 */
export const affine: AugmentationKind<"affine", AffineValues> = {
  name: "affine",
  title: "turned, scaled and moved",
  fields: {
    degrees: { title: "degrees, at most", placeholder: "DEGREES", minimum: 0, maximum: 180, first: 10 },
    scale: {
      title: "share of the size, at most",
      placeholder: "SCALE",
      minimum: 0,
      maximum: 0.9,
      first: 0.1,
      step: 0.05,
    },
    shift: { title: "pixels to a side, at most", placeholder: "SHIFT", minimum: 0, maximum: 1000, first: 1 },
  },
  phrase: ({ degrees, scale, shift }) =>
    `turned by up to ${degrees} degrees, scaled by up to ${scale} and moved by up to ${shift} pixels`,
  apply: (images, { values, noise, source, imageShape }) => {
    const { height, width, channels } = imageShape;
    const [batch] = images.shape as readonly [string, number];
    const drawn = subtract(multiply(toUniform(noise.bits(source, 4)), 2), 1);
    /** `[batch, 1]`, uniform in [-limit, limit]. */
    const within = (place: number, limit: number): Value =>
      multiply(slice(drawn, 1, place, place + 1), limit);
    const angle = within(0, (values.degrees * Math.PI) / 180);
    const size = add(within(1, values.scale), 1);
    // Where in the given image a place of the changed one lies: turned back, and divided by the size.
    const [across, along] = [divide(cos(angle), size), divide(sin(angle), size)];
    const places = Array.from({ length: height * width }, (_, at) => ({
      x: (at % width) - (width - 1) / 2,
      y: Math.floor(at / width) - (height - 1) / 2,
    }));
    const row = (of: (place: { x: number; y: number }) => number): Value =>
      constant(places.map(of), [1, height * width], "float32");
    const [x, y] = [
      subtract(
        row((place) => place.x),
        within(2, values.shift),
      ),
      subtract(
        row((place) => place.y),
        within(3, values.shift),
      ),
    ];
    // In units in which the image reaches from -1 to 1, edges of pixels included.
    const [gridX, gridY] = [
      multiply(add(multiply(across, x), multiply(along, y)), 2 / width),
      multiply(subtract(multiply(across, y), multiply(along, x)), 2 / height),
    ].map((value) => reshape(value, [batch, height, width, 1]));
    const grid = concat([gridX as Value, gridY as Value], 3);
    return bilinearSamples(images, grid, { height, width, channels });
  },
};
