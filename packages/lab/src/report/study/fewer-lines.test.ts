import { expect, test } from "vitest";
import { sampleStudy } from "../../../../../test/support/sample-study.ts";
import type { CellRow } from "../../study/results.ts";
import { chosenByRank, evenlyChosen } from "./evenly-chosen.ts";
import { fewerLines } from "./fewer-lines.ts";
import { panelsOver } from "./study-panels.ts";

const rank = { of: ({ figures }: CellRow) => figures["bce"]?.mean, title: "test BCE", file: "cells.csv" };
const upTo = (most: number): readonly number[] => Array.from({ length: most }, (_, index) => index + 1);

test("some of many are the ends and, between them, at equal distances of rank; what has no number is not chosen", () => {
  expect(evenlyChosen([...upTo(101)], 5)).toEqual([1, 26, 51, 76, 101]);
  expect(evenlyChosen([1, 2], 5)).toEqual([1, 2]);
  const mixed = [30, 10, undefined, 20, 50, 40, 0];
  expect(chosenByRank(mixed, (value) => value, 3)).toEqual([30, 50, 0]);
});

test("up to 24 lines all are drawn, of more six, the same in all panels, and it is said", () => {
  const draw = (rates: number) => {
    const varied = [
      { setting: "latentSize", values: [2, 8] },
      { setting: "learningRate", values: upTo(rates).map((rate) => rate / 1000) },
    ];
    const results = sampleStudy({ data: ["mnist"], models: ["vanilla", "deep"], varied, seeds: [1] });
    return fewerLines(panelsOver(results, varied[0]!), rank);
  };
  expect(draw(24).left).toEqual([]);
  expect(draw(24).panels.map(({ lines }) => lines.length)).toEqual([24, 24]);
  const { panels, left } = draw(25);
  expect(panels.map(({ lines }) => lines.map(({ style }) => style))).toEqual([
    [0, 1, 2, 3, 4, 5],
    [0, 1, 2, 3, 4, 5],
  ]);
  expect(panels[0]!.lines.map(({ title }) => title)).toEqual(panels[1]!.lines.map(({ title }) => title));
  expect(left).toEqual([
    "Of 25 lines 6 are shown: those with the lowest and the highest test BCE, and between them at equal distances of rank.",
    "All cells are in cells.csv.",
  ]);
});

test("of more than 100 values 50 are drawn, the first and the last among them", () => {
  const varied = [{ setting: "latentSize", values: upTo(150) }];
  const results = sampleStudy({ data: ["mnist"], models: ["deep"], varied, seeds: [1] });
  const { panels, left } = fewerLines(panelsOver(results, varied[0]!), rank);
  const sizes = panels[0]!.lines[0]!.cells.map((cell) => cell.varied["latentSize"]);
  expect([sizes.length, sizes[0], sizes.at(-1)]).toEqual([50, 1, 150]);
  expect(left[0]).toBe("Of 150 values 50 are drawn, at equal distances in their order.");
});
