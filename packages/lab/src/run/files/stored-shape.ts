import {
  type ImageShape,
  isImageShape,
  type SampleShape,
  shapeSchema,
} from "hourglass-core/internal/data/samples/shape.ts";
import * as z from "zod";

/** Where a file of ours says what its samples are: images have a field that is older than other samples. */
export interface StoredShape {
  readonly image?: ImageShape | undefined;
  readonly sample?: SampleShape | undefined;
}

const size = z.int().min(1);

export const imageShapeSchema: z.ZodType<ImageShape> = z.strictObject({
  height: size,
  width: size,
  channels: size,
});

/** Of samples that are not images. */
export const sampleShapeSchema: z.ZodType<SampleShape> = shapeSchema;

/** The entry of a file for samples of a shape. */
export function storedShape(
  shape: SampleShape,
): { readonly image: ImageShape } | { readonly sample: SampleShape } {
  return isImageShape(shape) ? { image: shape } : { sample: shape };
}

/** The shape that a file names; its schema makes sure that there is one. */
export function shapeStored({ image, sample }: StoredShape): SampleShape {
  return (image ?? sample) as SampleShape;
}
