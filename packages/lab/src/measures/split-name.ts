import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { NotMeasurableError } from "./not-measurable.ts";

export type SplitName = keyof Splits;

/** What the samples of a split are called, where they are images. */
export const splitWords: Readonly<Record<SplitName, string>> = {
  train: "training images",
  validation: "validation images",
  test: "test images",
};

/** The samples of a split. @throws NotMeasurableError where there are none */
export function samplesOf(splits: Splits<Samples>, split: SplitName): Samples {
  if (splits[split].count === 0) throw new NotMeasurableError(`there are no ${splitWords[split]}`);
  return splits[split];
}
