import { ShapeError } from "../type.ts";
import { apply, type Operator, requireDType, requireRank, type Value } from "../value.ts";
import { reshape, transpose } from "./shaping.ts";

/** What lies between pixels: of the four around a place, or, sharper, of the sixteen (Keys's kernel with -0.75). */
export type Interpolation = "bilinear" | "bicubic";

export const gridSampleOperator: Operator<{ mode: Interpolation }, readonly [x: Value, grid: Value]> = {
  name: "gridSample",
  infer: ([x, grid]) => {
    for (const value of [x, grid]) {
      requireRank("gridSample", value, 4);
      requireDType("gridSample", value, "float32");
    }
    if (grid.shape[3] !== 2 || grid.shape[0] !== x.shape[0]) {
      throw new ShapeError(
        `gridSample: expected a grid of [${x.shape[0]}, height, width, 2], found [${grid.shape.join(", ")}]`,
      );
    }
    return {
      dtype: "float32",
      shape: [x.shape[0]!, x.shape[1]!, grid.shape[1]!, grid.shape[2]!],
    };
  },
  onnx: {
    type: "GridSample",
    node: (_, { mode }) => ({ attributes: { mode, padding_mode: "zeros", align_corners: 0n } }),
  },
  gradient: { none: "images are changed before a model sees them, and places do not learn" },
  about: {
    call: "gridSample(x, grid, interpolation)",
    shape:
      "`[batch, channels, height, width]` and `[batch, rows, columns, 2]` give `[batch, channels, rows, columns]`",
  },
};

/**
 * The values of `x` `[batch, channels, height, width]` at the places of `grid` `[batch, rows, columns, 2]`; 0 beyond the edge. A place is
 * (x, y), from -1 to 1 over the whole width and height: ONNX's GridSample.
 */
export function gridSample(x: Value, grid: Value, mode: Interpolation = "bilinear"): Value {
  return apply(gridSampleOperator, [x, grid], { mode });
}

/**
 * {@link gridSample} of images whose channels are last.
 * @param images `[batch, height x width x channels]`
 * @param grid `[batch, height, width, 2]`
 */
export function sampledImages(
  images: Value,
  grid: Value,
  mode: Interpolation,
  { height, width, channels }: Readonly<Record<"height" | "width" | "channels", number>>,
): Value {
  const [batch] = images.shape as readonly [string, number];
  // Of one channel it makes no difference where it stands.
  if (channels === 1) {
    return reshape(gridSample(reshape(images, [batch, 1, height, width]), grid, mode), images.shape);
  }
  const first = transpose(reshape(images, [batch, height, width, channels]), [0, 3, 1, 2]);
  return reshape(transpose(gridSample(first, grid, mode), [0, 2, 3, 1]), images.shape);
}
