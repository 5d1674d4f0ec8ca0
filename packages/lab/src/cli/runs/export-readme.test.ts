import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { trainTinyRun, writeTinyImages } from "../../../../../test/support/tiny-run.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { exportReadme } from "./export-readme.ts";

let folder: TemporaryFolder;
let summary: RunSummary;

beforeAll(async () => {
  folder = await temporaryFolder();
  ({ summary } = await trainTinyRun(`${folder.path}/run`, await writeTinyImages(folder.path)));
});

afterAll(() => folder[Symbol.asyncDispose]());

describe("what a name in the README would do is shown", () => {
  test.each([
    ["</script><img src=x onerror=alert(1)>", "\\</script\\>\\<img src=x onerror=alert(1)\\>"],
    ["[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"],
    ["![x](http://a.example/b.png)", "!\\[x\\](http://a.example/b.png)"],
    ["`x` **y** _z_ ~~w~~ $v$ a_b", "\\`x\\` \\*\\*y\\*\\* \\_z\\_ \\~\\~w\\~\\~ \\$v\\$ a_b"],
    ["a\\", "a\\\\"],
    ["&lt;b&gt; &#60;b A & B", "\\&lt;b\\&gt; \\&\\#60;b A & B"],
    ["a\n\n# b\r\n| c |", "a\\\\u000a\\\\u000a\\# b\\\\u000d\\\\u000a| c |"],
    ["\u001b[2J\u202e", "\\\\u001b\\[2J\\\\u202e"],
  ])("%s", (name, shown) => {
    const { dataset, model } = summary;
    const text = exportReadme({
      ...summary,
      model: { ...model, name },
      dataset: { ...dataset, title: name, source: name, licence: name },
    });
    const lines = text.split("\n");
    expect(lines[0]).toBe(`# ${shown} autoencoder of ${shown}`);
    expect(lines).toContain(`- Data: ${shown}. Source: ${shown}. Licence: ${shown}.`);
    expect(text.replaceAll(shown, "")).not.toContain(name);
  });
});

test("of data of one's own it says the name, and not where they were", () => {
  const text = exportReadme(summary);
  expect(text).toContain("Source: bars.npy.");
  expect(text).not.toContain(folder.path);
});

test("it names this package, which is not published, and no other", () => {
  const text = exportReadme(summary);
  expect(text).toContain("npm package hourglass-lab (not yet published)");
  expect(text).not.toMatch(/npm (package|install) hourglass\b(?!-lab)/);
});
