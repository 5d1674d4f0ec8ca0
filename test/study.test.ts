import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeNpy } from "hourglass-lab/internal/data/formats/npy.ts";
import type { StudyResults } from "hourglass-lab/internal/study/results.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandOptions, type Finished, runCommand, startCommand } from "./support/command.ts";
import { digitsFolder } from "./support/digits.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { isDone } from "./support/training-command.ts";

const study = `title: Tiny
question: Does a study hold together?
data: [digits]
models: { vanilla: {} }
settings: { epochs: 2, trainingImages: 512, validation: 0, latentSize: 2 }
seeds: [1, 2, 3]
`;
const runs = [1, 2, 3].map((seed) => `digits-vanilla-seed-${seed}`);

/** Some seconds on an idle machine. */
const timeout = 300_000;

let folder: TemporaryFolder;
let options: CommandOptions;

beforeAll(async () => {
  folder = await temporaryFolder();
  options = { cwd: folder.path, dataDir: await digitsFolder() };
  await writeFile(join(folder.path, "tiny.yaml"), study);
});

afterAll(() => folder[Symbol.asyncDispose]());

const run = (...words: readonly string[]): Promise<Finished> => runCommand(["study", ...words], options);
const inside = (...parts: readonly string[]): string => join(folder.path, ...parts);
const read = (...parts: readonly string[]): Promise<string> => readFile(inside(...parts), "utf8");

/** When the weights of each run were written. */
async function timesOf(out: string, ids: readonly string[]): Promise<readonly number[]> {
  const files = ids.map((id) => stat(inside(out, "runs", id, "model.safetensors")));
  return (await Promise.all(files)).map(({ mtimeMs }) => mtimeMs);
}

describe("a dry run", () => {
  test("prints runs, cells and an estimate, and leaves nothing behind", async () => {
    const { code, stdout } = await run("tiny.yaml", "--dry-run", "--out", "dry");
    expect(code).toBe(0);
    for (const id of runs) expect(stdout).toMatch(new RegExp(`^${id} +2 +4 +1,024 +\\d+ s$`, "m"));
    expect(stdout).toMatch(/^3 runs in 1 cell: at most about \d+ s with \d+ workers?$/m);
    expect(await readdir(folder.path)).toEqual(["tiny.yaml"]);
  });
});

describe("a study", () => {
  let failed: Finished;
  let resumed: Finished;
  let before: readonly number[];

  beforeAll(async () => {
    // A file in the place of a run's folder: that run cannot begin.
    await mkdir(inside("one", "runs"), { recursive: true });
    await writeFile(inside("one", "runs", "digits-vanilla-seed-1"), "in the way");
    failed = await run("tiny.yaml", "--out", "one", "--workers", "1");
    before = await timesOf("one", runs.slice(1));
    await rm(inside("one", "runs", "digits-vanilla-seed-1"));
    resumed = await run("tiny.yaml", "--out", "one", "--workers", "1", "--resume");
  }, timeout);

  test("goes on where a run fails, tells of it and ends with exit code 1", () => {
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(
      /^1 of 3 runs failed; --resume tries them again:\ndigits-vanilla-seed-1 {2}cannot write one\/runs\/digits-vanilla-seed-1/m,
    );
    expect(failed.stdout).toMatch(/^digits +vanilla +2 +0\.\d+ ± 0\.\d+$/m);
    expect(failed.stderr, "is a log").not.toContain("\u001b");
  });

  test("tries what failed again on --resume, and nothing else", async () => {
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.stderr).toContain("1 of 3 trainings to do, 1 of them again");
    expect(resumed.stdout).toMatch(/^digits +vanilla +3 +0\.\d+ ± 0\.\d+$/m);
    expect(resumed.stdout).toMatch(/^Report: one\/report\.html$/m);
    expect(await timesOf("one", runs.slice(1))).toEqual(before);
  });

  test("leaves results, a page, and a whole run each", async () => {
    const results = JSON.parse(await read("one", "results.json")) as StudyResults;
    expect(results.runs.map(({ id, status, epochs }) => [id, status, epochs])).toEqual(
      runs.map((id) => [id, "done", 2]),
    );
    expect(results.cells).toMatchObject([{ id: "digits-vanilla", seeds: 3 }]);
    expect(await read("one", "report.html")).toContain("Does a study hold together?");
    expect(await read("one", "cells.csv")).toMatch(/^digits-vanilla,digits,vanilla,3,0\.\d+,/m);
    expect(await readdir(inside("one"))).not.toContain("lock");
    const [first = ""] = runs;
    expect(await read("one", "runs", first, "report.html")).toContain("<!doctype html>");
    expect(JSON.parse(await read("one", "runs", first, "run.json"))).toMatchObject({
      settings: { dataset: "digits", seed: 1, threads: 1, latentSize: 2 },
    });
    const examples = await readFile(inside("one", "runs", first, "examples.npy"));
    expect(decodeNpy(Uint8Array.from(examples), "examples.npy")).toMatchObject({
      type: "uint8",
      shape: [10, 28, 28, 1],
    });
  });

  test("tells its status from its folder", async () => {
    expect(await run("status", "one")).toMatchObject({
      code: 0,
      stdout: `3 runs in 1 cell: 3 done\n${runs.map((id) => `${id}  done  2 epochs\n`).join("")}`,
    });
    expect(await run("status", "nowhere")).toMatchObject({
      code: 2,
      stderr: "error: nowhere holds no study (study.json is missing)\n",
    });
  });

  test("is not begun again, nor continued as another", async () => {
    expect(await run("tiny.yaml", "--out", "one")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("error: one holds a study already: choose another --out, or continue"),
    });
    await writeFile(inside("other.yaml"), study.replace("epochs: 2", "epochs: 3"));
    expect(await run("other.yaml", "--out", "one", "--resume")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("the study in one is another: settings.epochs was 2 and is 3"),
    });
  });

  test("of two workers that is killed, and resumed, has the results of one worker, to the bit", {
    timeout,
  }, async () => {
    const [first = ""] = runs;
    const words = ["study", "tiny.yaml", "--out", "two", "--workers", "2"];
    const command = startCommand(words, options);
    while (!(await isDone(inside("two", "runs", first)))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const times = await timesOf("two", [first]);
    await command.end("SIGKILL");
    const interrupted = startCommand([...words, "--resume"], options);
    await interrupted.stderrMatching(/trainings to do/);
    const { code, stderr } = await interrupted.end("SIGINT");
    expect(stderr).toMatch(
      /Continue with:\n {2}hourglass study tiny\.yaml --out two --resume --workers 2\n$/,
    );
    expect(code).toBe(130);
    expect(await run(...words.slice(1), "--resume")).toMatchObject({ code: 0 });
    expect(await timesOf("two", [first]), "what was done stayed").toEqual(times);
    const rows = async (out: string): Promise<readonly (readonly string[])[]> => {
      const [head = "", ...lines] = (await read(out, "results.csv")).trimEnd().split("\n");
      const seconds = head.split(",").indexOf("seconds");
      return [head, ...lines].map((line) => line.split(",").filter((_, column) => column !== seconds));
    };
    expect(await rows("two")).toEqual(await rows("one"));
    expect(await read("two", "cells.csv")).toBe(await read("one", "cells.csv"));
  });
});

test.each([
  [["nowhere.yaml"], "error: study: there is no file nowhere.yaml"],
  [["tiny.yaml", "--workers", "0"], 'error: --workers: expected a whole number from 1 to 256, found "0"'],
  [
    ["tiny.yaml", "--resume", "--out", "none"],
    "error: --resume: none holds no study (study.json is missing)",
  ],
])("%j is refused", async (words, message) => {
  const { code, stdout, stderr } = await run(...words);
  expect(stderr).toContain(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});
