import { withBatchLast } from "../../graph/operators/image-layout.ts";
import { reshape } from "../../graph/operators/shaping.ts";
import { type Dimension, ShapeError, showShape } from "../../graph/type.ts";
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

/** What pooling makes of a shape. @throws ShapeError when the image is smaller than a window */
export function pooledFeatures(name: string, inputShape: FeatureShape, size: number): ImageFeatures {
  const [channels, height, width] = imageFeatures(name, inputShape);
  const outputShape: ImageFeatures = [channels, Math.floor(height / size), Math.floor(width / size)];
  if (Math.min(...outputShape) < 1) {
    throw new ShapeError(
      `layer ${name}: windows of ${size} x ${size} on images [batch, ${inputShape.join(", ")}]`,
    );
  }
  return outputShape;
}

/** Sizes of the features of a series without the batch axis. */
export type SeriesFeatures = readonly [channels: number, length: number];

/** @throws ShapeError naming the layer when a shape is not that of series */
export function seriesFeatures(layer: string, shape: FeatureShape): SeriesFeatures {
  if (shape.length !== 2) {
    throw new ShapeError(
      `layer ${layer}: expected [batch, channels, length], found ${showShape(["batch", ...shape])}: ` +
        "put a reshape layer before it",
    );
  }
  return shape as SeriesFeatures;
}

/**
 * A function of images whose batch is the last axis, on images or series whose batch is the first: a series is an image of one
 * row.
 */
export function onImages(x: Value, f: (images: Value) => Value): Value {
  if (x.shape.length !== 3) return withBatchLast(x, f);
  const [batch, channels, length] = x.shape as readonly [Dimension, number, number];
  const images = withBatchLast(reshape(x, [batch, channels, 1, length]), f);
  return reshape(images, images.shape.toSpliced(2, 1));
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
