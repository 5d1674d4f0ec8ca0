import { expect, test } from "vitest";
import { counted, listed, nearestWord } from "./words.ts";

test("one is one, and large numbers have separators", () => {
  expect([0, 1, 2, 60_000].map((count) => counted(count, "image"))).toEqual([
    "0 images",
    "1 image",
    "2 images",
    "60,000 images",
  ]);
  expect(counted(2.5, "value")).toBe("2.5 values");
  expect([1, 10].map((count) => counted(count, "class", "classes"))).toEqual(["1 class", "10 classes"]);
});

test("words are listed as in a sentence", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => listed(words, "or"))).toEqual([
    "",
    "a",
    "a or b",
    "a, b or c",
  ]);
});

test("a misspelt word has a nearest one, whatever their case", () => {
  const names = ["latentSize", "epochs", "batchSize"];
  expect(["latentsize", "epoch", "batch_size", "BATCHSIZE"].map((word) => nearestWord(word, names))).toEqual([
    "latentSize",
    "epochs",
    "batchSize",
    "batchSize",
  ]);
});
