import { expect, test } from "vitest";
import { inWordsOf } from "./words.ts";

const sentence =
  "An image is rare: of the images, by raw pixels, in pixels or mean over pixels, per pixel. Images end.";

test("what is said of images stays as it is", () => {
  expect(inWordsOf({ height: 2, width: 2, channels: 1 }, sentence)).toBe(sentence);
});

test("the same is said of other samples in their words", () => {
  expect(inWordsOf({ kind: "row", columns: 2 }, sentence)).toBe(
    "A row is rare: of the rows, by raw values, in raw values or mean over columns, per column. Rows end.",
  );
  expect(inWordsOf({ kind: "series", steps: 2, channels: 1 }, '"pixels, cosine" of test image 3')).toBe(
    '"raw values, cosine" of test series 3',
  );
});
