import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { describeNext, evaluateStep, studioStep } from "./next-steps.ts";
import { fileLink } from "./open-page.ts";

test("a page is told as a link, and after it what to do, in columns", () => {
  const run = join("runs", "my run");
  const page = join(run, "report.html");
  expect(describeNext(page, [studioStep(run), evaluateStep(run)])).toBe(`Open:   ${fileLink(page)}

Go on with:
  npx hourglass studio                  look at it and train more in the browser
  npx hourglass evaluate 'runs/my run'  measure what its code is worth`);
});

test.each([
  ["runs/a", "studio"],
  [resolve("runs/a"), "studio"],
  ["elsewhere/a", "studio --runs elsewhere"],
  ["a", "studio --runs ."],
  ["my runs/a", "studio --runs 'my runs'"],
])("the studio finds what lies in %s", (folder, command) => {
  expect(studioStep(folder).command).toBe(command);
});
