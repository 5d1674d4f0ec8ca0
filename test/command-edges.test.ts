import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { visible } from "hourglass-core/internal/visible.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandPath, type Finished, runCommand } from "./support/command.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

/** Where the command meets a shell, a terminal and a system that refuses: POSIX shells alone can be told to. */

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => folder[Symbol.asyncDispose]());

/** Runs `hourglass` in a shell: `$hourglass data list > /dev/full`. */
function inShell(script: string): Promise<Finished> {
  const env = { ...process.env, HOURGLASS_DATA: folder.path };
  const options = { cwd: folder.path, env };
  const command = `hourglass() { '${process.execPath}' '${commandPath}' "$@"; }\n${script}`;
  return new Promise((resolve) => {
    execFile("sh", ["-c", command], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

describe.skipIf(process.platform !== "linux")("output that cannot be written", () => {
  const full =
    "error: the output cannot be written: the disk is full (ENOSPC); free some space, and try again\n";

  test.each<[string, number, string]>([
    ["hourglass --help > /dev/full", 1, full],
    ["hourglass data list --json > /dev/full", 1, full],
    ["hourglass data list > /dev/full 2> /dev/full", 1, ""],
    ["hourglass train --dataset nowhere 2> /dev/full", 2, ""],
    [
      "hourglass --version 1< /dev/null",
      1,
      "error: the output cannot be written: EBADF: bad file descriptor, write\n",
    ],
    ["hourglass train --help | true", 0, ""],
  ])("%s", async (script, code, stderr) => {
    expect(await inShell(script)).toEqual({ code, stdout: "", stderr });
  });

  test("a reader that is slow gets all of it", async () => {
    const { stdout } = await inShell("hourglass train --help | (sleep 1; cat)");
    expect(stdout).toBe((await inShell("hourglass train --help")).stdout);
    expect(stdout.length).toBeGreaterThan(5000);
  });
});

describe.skipIf(process.platform === "win32")("a system that refuses", () => {
  test.each([24, 30, 60])("%i file handles: the program cannot even be loaded", async (count) => {
    const { code, stdout, stderr } = await inShell(`ulimit -n ${count}; hourglass train --dataset nowhere`);
    expect(stderr).toMatch(
      /^error: cannot open \S+: too many files are open in this process \(EMFILE\); let it have more with ulimit -n 4096, and try again\n$/,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  test("some file handles: a package is not found for want of one, and that is said", async () => {
    const { code, stderr } = await inShell("ulimit -n 100; hourglass study latent-size --dry-run");
    expect(stderr).toMatch(
      /^error: (?:cannot open .*EMFILE.*|a part of the program cannot be loaded .* only 100 files open: .*) ?ulimit -n 4096/,
    );
    expect(code).toBe(1);
  });

  test("with --debug the stack is there as well", async () => {
    const { stderr } = await inShell("ulimit -n 24; hourglass --debug data list");
    expect(stderr).toMatch(/^error: cannot open .*\nError: EMFILE: .*\n {4}at /);
  });
});

describe("what a terminal would obey is shown", () => {
  const evil = "\u001b[2J\u009b31m\u202e\u007f";
  const shown = "\\u001b[2J\\u009b31m\\u202e\\u007f";

  test.each<[string, readonly string[]]>([
    ["an option", [`--x${evil}`]],
    ["a command", [`x${evil}`]],
    ["a data set", ["train", "--dataset", `x${evil}`]],
    ["a setting", ["train", "--loss", evil]],
    ["a folder that is to be a run", ["report", `x${evil}`]],
    ["a file that is to be a study", ["study", `x${evil}.yaml`]],
  ])("in %s that is wrong", async (_, words) => {
    const { stdout, stderr } = await runCommand(words, { cwd: folder.path });
    expect(stderr).toContain(shown);
    for (const text of [stdout, stderr]) expect(visible(text, "lines")).toBe(text);
  });

  test("in JSON, which stays what it is", async () => {
    const cwd = join(folder.path, `data${evil}`);
    await mkdir(cwd);
    await writeFile(join(cwd, "mnist"), "");
    const { stdout } = await runCommand(["data", "check", "mnist", "--json", "--data-dir", cwd]);
    expect(visible(stdout, "lines")).toBe(stdout);
    expect(JSON.parse(stdout)).toHaveLength(4);
  });
});

test("nothing writes to the terminal but what shows", async () => {
  const source = join(import.meta.dirname, "..", "packages");
  const files = (await readdir(source, { recursive: true })).filter((file) =>
    /^(?:core|lab).src\b.*(?<!\.test)\.tsx?$/.test(file),
  );
  expect(files.length).toBeGreaterThan(500);
  const writers: string[] = [];
  for (const file of files) {
    const text = await readFile(join(source, file), "utf8");
    if (/process\.std(?:out|err)\.write|\bconsole\.(?!log\((?:codes|score|errors)\.)/.test(text))
      writers.push(file);
  }
  expect(writers).toEqual([join("lab", "src", "cli", "terminal", "terminal.ts")]);
});
