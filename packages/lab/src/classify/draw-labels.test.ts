import { describe, expect, test } from "vitest";
import { drawLabels } from "./draw-labels.ts";

/** 40 of class 0, 20 of class 1, 10 of class 4. */
const labels = Uint8Array.from({ length: 70 }, (_, at) => (at % 7 < 4 ? 0 : at % 7 < 6 ? 1 : 4));
const names = ["cat", "dog"];

const countsOf = (places: Int32Array): Readonly<Record<number, number>> => {
  const counts: Record<number, number> = {};
  for (const place of places) counts[labels[place]!] = (counts[labels[place]!] ?? 0) + 1;
  return counts;
};

describe("labels that are drawn", () => {
  test("are as many of each class, each once", () => {
    const { training, stopping } = drawLabels(labels, 7, 1, false, names);
    expect(countsOf(training)).toEqual({ 0: 7, 1: 7, 4: 7 });
    expect(new Set(training).size).toBe(21);
    expect(stopping).toHaveLength(0);
  });

  test("that stop training are a fifth of each class, among those that are counted", () => {
    const { training, stopping } = drawLabels(labels, 10, 1, true, names);
    expect(countsOf(training)).toEqual({ 0: 8, 1: 8, 4: 8 });
    expect(countsOf(stopping)).toEqual({ 0: 2, 1: 2, 4: 2 });
    const all = drawLabels(labels, 10, 1, false, names).training;
    expect(Int32Array.from([...training, ...stopping]).sort()).toEqual(all);
    expect(drawLabels(labels, 2, 1, true, names).stopping).toHaveLength(3);
  });

  test("are all where all are asked for", () => {
    expect(countsOf(drawLabels(labels, "all", 1, false, names).training)).toEqual({ 0: 40, 1: 20, 4: 10 });
  });

  test("follow from the seed, and fewer are among more", () => {
    const few = drawLabels(labels, 3, 5, false, names).training;
    expect(drawLabels(labels, 3, 5, false, names).training).toEqual(few);
    expect(drawLabels(labels, 3, 6, false, names).training).not.toEqual(few);
    const more = new Set(drawLabels(labels, 9, 5, false, names).training);
    expect(few.every((place) => more.has(place))).toBe(true);
  });

  test("are refused where a class has too few, by its name or number", () => {
    expect(() => drawLabels(labels, 21, 1, false, names)).toThrow(
      "--labels-per-class 21: class dog has only 20 labels in the training split: ask for fewer, or all",
    );
    expect(() => drawLabels(labels, 11, 1, false, names)).toThrow("class 4 has only 10 labels");
    expect(() => drawLabels(labels, 1, 1, true, names)).toThrow(
      "--patience: 1 label of class cat leaves none to stop training by",
    );
  });
});
