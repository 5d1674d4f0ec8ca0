import { sortNaturally } from "../files/natural-order.ts";

/** How often each text was there. */
export interface WordCounts {
  add(word: string): void;
  /** How many different ones there were; where these are more than can be kept, at most so many. */
  readonly distinct: number;
  /** The most frequent words first, those of one count in natural order. */
  sorted(): readonly (readonly [word: string, count: number])[];
}

/** Words that are counted at a time. A column that is worth its words has far fewer. */
export const mostKept = 4096;

/**
 * Counts words in memory that does not grow with them: where there are too many, the rarest are forgotten (lossy counting, Manku
 * and Motwani 2002), so that a word of a thousandth of all rows is kept, and its count at most so much too low.
 */
export function countWords(): WordCounts {
  const counts = new Map<string, number>();
  let forgotten = 0;
  let rarest = 0;
  const forget = (): void => {
    while (counts.size > mostKept / 2) {
      rarest++;
      for (const [word, count] of counts) {
        if (count > rarest) continue;
        counts.delete(word);
        forgotten++;
      }
    }
  };
  return {
    add: (word) => {
      const count = counts.get(word);
      if (count !== undefined) counts.set(word, count + 1);
      else {
        if (counts.size === mostKept) forget();
        counts.set(ofItsOwn(word), 1);
      }
    },
    get distinct() {
      return counts.size + forgotten;
    },
    sorted: () => {
      const places = new Map(sortNaturally(counts.keys()).map((word, place) => [word, place]));
      return [...counts].sort(
        ([one, times], [other, otherTimes]) =>
          otherTimes - times || (places.get(one) as number) - (places.get(other) as number),
      );
    },
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Shorter texts are copied when they are cut out of others. */
const shortestPart = 13;

/** A text without the larger one that it was cut from, which engines keep in memory as long as its parts. */
export function ofItsOwn(word: string): string {
  return word.length < shortestPart ? word : decoder.decode(encoder.encode(word));
}
