import { warped } from "../warp.ts";
import type { AugmentationKind } from "./augmentation-kind.ts";

type AffineValues = { readonly degrees: number; readonly scale: number; readonly shift: number };

/**
 * Images are turned about their centre, made larger or smaller, and moved, each by numbers that are uniform within the limits; as Simard,
 * Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document analysis", 2003, section 2, enlarge a training
 * set of digits.
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
  apply: (images, { values: { degrees, scale, shift }, ...pass }) =>
    // Sharp: what is rebuilt would otherwise be blurred, and test images are not.
    warped(
      images,
      { angle: (degrees * Math.PI) / 180, scale, shiftX: shift, shiftY: shift },
      pass,
      "bicubic",
    ),
};
