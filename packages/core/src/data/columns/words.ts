import * as z from "zod";
import type { ColumnFacts, ColumnKind } from "./column-kind.ts";

/** One of some words; what is none of them counts as any other. */
export interface WordsColumn extends ColumnFacts {
  readonly kind: "words";
  /** In a set a value is the place of its word here. An empty one stands for a missing value. */
  readonly words: readonly string[];
}

/** More than a model can tell apart: a value more that it sees for each. */
export const mostWords = 1000;

/** How a table shows a value that is none of the words. */
export const otherWord = "(other)";

export const words: ColumnKind<WordsColumn> = {
  name: "words",
  plural: "words",
  options: {
    words: z
      .array(z.string())
      .min(1)
      .max(mostWords)
      .refine((given) => new Set(given).size === given.length)
      .meta({ expected: "words that differ" }),
  },
  words: ({ words }) => words,
  meaning: ({ words }) =>
    `the place of a word: ${[...words.map((word) => (word === "" ? "(missing)" : word)), "any other"]
      .map((word, place) => `${place} ${word}`)
      .join(", ")}`,
  read: (text, { words }) => {
    const place = words.indexOf(text);
    return place < 0 ? words.length : place;
  },
  write: (value, { words }) => words[value] ?? otherWord,
};
