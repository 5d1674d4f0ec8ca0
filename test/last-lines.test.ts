import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandPath } from "./support/command.ts";
import { npyFile } from "./support/own-files.ts";
import { type Printed, runNode } from "./support/script.ts";
import { stripesDataset } from "./support/stripes.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

// What a command that wrote a page says last: a link that a terminal opens, and two commands to go on with.

const study = `title: Tiny
question: Where does it end?
data: [stripes.npy]
models: { vanilla: { epochs: 1, latentSize: 2 } }
seeds: [1]
`;

const timeout = 300_000;

let folder: TemporaryFolder;
let trained: Printed;

const at = (...names: string[]): string => join(folder.path, ...names);

/** Runs a command with a browser that notes what it is to open. */
const run = (words: string): Promise<Printed> =>
  runNode([commandPath, ...words.split(" ")], {
    cwd: folder.path,
    env: { HOME: folder.path, BROWSER: at("browser") },
  });

beforeAll(async () => {
  folder = await temporaryFolder();
  const { count, height, width, images } = stripesDataset(200, 0).train;
  await writeFile(at("stripes.npy"), npyFile("|u1", [count, height, width], Uint8Array.from(images)));
  await writeFile(at("tiny.yaml"), study);
  await writeFile(at("browser"), `#!/bin/sh\necho "$1" >> ${at("opened")}\n`);
  await chmod(at("browser"), 0o755);
  trained = await run("train --dataset stripes.npy --epochs 1 --latent-size 2 --out one");
}, timeout);

afterAll(() => folder[Symbol.asyncDispose]());

/** The link, as the file that it leads to, and the commands. */
function lastLines(text: string): { readonly file: string; readonly commands: readonly string[] } {
  const [, link = "", steps = ""] =
    /^Open: {3}(file:\/\/\/\S+)\n\nGo on with:\n((?: {2}npx hourglass .+\n)+)$/m.exec(text) ?? [];
  const commands = [...steps.matchAll(/^ {2}npx hourglass (.+?) {2,}\S.*$/gm)].map(
    ([, command = ""]) => command,
  );
  return { file: fileURLToPath(link), commands };
}

test("of train, and the second command does what it says", async () => {
  const { file, commands } = lastLines(trained.stdout);
  expect(await readFile(file, "utf8")).toContain("<!doctype html>");
  expect(commands).toEqual(["studio --runs .", "evaluate one"]);
  expect((await run(`${commands[1]} --measures none`)).stdout).toContain(`Open:   file://`);
});

test("of report, whose result is the path alone", async () => {
  const { stdout, stderr } = await run("report one");
  expect(stdout).toBe(`${join("one", "report.html")}\n`);
  expect(lastLines(stderr)).toEqual({
    file: at("one", "report.html"),
    commands: ["studio --runs .", "evaluate one"],
  });
});

test(
  "of study and of anomaly",
  async () => {
    const { stdout } = await run("study tiny.yaml --out two");
    expect(stdout).toMatch(/^Took: {3}\d+ s \(1 training, \d+ workers?\)$/m);
    const ofStudy = lastLines(stdout);
    expect(await readFile(ofStudy.file, "utf8")).toContain("Where does it end?");
    expect(ofStudy.commands).toEqual(["studio --runs .", "evaluate two/runs/stripes-vanilla-seed-1"]);
    const ofAnomaly = lastLines(
      (await run("anomaly --dataset stripes.npy --against stripes.npy --epochs 1 --out three")).stdout,
    );
    expect(await readFile(ofAnomaly.file, "utf8")).toContain("<!doctype html>");
    expect(ofAnomaly.commands).toEqual(["studio --runs .", "anomaly --out three --resume --seeds 2,3"]);
  },
  timeout,
);

test("are not there with --json", async () => {
  const { stdout, stderr } = await run("train --dataset stripes.npy --epochs 1 --out four --json");
  expect(JSON.parse(stdout)).toMatchObject({ status: "done" });
  expect(stderr).not.toContain("npx hourglass");
});

test.runIf(process.platform === "linux")("--open opens the page", async () => {
  await run("report one --open");
  await expect
    .poll(() => readFile(at("opened"), "utf8").catch(() => ""), { timeout: 20_000 })
    .toMatch(/one\/report\.html\n$/);
});
