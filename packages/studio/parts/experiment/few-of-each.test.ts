import { expect, test } from "vitest";
import { fewOfEach } from "./few-of-each.ts";

test("classes in turn, each with its first images", () => {
  const labels = Uint8Array.of(1, 1, 0, 2, 1, 0);
  expect(fewOfEach(labels, 6, 3)).toEqual([2, 0, 3]);
  expect(fewOfEach(labels, 6, 5)).toEqual([2, 0, 3, 5, 1]);
});

test("not more than there are", () => {
  expect(fewOfEach(Uint8Array.of(0, 0, 1), 3, 20)).toEqual([0, 2, 1]);
  expect(fewOfEach(undefined, 2, 20)).toEqual([0, 1]);
});
