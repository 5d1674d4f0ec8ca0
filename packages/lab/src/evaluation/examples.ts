import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";

/**
 * Which images stand for the set, the same in every run: the first of each class, in order of the classes, then the
 * second of each, until there are `count`; without labels the first `count`.
 * @returns positions in the set
 */
export function chooseExamples(set: Pick<ImageSet, "count" | "labels">, count: number): number[] {
  const indices = Array.from({ length: set.count }, (_, index) => index);
  const { labels } = set;
  if (labels === undefined) return indices.slice(0, count);
  const seen = new Map<number, number>();
  const occurrence = indices.map((index) => {
    const label = labels[index] as number;
    const before = seen.get(label) ?? 0;
    seen.set(label, before + 1);
    return before;
  });
  return indices
    .filter((index) => (occurrence[index] as number) < count)
    .sort(
      (a, b) =>
        (occurrence[a] as number) - (occurrence[b] as number) ||
        (labels[a] as number) - (labels[b] as number),
    )
    .slice(0, count);
}
