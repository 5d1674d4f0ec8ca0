import type { Splits } from "../../data/split.ts";

/** One more than the largest class of any split; every split has labels. */
export function classCount({ train, validation, test }: Splits): number {
  let largest = 0;
  for (const { labels } of [train, validation, test]) {
    for (const label of labels ?? []) largest = Math.max(largest, label);
  }
  return largest + 1;
}

/** Share of the images whose class was found, from 0 to 1. */
export function accuracyOf(found: Uint8Array, labels: Uint8Array): number {
  let right = 0;
  for (const [image, label] of labels.entries()) if (found[image] === label) right++;
  return right / labels.length;
}

/** `[class][class that was found]`: numbers of images. */
export function confusionCounts(
  found: Uint8Array,
  labels: Uint8Array,
  classes: number,
): readonly (readonly number[])[] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const [image, label] of labels.entries()) counts[label]![found[image]!]! += 1;
  return counts;
}
