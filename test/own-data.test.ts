import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { runNode } from "./support/script.ts";

// The example imports the package by its name, as it is built.

test("examples/own-data.ts prints what its comments promise", async () => {
  const code = await readFile("examples/own-data.ts", "utf8");
  const promised = [...code.matchAll(/^console\.log\(.*\); \/\/ (.+)$/gm)].map(([, text = ""]) => text);
  expect(promised.length).toBeGreaterThan(1);
  const script =
    'const { runnerImport } = await import("vite");' +
    'await runnerImport("./examples/own-data.ts", { configFile: false, logLevel: "error" });';
  const { stdout } = await runNode(["--input-type=module", "--eval", script], {
    cwd: process.cwd(),
    env: {},
  });
  expect(stdout.split("\n").filter((line) => promised.includes(line))).toEqual(promised);
});
