import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { describe, expect, test } from "vitest";
import { parseCondition } from "./condition.ts";
import { fieldOf, inOrderOf } from "./fields.ts";
import type { Item } from "./inventory.ts";

const item: Item = {
  ...{
    id: "study-a/deep-1",
    kind: "run",
    status: "done",
    date: "2026-11-30T10:04:00.000Z",
    tags: ["best", "keep"],
  },
  ...{ data: "mnist", model: "deep", code: 32, seed: 1, epochs: 20, mse: 0.011, bytes: 2_000_000 },
  settings: resolveSettings({ model: "deep", hidden: [64, 32] }, "test"),
};
const study: Item = {
  ...{ id: "study-a", kind: "study", status: "done", date: "2026-11-29T10:04:00.000Z", tags: [] },
  ...{ data: "mnist,fashion-mnist", model: "deep,vanilla", trainings: 6, bytes: 9 },
};

describe("a condition", () => {
  test.each<[string, boolean, boolean]>([
    ["model=deep", true, false],
    ["model = DEEP", true, false],
    ["model~van", false, true],
    ["mse<0.02", true, false],
    ["mse>=0.02", false, false],
    ["mse!=3", true, true],
    ["code=32", true, false],
    ["epochs>9", true, false],
    ["date>=2026-11-30", true, false],
    ["tag=best", true, false],
    ["tag!=best", false, true],
    ["tag~kee", true, false],
    ["hidden=64,32", true, false],
    ["learning-rate<=0.001", true, false],
    ["learningRate<=0.001", true, false],
    ["restoreBest=false", true, false],
    ["name~a/deep", true, false],
    ["size>1000000", true, false],
  ])("%s", (text, ofRun, ofStudy) => {
    const holds = parseCondition(text, "--where");
    expect([holds(item), holds(study)]).toEqual([ofRun, ofStudy]);
  });

  test.each([
    ["model", /^--where: expected a name, one of != >= <= = > < ~, and a value, .* found "model"$/],
    ["=deep", /^--where: expected a name, .* found "=deep"$/],
    ["model=", /^--where: expected a name, .* found "model="$/],
    ["colour=red", /^--where: expected name, kind, .* found "colour"; did you mean /],
    ["mdel=deep", /; did you mean model\?$/],
  ])("%s is none", (text, words) => {
    expect(() => parseCondition(text, "--where")).toThrow(words);
  });

  test("a number is not compared with a word", () => {
    expect(() => parseCondition("epochs>many", "--where")(item)).toThrow(
      '--where: epochs is a number: expected one after >, found "many"',
    );
  });
});

test("order is by size for numbers, natural for texts, and what has no value is last", () => {
  const named = (id: string, changes: Partial<Item> = {}): Item => ({ ...study, id, ...changes });
  const all = [named("run-10", { mse: 0.2 }), named("run-9"), named("run-2", { mse: 0.03 })];
  const sorted = (name: string, isDescending: boolean): readonly string[] =>
    all.toSorted(inOrderOf(fieldOf(name, "--sort"), isDescending)).map(({ id }) => id);
  expect(sorted("name", false)).toEqual(["run-2", "run-9", "run-10"]);
  expect(sorted("mse", false)).toEqual(["run-2", "run-10", "run-9"]);
  expect(sorted("mse", true)).toEqual(["run-10", "run-2", "run-9"]);
  expect(sorted("tag", true)).toEqual(["run-10", "run-9", "run-2"]);
});
