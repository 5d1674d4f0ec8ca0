import { expect, test } from "vitest";
import { sampleStudy } from "../../../../test/support/sample-study.ts";
import { parseResults } from "./results-schema.ts";

const bytesOf = (content: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(content));
const results = sampleStudy({
  models: ["vanilla", "deep"],
  varied: [{ setting: "latentSize", values: [2, 8] }],
});

test("results are read as they were written", () => {
  expect(parseResults(bytesOf(results), "results.json")).toEqual(results);
});

test("what the first format says is found anew from its numbers", () => {
  const { answer: _, ...numbers } = results;
  const sentence = {
    text: "no difference that exceeds the spread over seeds",
    basis: "p = 0.2",
    isDifference: false,
  };
  const earlier = { ...numbers, format: 1, findings: [sentence] };
  expect(parseResults(bytesOf(earlier), "results.json")).toEqual(results);
});

test.each([
  [{ ...results, format: 3 }, 'expected "format": 1 or 2, found 3'],
  [{ ...results, findings: [{ figure: "bce" }] }, "findings[0].notes: expected"],
  [{ ...results, answer: { text: "x" } }, "answer.figure: expected"],
])("what is wrong is named: %#", (content, words) => {
  expect(() => parseResults(bytesOf(content), "results.json")).toThrow(words);
});
