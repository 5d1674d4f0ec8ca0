import { expect, test } from "vitest";
import { changeMarks } from "./change-marks.ts";

const change = { from: 1, to: 4, step: 40, epoch: 2.5 };

test("settings that were changed at one moment have one mark", () => {
  expect(
    changeMarks([
      { ...change, name: "learningRate", from: 0.001, to: 0.01 },
      { ...change, name: "beta" },
      { ...change, name: "beta", from: 4, to: 1, step: 80, epoch: 5 },
    ]),
  ).toEqual([
    { epoch: 2.5, words: "learning rate 0.001 → 0.01, beta 1 → 4" },
    { epoch: 5, words: "beta 4 → 1" },
  ]);
  expect(changeMarks([])).toEqual([]);
});
