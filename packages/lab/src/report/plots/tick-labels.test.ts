import { describe, expect, test } from "vitest";
import { cutText, textWidth, wrapText } from "./text-width.ts";
import { axisLabel, keepApart, layoutRows, layoutWords } from "./tick-labels.ts";
import { tickCount, valueMargin } from "./value-axis.ts";

describe("the width of text", () => {
  test("letters have their own; bold ones and squares are wider", () => {
    expect(textWidth("iii", 10)).toBeLessThan(textWidth("mmm", 10));
    expect(textWidth("mmm", 20)).toBe(2 * textWidth("mmm", 10));
    expect(textWidth("mmm", 10, true)).toBeGreaterThan(textWidth("mmm", 10));
    expect(textWidth("名前", 10)).toBe(20);
  });

  test("lines break after spaces and hyphens, and within a word only where they must", () => {
    expect(wrapText("512-256-128", 60, 10)).toEqual(["512-256-", "128"]);
    expect(wrapText("a model with a name", 60, 10)).toEqual(["a model", "with a", "name"]);
    expect(wrapText("x".repeat(12), 30, 10).join("")).toBe("x".repeat(12));
    expect(wrapText("", 30, 10)).toEqual([""]);
  });

  test("what is too long ends in an ellipsis", () => {
    expect(cutText("convolutional", 50, 10)).toMatch(/^convo.*…$/);
    const lines = wrapText("one two three four five six", 40, 10, { mostLines: 2 });
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
    for (const line of lines) expect(textWidth(line, 10)).toBeLessThanOrEqual(40);
  });
});

describe("words under an axis", () => {
  test.each([
    [["none", "512"], 100, 0],
    [["512-256", "512-256-128", "1024-512-256"], 70, 0],
    [["convolutional", "denoisingautoencoder"], 60, -45],
    [Array.from({ length: 40 }, (_, index) => `value ${index}`), 15, -90],
  ] as const)("%j at %i pixels are turned by %i", (labels, step, rotate) => {
    const words = layoutWords(labels, step, 12);
    expect(words.rotate).toBe(rotate);
    expect(words.texts).toHaveLength(labels.length);
    expect(words.height).toBeGreaterThanOrEqual(12);
  });

  test("where not even upright words fit, some are left out", () => {
    const { shown } = layoutWords(
      Array.from({ length: 100 }, (_, index) => `value ${index}`),
      5,
      12,
    );
    expect([0, 1, 2, 3, 4, 5].map(shown)).toEqual([true, false, false, true, false, false]);
  });
});

test("numbers that are close together do not all have room", () => {
  const at = (places: readonly number[]) => places.map((place) => ({ at: place, text: "0.01" }));
  expect(keepApart(at([0, 100, 50]), 12)).toBe(true);
  expect(keepApart(at([0, 100, 110]), 12)).toBe(false);
});

test("names of rows have as many lines as the rows have room for", () => {
  const name = "a name that is longer than its row is wide";
  expect(layoutRows([name], { most: 100, height: 12, fontSize: 12 }).texts[0]).toMatch(/^[^\n]*…$/);
  const { texts, margin } = layoutRows([name, "b"], { most: 100, height: 36, fontSize: 12 });
  expect(texts[0]!.split("\n")).toHaveLength(3);
  expect(margin).toBeLessThanOrEqual(118);
});

test("the label of an axis is broken where its plot is narrow", () => {
  expect(axisLabel("mse", 300, 12)).toEqual({ text: "mse", extra: 0 });
  expect(axisLabel("squared error of the model (summed over pixels)", 200, 12).extra).toBeGreaterThan(0);
});

test("axes have room for their numbers", () => {
  expect(valueMargin([0, 1], 13)).toBe(46);
  expect(valueMargin([0, 1_000_000], 13)).toBeGreaterThan(80);
  expect(tickCount([0.0001, 0.0002], 200, 13, 8)).toBeLessThan(tickCount([0, 8], 200, 13, 8));
});
