import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { splitWords } from "../split-name.ts";

/** Why classes cannot be told apart on these splits, in words for images; `undefined` where they can. */
export function lackOfClasses(splits: Splits<Samples>): string | undefined {
  const present = (["train", "validation", "test"] as const).filter((split) => splits[split].count > 0);
  const lacking = present.filter((split) => splits[split].labels === undefined);
  if (lacking.length > 0) {
    const isAll = lacking.length === present.length;
    const which = isAll ? "images" : lacking.map((split) => splitWords[split]).join(" and ");
    return `it needs labels, which the ${which} do not have`;
  }
  const { labels = [], count } = splits.train;
  if (count === 0) return `there are no ${splitWords.train}`;
  const [first] = labels;
  return labels.every((label) => label === first)
    ? `the ${splitWords.train} are all of one class (${first}), so there is nothing to tell apart`
    : undefined;
}

/** One more than the largest class of any split; every split has labels. */
export function classCount({ train, validation, test }: Splits<Samples>): number {
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
