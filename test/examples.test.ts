import { access, readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { promisedLines } from "./support/doc-examples.ts";
import { runNode } from "./support/script.ts";

// Examples in TypeScript run, as `npm run example` runs them, and print what their comments promise. They import the package by
// its name, as it is built.

const examples = (await readdir("examples")).filter((file) => file.endsWith(".ts"));

test("there are some", () => {
  expect(examples).toContain("own-operator.ts");
});

test.each(examples)("examples/%s", async (file) => {
  const promised = promisedLines(await readFile(`examples/${file}`, "utf8"));
  expect(promised.length).toBeGreaterThan(0);
  const { stdout } = await runNode(["scripts/run-example.js", file], { cwd: process.cwd(), env: {} });
  expect(stdout.split("\n").filter((line) => promised.includes(line))).toEqual(promised);
});

test.each(examples)("examples/%s has 15 to 60 lines", async (file) => {
  const lines = (await readFile(`examples/${file}`, "utf8")).trimEnd().split("\n");
  expect(lines.length).toBeGreaterThanOrEqual(15);
  expect(lines.length).toBeLessThanOrEqual(60);
});

test("the files to read next are there", async () => {
  const text = await readFile("examples/one-image.ts", "utf8");
  const files = [...text.matchAll(/\b(core|lab)(\/[\w./-]+\.tsx?)/g)].map(
    ([, name, path]) => `packages/${name}/src${path}`,
  );
  expect(text.replaceAll("\n// ", " ")).toContain(`${files.length} in all`);
  expect(new Set(files).size).toBe(files.length);
  await Promise.all(files.map((file) => access(file)));
});
