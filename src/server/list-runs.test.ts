import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleStudy } from "../../test/support/sample-study.ts";
import { type TemporaryFolder, temporaryFolder } from "../../test/support/temporary-folder.ts";
import { listRuns } from "./list-runs.ts";

const right = {
  format: 2,
  status: "done",
  settings: { dataset: "mnist", seed: 1 },
  dataset: { name: "mnist" },
  model: { name: "vanilla", latentSize: 4 },
  epochs: { run: 2 },
  seconds: 1,
  started: "2026-11-03T10:00:00.000Z",
  metrics: { test: { bce: 0.1, mse: 0.2, sse: 0.3 } },
};

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder();
  await write("right", "run.json", JSON.stringify(right));
});

afterAll(() => folder[Symbol.asyncDispose]());

/** The folder of a run of a name, made where there is none. */
async function make(name: string): Promise<string> {
  const path = join(folder.path, name);
  await mkdir(path, { recursive: true });
  return path;
}

async function write(name: string, file: string, content: string): Promise<void> {
  await writeFile(join(await make(name), file), content);
}

/** What is said of a folder of runs, of which one is right: that it is listed, and the problems. */
async function problems(): Promise<readonly string[]> {
  const list = await listRuns(folder.path);
  expect(list.runs.map(({ id }) => id)).toContain("right");
  expect(JSON.stringify(list)).not.toContain(folder.path);
  return list.problems;
}

describe("one damaged run takes nothing from the list of the others", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  test.each<[string, string, RegExp | string]>([
    ["empty", "", /^x\/run\.json is damaged: /],
    ["null", "null", "x/run.json: expected a record with format, status, found null"],
    ["a list", "[]", "x/run.json: expected a record with format, status, found []"],
    ["a number", "3", "x/run.json: expected a record with format, status, found 3"],
    ["too deep", deep, /^x\/run\.json: expected a record with format, status, found /],
    ["another version", '{"format":1}', "x/run.json: format: expected 2, found 1"],
    [
      "no status",
      '{"format":2}',
      "x/run.json: status: expected one of running, interrupted, failed, done, found nothing",
    ],
    [
      "no settings",
      '{"format":2,"status":"done"}',
      "x/run.json: settings: expected a record with dataset, seed, found nothing",
    ],
    [
      "a date that is a number",
      JSON.stringify({ ...right, started: 3 }),
      "x/run.json: started: expected a date and time as ISO 8601 has them, found 3",
    ],
    [
      "a date that is none",
      JSON.stringify({ ...right, started: "yesterday" }),
      'x/run.json: started: expected a date and time as ISO 8601 has them, found "yesterday"',
    ],
    [
      "text for a number",
      JSON.stringify({ ...right, metrics: { test: { bce: "0.1" } } }),
      'x/run.json: metrics.test.bce: expected a number, found "0.1"',
    ],
    [
      "done without errors",
      JSON.stringify({ ...right, metrics: undefined }),
      "x/run.json: metrics: expected a record with test, found nothing",
    ],
    [
      "a list for a name",
      JSON.stringify({ ...right, model: { name: ["x"], latentSize: 1 } }),
      'x/run.json: model.name: expected text, found ["x"]',
    ],
  ])("run.json: %s", async (_, content, problem) => {
    await write("x", "run.json", content);
    expect(await problems()).toEqual([
      typeof problem === "string" ? problem : expect.stringMatching(problem),
    ]);
    await write("x", "run.json", JSON.stringify(right));
  });

  test.each<[string, string, RegExp | string]>([
    ["no JSON", "{", /^study\/results\.json is damaged: /],
    ["null", "null", /^study\/results\.json: expected a record with format, title, /],
    ["no title", '{"format":1,"cells":[]}', "study/results.json: title: expected text, found nothing"],
    [
      "a cell that is none",
      JSON.stringify({ ...sampleStudy(), cells: [null] }),
      "study/results.json: cells[0]: expected a record with data, model, found null",
    ],
    [
      "runs that are no list",
      JSON.stringify({ ...sampleStudy(), runs: {} }),
      "study/results.json: runs: expected a list, each a record with status, found {}",
    ],
    [
      "findings that are no list",
      JSON.stringify({ ...sampleStudy(), findings: 3 }),
      "study/results.json: findings: expected a list, each a record, found 3",
    ],
  ])("results.json: %s", async (_, content, problem) => {
    await write("study", "study.json", "{}");
    await write("study", "results.json", content);
    expect(await problems()).toEqual([
      typeof problem === "string" ? problem : expect.stringMatching(problem),
    ]);
    await write("study", "results.json", JSON.stringify(sampleStudy()));
  });

  test("what is no file, or too large to be one", async () => {
    await symlink(join(folder.path, "nowhere"), join(await make("broken-link"), "run.json"));
    await symlink(join(folder.path, "right", "run.json"), join(await make("link"), "run.json"));
    execFileSync("mkfifo", [join(await make("pipe"), "run.json")]);
    await make("folder/run.json");
    await write("large", "run.json", "{");
    await truncate(join(folder.path, "large", "run.json"), 2 ** 30);
    expect(await problems()).toEqual([
      "broken-link/run.json: expected a file, found a link, which is not followed",
      "folder/run.json: expected a file, found a folder",
      "large/run.json: expected at most 67108864 bytes, found 1073741824",
      "link/run.json: expected a file, found a link, which is not followed",
      "pipe/run.json: expected a file, found a named pipe",
    ]);
  });

  // The superuser may read everything.
  test.skipIf(process.getuid?.() === 0)("what may not be read", async () => {
    await using own = await temporaryFolder();
    await mkdir(join(own.path, "closed"), { mode: 0 });
    await mkdir(join(own.path, "run"));
    await writeFile(join(own.path, "run", "run.json"), "{}", { mode: 0 });
    const list = await listRuns(own.path);
    expect(list.problems).toEqual([
      expect.stringContaining("closed cannot be read: EACCES"),
      expect.stringContaining("run/run.json cannot be read: EACCES"),
    ]);
    await chmod(join(own.path, "closed"), 0o700);
  });
});
