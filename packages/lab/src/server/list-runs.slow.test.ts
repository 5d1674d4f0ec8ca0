import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleStudy } from "../../../../test/support/sample-study.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { fitTinyDetector } from "../../../../test/support/tiny-detector.ts";
import { trainTinyRun, writeTinyImages } from "../../../../test/support/tiny-run.ts";
import type { RunSummary } from "../run/files/summary.ts";
import { listRuns } from "./list-runs.ts";

let folder: TemporaryFolder;
let right: RunSummary;

beforeAll(async () => {
  folder = await temporaryFolder();
  ({ summary: right } = await trainTinyRun(join(folder.path, "right"), await writeTinyImages(folder.path)));
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

test("a detector is listed as what it is, with its page", async () => {
  await using own = await temporaryFolder();
  const { summary } = await fitTinyDetector(join(own.path, "detector"), { normalClasses: [1] });
  await writeFile(join(own.path, "detector", "report.html"), "");
  const { runs, problems } = await listRuns(own.path);
  expect(problems).toEqual([]);
  const { threshold, test: tested, started } = summary;
  expect(runs).toEqual([
    {
      ...{ kind: "detector", id: "detector", dataset: "./pumps.csv", score: "error", date: started },
      title: `detector of anomalies, deep on pumps, seed ${summary.settings.seed}`,
      files: ["metrics.jsonl", "model.safetensors", "report.html", "run.json"],
      ...{ falseAlarms: threshold.falseAlarms, normal: tested.normal, auroc: tested.areas!["error"] },
    },
  ]);
});

describe("one damaged run takes nothing from the list of the others", () => {
  const version = 'expected "format": 2, found';
  const other = "x/run.json is of another version of hourglass, or damaged";
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;

  test.each<[string, unknown, RegExp | string]>([
    ["empty", "", /^x\/run\.json is damaged: /],
    ["a tail that is missing", '{"format":2,"status":"do', /^x\/run\.json is damaged: /],
    ["null", "null", `${other}: ${version} nothing`],
    ["a list", "[]", `${other}: ${version} nothing`],
    ["a number", "3", `${other}: ${version} nothing`],
    ["too deep", deep, `${other}: ${version} nothing`],
    ["another version", '{"format":1}', `${other}: ${version} 1`],
    ["the version and no more", '{"format":2}', /^x\/run\.json: /],
    ["a date that is a number", { started: 3 }, /^x\/run\.json: started: expected a time as ISO 8601, /],
    ["a date that is none", { started: "yesterday" }, /^x\/run\.json: started: .* found "yesterday"$/],
    [
      "text for a number",
      { seconds: "1" },
      'x/run.json: seconds: expected a number of at least 0, found "1"',
    ],
    ["no errors where it is done", { metrics: undefined }, /^x\/run\.json: expected metrics, /],
    ["a list for a model", { model: ["x"] }, /^x\/run\.json: model: expected a record .* found \["x"\]$/],
    ["settings that are none", { settings: null }, /^x\/run\.json: settings: expected a record /],
  ])("run.json: %s", async (_, content, problem) => {
    await write(
      "x",
      "run.json",
      typeof content === "string" ? content : JSON.stringify({ ...right, ...(content as object) }),
    );
    expect(await problems()).toEqual([
      typeof problem === "string" ? problem : expect.stringMatching(problem),
    ]);
    await write("x", "run.json", JSON.stringify(right));
  });

  test.each<[string, unknown, RegExp]>([
    ["no JSON", "{", /^study\/results\.json is damaged: /],
    ["null", "null", /^study\/results\.json is of another version/],
    [
      "the version and no more",
      '{"format":1,"cells":[]}',
      /^study\/results\.json: title: expected text, found nothing/,
    ],
    ["a cell that is none", { cells: [null] }, /^study\/results\.json: cells\[0\]: expected a record /],
    ["runs that are no list", { runs: {} }, /^study\/results\.json: runs: expected a list, /],
    ["findings that are no list", { findings: 3 }, /^study\/results\.json: findings: expected a list, /],
  ])("results.json: %s", async (_, content, problem) => {
    await write("study", "study.json", "{}");
    await write(
      "study",
      "results.json",
      typeof content === "string" ? content : JSON.stringify({ ...sampleStudy(), ...(content as object) }),
    );
    expect(await problems()).toEqual([expect.stringMatching(problem)]);
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
