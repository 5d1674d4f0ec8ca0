import { expect, test } from "vitest";
import { resumeCommand } from "./resume-command.ts";

test.each([
  ["runs/mnist-vanilla-1", "hourglass train --out runs/mnist-vanilla-1 --resume"],
  ["my runs", "hourglass train --out 'my runs' --resume"],
  ["it's", "hourglass train --out 'it'\\''s' --resume"],
  ["$HOME", "hourglass train --out '$HOME' --resume"],
  ["", "hourglass train --out '' --resume"],
])("the folder %j is a word of a shell", (folder, command) => {
  expect(resumeCommand(folder)).toBe(command);
});
