import { describe, expect, test } from "vitest";
import { changingPenalty, corruptionOf, penaltiesOf, scheduleOf } from "./choices.ts";
import type { SettingName } from "./settings.ts";
import { settingsTable } from "./settings-table.ts";

const isRight = (name: SettingName, word: string): boolean =>
  settingsTable[name].schema.safeParse(word).success;

describe("the penalty", () => {
  test("in words is a list of kinds with their numbers", () => {
    expect(penaltiesOf("none")).toEqual([]);
    expect(penaltiesOf("l1:1e-4")).toEqual([{ kind: "l1", weight: 1e-4 }]);
    expect(penaltiesOf("kl:0.05,0.1")).toEqual([{ kind: "kl", target: 0.05, weight: 0.1 }]);
    expect(penaltiesOf("topk:8,20")).toEqual([{ kind: "topk", k: 8, from: 20 }]);
    expect(penaltiesOf("l1:1e+2+kl:0.05,0.1 + topk:8")).toEqual([
      { kind: "l1", weight: 100 },
      { kind: "kl", target: 0.05, weight: 0.1 },
      { kind: "topk", k: 8 },
    ]);
  });

  test("that changes the code in the course of training", () => {
    expect(["none", "topk:8", "topk:8,8", "l1:1"].map(changingPenalty)).toEqual(Array(4).fill(undefined));
    expect(changingPenalty("l1:1+topk:8,20")).toEqual({ kind: "topk", k: 8, from: 20 });
  });

  test.each([
    "none",
    "l1:0",
    "l1:1e6",
    "l1:0.001",
    "kl:0.000001,0",
    "kl:0.5,1000000",
    "kl:0.05, 0.1",
    "topk:1",
    "topk:65536",
    "topk:8,8",
    "topk:8,20",
    "l1:1+kl:0.05,0.1",
  ])("%s is right", (word) => {
    expect(isRight("penalty", word)).toBe(true);
  });

  test.each([
    "",
    "l2:1",
    "L1:1",
    "none:1",
    "l1",
    "l1:",
    "l1:x",
    "l1:-1",
    "l1:1e7",
    "l1:NaN",
    "l1:Infinity",
    "l1:1,2",
    "l1:1:2",
    "kl:0.05",
    "kl:0.05,",
    "kl:0,1",
    "kl:1,1",
    "kl:0.05,-1",
    "kl:0.05,1,2",
    "topk:0",
    "topk:8,7",
    "topk:8,9.5",
    "topk:8,9,10",
    "topk:2.5",
    "topk:65537",
    "topk",
    "constructor",
    "l1:1+",
    "+l1:1",
    "l1:1+none",
    "l1:1+l2:1",
  ])("%j is not", (word) => {
    expect(isRight("penalty", word)).toBe(false);
  });
});

describe("corruption", () => {
  test("in words is a kind with its level", () => {
    expect(corruptionOf("none")).toBeUndefined();
    expect(corruptionOf("gaussian:0.5")).toEqual({ kind: "gaussian", level: 0.5 });
    expect(corruptionOf("masking:0.3")).toEqual({ kind: "masking", level: 0.3 });
    expect(corruptionOf("salt-pepper:0.1")).toEqual({ kind: "salt-pepper", level: 0.1 });
  });

  test.each(["none", "gaussian:0", "gaussian:10", "masking:0", "masking:0.99", "salt-pepper:0.99"])(
    "%s is right",
    (word) => {
      expect(isRight("corruption", word)).toBe(true);
    },
  );

  test.each([
    "",
    "gauss:0.5",
    "gaussian",
    "gaussian:-0.1",
    "gaussian:10.1",
    "gaussian:0.1,0.2",
    "gaussian:0.1:0.2",
    "masking:1",
    "masking:0.991",
    "salt-pepper:",
    "salt-pepper:half",
    "toString:0",
  ])("%j is not", (word) => {
    expect(isRight("corruption", word)).toBe(false);
  });
});

describe("the schedule", () => {
  test("in words is a kind with its numbers, and the warm-up", () => {
    expect(scheduleOf("constant", 0)).toEqual({ kind: "constant", warmUpEpochs: 0 });
    expect(scheduleOf("cosine", 0.5)).toEqual({ kind: "cosine", warmUpEpochs: 0.5 });
    expect(scheduleOf("step:10,0.5", 2)).toEqual({
      kind: "step",
      everyEpochs: 10,
      factor: 0.5,
      warmUpEpochs: 2,
    });
  });

  test.each(["constant", "cosine", "step:1,1", "step:100000,0.000001"])("%s is right", (word) => {
    expect(isRight("schedule", word)).toBe(true);
  });

  test.each([
    "",
    "linear",
    "cosine:1",
    "step",
    "step:10",
    "step:0,0.5",
    "step:1.5,0.5",
    "step:1,0",
    "step:1,2",
    "step:1,0.5,3",
  ])("%j is not", (word) => {
    expect(isRight("schedule", word)).toBe(false);
  });
});
