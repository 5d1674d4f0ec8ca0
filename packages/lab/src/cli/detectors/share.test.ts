import { expect, test } from "vitest";
import { parseShare } from "./share.ts";

test.each([
  ["1%", 0.01],
  ["1 %", 0.01],
  ["0.5%", 0.005],
  ["0.01", 0.01],
  [".05", 0.05],
  ["100%", 1],
])("%s is a share", (words, share) => {
  expect(parseShare(words, "--false-alarms")).toBeCloseTo(share, 12);
});

test.each(["", "%", "5", "-1%", "1e-2%", "a", "1%%", "200%"])("%j is none", (words) => {
  expect(() => parseShare(words, "--false-alarms")).toThrow(
    `--false-alarms: expected a share, such as 1% or 0.01, found ${JSON.stringify(words)}`,
  );
});
