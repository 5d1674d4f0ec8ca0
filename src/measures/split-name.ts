import type { ImageSet } from "../data/image-set.ts";
import type { Splits } from "../data/split.ts";
import { NotMeasurableError } from "./not-measurable.ts";

export type SplitName = keyof Splits;

/** What the images of a split are called. */
export const splitWords: Readonly<Record<SplitName, string>> = {
  train: "training images",
  validation: "validation images",
  test: "test images",
};

/** The images of a split. @throws NotMeasurableError where there are none */
export function imagesOf(splits: Splits, split: SplitName): ImageSet {
  if (splits[split].count === 0) throw new NotMeasurableError(`there are no ${splitWords[split]}`);
  return splits[split];
}
