import { expect, test } from "vitest";
import { countWords } from "./word-counts.ts";

test("words are counted, the most frequent first, then in natural order", () => {
  const counts = countWords();
  for (const word of ["b", "a10", "a9", "b", "c", "c"]) counts.add(word);
  expect(counts.sorted()).toEqual([
    ["b", 2],
    ["c", 2],
    ["a9", 1],
    ["a10", 1],
  ]);
  expect(counts.distinct).toBe(4);
});

test("of more words than are kept, the frequent ones stay", () => {
  const counts = countWords();
  const rows = 200_000;
  for (let row = 0; row < rows; row++) counts.add(row % 500 === 0 ? "frequent" : `once ${row}`);
  const [first, second] = counts.sorted();
  expect(first?.[0]).toBe("frequent");
  expect(first?.[1]).toBeGreaterThan(390);
  expect(second?.[1]).toBeLessThan(5);
  expect(counts.distinct).toBe(rows - rows / 500 + 1);
});
