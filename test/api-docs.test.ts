import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as core from "hourglass-core";
import * as graph from "hourglass-core/graph";
import * as coreNode from "hourglass-core/node";
import * as hourglass from "hourglass-lab";
import * as hourglassNode from "hourglass-lab/node";
import { transformWithOxc } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DocExample, readDocExamples } from "./support/doc-examples.ts";
import { plainPng, writeFiles } from "./support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

/** Every program of docs/api.md runs, in a folder of its own, and prints what its comments promise. */

const examples = await readDocExamples("docs/api.md");

let folder: TemporaryFolder;
const home = process.cwd();

beforeAll(async () => {
  folder = await temporaryFolder();
  // The data of its own that the page speaks of.
  const pictures = ["cats", "dogs"].flatMap((name, kind) =>
    Array.from(
      { length: 10 },
      (_, index) => [`${name}/${index}.png`, plainPng(20 * index + kind, 12, 12)] as const,
    ),
  );
  await mkdir(join(folder.path, "my-images"));
  await writeFiles(join(folder.path, "my-images"), Object.fromEntries(pictures));
  process.chdir(folder.path);
});

afterAll(async () => {
  process.chdir(home);
  await folder[Symbol.asyncDispose]();
});

const importPattern = /^import \{([^}]*)\} from "([^"]+)";$/gm;

/** Runs a program, with this checkout as the packages. @returns what it prints, a text a line */
async function run({ code, language }: DocExample): Promise<readonly string[]> {
  const plain = language === "js" ? code : (await transformWithOxc(code, "example.ts")).code;
  const modules: Record<string, Record<string, unknown>> = {
    "hourglass-core": core,
    "hourglass-core/graph": graph,
    "hourglass-core/node": coreNode,
    "hourglass-lab": hourglass,
    "hourglass-lab/node": hourglassNode,
  };
  for (const [, , name = ""] of plain.matchAll(importPattern)) modules[name] ??= await import(name);
  // A function can have no imports; as the modules are given to it, their names must be there all the same.
  const body = plain.replaceAll(importPattern, (_, names: string, module: string) => {
    for (const name of names.split(",").map((word) => word.trim())) {
      if (name !== "") expect(Object.keys(modules[module]!), `exports of ${module}`).toContain(name);
    }
    return `const {${names}} = modules["${module}"];`;
  });
  expect(body).not.toMatch(/^import /m);
  const printed: string[] = [];
  const log = (...values: readonly unknown[]): number => printed.push(values.join(" "));
  const program = new Function("modules", "console", `return (async () => {${body}\n})()`);
  await program(modules, { log });
  return printed;
}

test("the page has its programs", () => {
  expect(examples.length).toBeGreaterThan(9);
  expect(examples.every(({ promised }) => promised.length > 0)).toBe(true);
});

test("the page names every table that takes kinds of one's own", async () => {
  const page = await readFile(join(home, "docs/api.md"), "utf8");
  const tables = Object.entries(hourglass).filter(
    ([, value]) => typeof value === "object" && "register" in value,
  );
  expect(tables.length).toBeGreaterThan(8);
  for (const [name] of tables) expect(page).toContain(`| \`${name}\` | \``);
});

test.each(examples.map((example, index) => [index + 1, example.heading, example] as const))(
  "program %i, %s",
  async (_number, _heading, example) => {
    const printed = await run(example);
    expect(printed.filter((line) => example.promised.includes(line))).toEqual(example.promised);
  },
);
