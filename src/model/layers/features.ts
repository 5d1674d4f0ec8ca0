import { ShapeError, showShape } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import type { FeatureShape } from "../layer.ts";

/** Sizes of the features of an image without the batch axis. */
export type ImageFeatures = readonly [channels: number, height: number, width: number];

/** @throws ShapeError naming the layer when a shape is not that of images */
export function imageFeatures(layer: string, shape: FeatureShape): ImageFeatures {
  if (shape.length !== 3) {
    throw new ShapeError(
      `layer ${layer}: expected [batch, channels, height, width], found ${showShape(["batch", ...shape])}: ` +
        "put a reshape layer before it",
    );
  }
  return shape as ImageFeatures;
}

/** The number of values in a row. @throws ShapeError when a shape is not that of rows */
export function rowSize(shape: FeatureShape): number {
  const [size, ...others] = shape;
  if (size === undefined || others.length > 0) {
    throw new ShapeError(
      `expected [batch, values], found [batch, ${shape.join(", ")}]: put a flatten layer before it`,
    );
  }
  return size;
}

/** @throws ShapeError with both shapes when `x` is no batch of such features */
export function requireFeatures(x: Value, inputShape: FeatureShape): void {
  if (x.shape.slice(1).join() !== inputShape.join()) {
    throw new ShapeError(`expected [batch, ${inputShape.join(", ")}], found ${showShape(x.shape)}`);
  }
}
