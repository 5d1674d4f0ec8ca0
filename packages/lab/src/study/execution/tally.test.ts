import { expect, test } from "vitest";
import { createTally } from "./tally.ts";

test("the time left follows what the work has really taken", () => {
  let time = 100;
  const tally = createTally(
    new Map([
      ["a", { training: 80, after: 20 }],
      ["b", { training: 100, after: 0 }],
    ]),
    2,
    () => time,
  );
  expect(tally.secondsLeft(), "as estimated").toBeCloseTo(100, 9);
  tally.start("a");
  expect(tally.running()).toEqual([{ id: "a", text: "starting" }]);
  time += 95;
  tally.progress("a", "after", 0.5, "measuring");
  expect(tally.fraction()).toBeCloseTo(0.45, 9);
  // 90 of 200 seconds of work in 95, with 10 in 5 that were believed: one second of work a second.
  expect(tally.secondsLeft()).toBeCloseTo(110, 9);
  tally.end("a", true);
  tally.start("b");
  tally.progress("b", "training", 0.25, "epoch 1/4");
  expect(tally.running()).toEqual([{ id: "b", text: "epoch 1/4" }]);
  tally.end("b", false);
  expect(tally.fraction(), "what was stopped is still to be done").toBeCloseTo(0.5, 9);
});

test("no work is done", () => {
  expect(createTally(new Map(), 1).fraction()).toBe(1);
});
