import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { commandPath } from "./support/command.ts";

// What a person waits for who only asks what there is: files to read, and the libraries behind them. `npm run bench -- --only
// start-up` has the seconds, which a machine with other work does not show.

/** Writes every file that the process loads to stderr. */
const hooks = `
  import { writeSync } from "node:fs";
  export async function load(url, context, next) {
    if (url.startsWith("file:")) writeSync(2, "loaded " + url + "\\n");
    return next(url, context);
  }`;
const register = `import { register } from "node:module"; register(${JSON.stringify(dataUrl(hooks))});`;

describe("the command, before it does anything", () => {
  it.each([
    { words: ["--help"] },
    { words: ["--version"] },
    { words: ["tarin"] },
    { words: ["studio", "--help"] },
    { words: ["data", "--help"] },
  ])("loads the commands' descriptions and their parser alone: $words", async ({ words }) => {
    const files = await filesLoadedBy(words);

    const ours = files.filter((file) => !file.includes("/node_modules/"));
    expect(ours.some((file) => file.endsWith("/dist/cli/program.js"))).toBe(true);
    expect(ours.length).toBeLessThanOrEqual(35);
    const libraries = new Set(files.flatMap((file) => /\/node_modules\/([^/]+)/.exec(file)?.[1] ?? []));
    expect([...libraries]).toEqual(["commander"]);
  });
});

async function filesLoadedBy(words: readonly string[]): Promise<readonly string[]> {
  const args = ["--import", dataUrl(register), commandPath, ...words];
  // An unknown command fails, and tells what it loaded all the same.
  const { stderr } = await promisify(execFile)(process.execPath, args).catch(
    (error: { stderr: string }) => error,
  );
  return [...stderr.matchAll(/^loaded (.*)$/gm)].map(([, url = ""]) => url);
}

function dataUrl(script: string): string {
  return `data:text/javascript,${encodeURIComponent(script)}`;
}
