import { describe, expect, test } from "vitest";
import type { NoiseInput } from "../program/noise-inputs.ts";
import type { Tensor } from "../runtime/runtime.ts";
import { noiseWords, noiseWordsOfSteps } from "./noise-words.ts";

const requests: readonly NoiseInput[] = [
  { name: "noise.rows", count: "batch" },
  { name: "noise.corruption", count: 6 },
];

const dataOf = (tensor: Tensor | undefined): number[] => Array.from(tensor?.data as Int32Array);

describe("the words of a step", () => {
  const words = noiseWords(requests, 1, "step 7", 4);

  test("are as many as each input wants", () => {
    expect(
      Object.fromEntries(Object.entries(words).map(([name, { dtype, shape }]) => [name, [dtype, ...shape]])),
    ).toEqual({ "noise.rows": ["int32", 4], "noise.corruption": ["int32", 6] });
    expect(noiseWords([], 1, "step 7", 4)).toEqual({});
  });

  test("are the same again", () => {
    expect(noiseWords(requests, 1, "step 7", 4)).toEqual(words);
  });

  test.each<[string, number[]]>([
    ["another seed", dataOf(noiseWords(requests, 2, "step 7", 6)["noise.corruption"])],
    ["another step", dataOf(noiseWords(requests, 1, "step 8", 6)["noise.corruption"])],
    ["another input", dataOf(noiseWords(requests, 1, "step 7", 6)["noise.rows"])],
  ])("are others for %s", (_, others) => {
    const own = dataOf(words["noise.corruption"]);
    expect(own.filter((word) => others.includes(word))).toEqual([]);
  });

  test("use all 32 bits, the sign included", () => {
    const many = dataOf(noiseWords([{ name: "noise.code", count: 1000 }], 1, "step 1", 1)["noise.code"]);
    const ofBit = Array.from({ length: 32 }, (_, bit) => many.filter((word) => (word >>> bit) & 1).length);
    // Five standard deviations of 1,000 coins.
    for (const count of ofBit) expect(Math.abs(count - 500)).toBeLessThan(80);
  });
});

test("the words of several steps are those of each, one step after the other", () => {
  const occasions = ["step 3", "step 4", "step 5"];
  const together = noiseWordsOfSteps(requests, 1, occasions, 4);
  for (const { name } of requests) {
    const one = occasions.flatMap((occasion) => dataOf(noiseWords(requests, 1, occasion, 4)[name]));
    expect(dataOf(together[name])).toEqual(one);
    expect(together[name]?.shape).toEqual([3, one.length / 3]);
  }
});
