import { isImageShape, type SampleShape } from "../../data/samples/shape.ts";
import type { RunSummary } from "./summary.ts";

/** Where a file of ours says what its samples are: images have a field that is older than other samples. */
export type StoredShape = Pick<RunSummary["dataset"], "image" | "sample">;

/** The entry of a file for samples of a shape. */
export function storedShape(shape: SampleShape): StoredShape {
  return isImageShape(shape) ? { image: shape } : { sample: shape };
}

/** The shape that a file names; its schema makes sure that there is one. */
export function shapeStored({ image, sample }: StoredShape): SampleShape {
  return (image ?? sample) as SampleShape;
}
