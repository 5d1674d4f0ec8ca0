import { expect, test } from "vitest";
import { measures } from "../../measures/measures.ts";
import { evaluateCommand } from "../commands/evaluate.ts";
import { chooseMeasures } from "./choose-measures.ts";

const all = Object.keys(measures);

test("without the option all but those on request", () => {
  expect(chooseMeasures(undefined)).toEqual(
    all.filter((name) => !["map", "amortization", "identity", "few-labels", "n2d"].includes(name)),
  );
});

test("the map, which is on request, takes longest", () => {
  const seconds = Object.values(measures).map((measure) => measure.seconds);
  expect(measures["map"]?.seconds).toBe(Math.max(...seconds));
});

test("and the help of the command names these", () => {
  const { help } = evaluateCommand.options?.find(({ flags }) => flags.startsWith("--measures")) ?? {};
  const [, named = ""] = /all but (.+), which are on request/.exec(help ?? "") ?? [];
  expect(all.filter((name) => !named.split(/, | and /).includes(name))).toEqual(chooseMeasures(undefined));
});

test("all and none", () => {
  expect(chooseMeasures("all")).toEqual(all);
  expect(chooseMeasures("none")).toEqual([]);
});

test("a list, in the order of the table", () => {
  expect(chooseMeasures("rank, probe")).toEqual(["probe", "rank"]);
});

test("a measure that does not exist is refused with what there is", () => {
  expect(() => chooseMeasures("probe,prob")).toThrow(
    /^unknown measure in --measures "prob": choose one of .*robustness/,
  );
});
