import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandPath } from "./support/command.ts";
import { npyFile } from "./support/own-files.ts";
import { builtModule, type Printed, runNode } from "./support/script.ts";
import { stripesDataset } from "./support/stripes.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

// What starts ONNX Runtime stores nothing about anybody and asks no machine for anything. The environment has no CI, under which
// the native library is silent by itself.

const timeout = 300_000;

const study = `title: Tiny
question: Does it keep to itself?
data: [DATA]
models: { vanilla: {} }
settings: { epochs: 1, latentSize: 2 }
seeds: [1, 2]
`;

/** The library sends what it has collected after about ten seconds. */
const secondsUntilSent = 15;

/** Trains, says what ran, and lives for a while. */
const program = (seconds: number): string => `
  const { createNodeRuntime } = await import(${builtModule("node.js")});
  const { buildModel, fit } = await import(${builtModule("index.js")});
  const images = Uint8Array.from({ length: 64 * 16 }, (_, index) => (index * 37) % 256);
  const train = { count: 64, height: 4, width: 4, channels: 1, images };
  const model = buildModel("vanilla", { sampleShape: train, latentSize: 3 });
  const runtime = await createNodeRuntime({ threads: 1, onNotice: (text) => console.log(text) });
  await fit(runtime, model, { train, validation: train }, { epochs: 1, seed: 1 });
  console.log(runtime.description);
  await new Promise((resolve) => setTimeout(resolve, ${1000 * seconds}));
`;

/** The same in a worker thread, started with these options. */
const inWorker = (options: string, first = ""): string => `
  import { SHARE_ENV, Worker } from "node:worker_threads";
  ${first}
  const code = "(async () => {" + ${JSON.stringify(program(0))} + "})();";
  new Worker(code, { eval: true, ...${options} });
`;

let folder: TemporaryFolder;
let home: string;
let trace: readonly string[];
let straceProblem: string | undefined;

beforeAll(async () => {
  folder = await temporaryFolder();
  const { count, height, width, images } = stripesDataset(200, 0).train;
  await writeFile(at("stripes.npy"), npyFile("|u1", [count, height, width], Uint8Array.from(images)));
  await writeFile(at("tiny.yaml"), study.replace("DATA", at("stripes.npy")));
  home = at("home");
  await mkdir(home);
  trace = ["strace", "-f", "-A", "-o", at("trace"), "-e", "trace=connect,sendto,sendmsg,sendmmsg"];
  try {
    execFileSync("strace", ["-f", "true"], { stdio: "pipe" });
  } catch (error) {
    straceProblem = (error as Error).message;
  }
});

afterAll(() => folder[Symbol.asyncDispose]());

const at = (name: string): string => join(folder.path, name);

/** Runs a program in the empty home of somebody who asked for telemetry, under strace where that can be. */
async function run(...words: readonly string[]): Promise<Printed> {
  const printed = await runNode(words, {
    cwd: home,
    env: { HOME: home, ORT_DISABLE_TELEMETRY: "0" },
    under: straceProblem === undefined ? trace : [],
  });
  expect(await readdir(home, { recursive: true })).toEqual([]);
  return printed;
}

const evaluate = (code: string): Promise<Printed> => run("--input-type=module", "-e", code);

describe("leaves nothing in the home folder:", { timeout }, () => {
  test("a training", async () => {
    const words = ["train", "--dataset", at("stripes.npy"), "--epochs", "2", "--latent-size", "2"];
    await run(commandPath, ...words, "--out", at("run"));
    expect(await readFile(join(at("run"), "run.json"), "utf8")).toContain("native");
  });

  test("an evaluation", async () => {
    await run(commandPath, "evaluate", at("run"));
  });

  test("a study with workers", async () => {
    await run(commandPath, "study", at("tiny.yaml"), "--workers", "2", "--out", at("study"));
    expect(await readFile(join(at("study"), "results.json"), "utf8")).toContain("native");
  });

  test("a program", async () => {
    const { stdout } = await evaluate(program(straceProblem === undefined ? secondsUntilSent : 0));
    expect(stdout).toMatch(/^onnxruntime-node .* \(native, CPU\)\n$/);
  });

  test("a worker thread, which takes WebAssembly where it could not keep the native library silent", async () => {
    const { stdout } = await evaluate(inWorker("{}"));
    expect(stdout).toMatch(
      /^A worker thread .* cannot switch off the telemetry .* ORT_DISABLE_TELEMETRY=1.*: running as WebAssembly, about three times slower\.\nonnxruntime-web .*\n$/,
    );
  });

  const assigned = 'process.env.ORT_DISABLE_TELEMETRY = "1";';
  test.each([
    ["shares its environment", "{ env: SHARE_ENV }", ""],
    ["has a main thread that switched it off", "{}", assigned],
    [
      "has a main thread with a runtime",
      "{}",
      `const { createNodeRuntime } = await import(${builtModule("node.js")}); await createNodeRuntime();`,
    ],
  ])("a worker thread that %s, natively", async (_, options, first) => {
    const { stdout } = await evaluate(inWorker(options, first));
    expect(stdout).toMatch(/^onnxruntime-node .* \(native, CPU\)\n$/);
  });
});

test("none of these connects to anything, or looks up a name", async (context) => {
  if (straceProblem !== undefined) {
    context.skip(`what is sent was not looked at: strace cannot run here (${straceProblem})`);
  }
  const calls = (await readFile(at("trace"), "utf8")).split("\n");
  expect(calls.filter((call) => call.includes("exited with 0")).length).toBeGreaterThan(0);
  expect(calls.filter((call) => /AF_INET|nscd|resolve/.test(call))).toEqual([]);
});
