import type { ImageSet } from "../../../src/data/image-set.ts";
import { imageSize } from "../../../src/data/image-set.ts";
import { testSet } from "../../state/exploration.ts";

/** The sizes of a picture of the loaded data, as `Pixels` takes them. */
export function pictureSize(set: ImageSet): Pick<ImageSet, "height" | "width" | "channels"> {
  return { height: set.height, width: set.width, channels: set.channels };
}

/** The bytes of one test image: a view. */
export function imageBytes(set: ImageSet, index: number): Uint8Array {
  const size = imageSize(set);
  return set.images.subarray(index * size, (index + 1) * size);
}

/** What a test image is called: `test image 12, class 7`. */
export function imageName(index: number, classNames: readonly string[]): string {
  const label = testSet.value?.labels?.[index];
  return label === undefined
    ? `test image ${index}`
    : `test image ${index}, class ${classNames[label] ?? label}`;
}
