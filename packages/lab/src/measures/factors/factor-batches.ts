import type { Random } from "hourglass-core/internal/random/random.ts";
import type { FactorGroups } from "./factor-groups.ts";

// Interventions on a factor, made of images that are there: those of a group have the factor in common and differ in all else.

/** Images in a batch, or pairs. */
const batchSize = 64;

/** Pairs of images that have a factor in common: first and second image of each, one after the other. */
export function drawPairs(groups: FactorGroups, random: Random): Int32Array {
  const pairs = new Int32Array(2 * batchSize);
  for (let pair = 0; pair < batchSize; pair++) {
    const image = drawWithOthers(groups, random);
    const others = groups.members[groups.groupOf[image]!]!;
    // Of the others each is as likely: the last one stands in for the image itself.
    const other = others[random.below(others.length - 1)]!;
    pairs[2 * pair] = image;
    pairs[2 * pair + 1] = other === image ? others.at(-1)! : other;
  }
  return pairs;
}

/** Images that all have a factor in common; the same one may come again. */
export function drawBatch(groups: FactorGroups, random: Random): Int32Array {
  const members = groups.members[groups.groupOf[drawWithOthers(groups, random)]!]!;
  return Int32Array.from({ length: batchSize }, () => members[random.below(members.length)]!);
}

/** Whether there are two images that have the factor in common. */
export function hasPairs({ members }: FactorGroups): boolean {
  return members.some(({ length }) => length > 1);
}

/** An image that is not alone in its group; {@link hasPairs}. */
function drawWithOthers({ groupOf, members }: FactorGroups, random: Random): number {
  for (;;) {
    const image = random.below(groupOf.length);
    if (members[groupOf[image]!]!.length > 1) return image;
  }
}
