import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { placedText } from "./support/placed-text.ts";

// The campaigns are JavaScript: what is used of them here, as types.
interface Results {
  recorded(name: string): Promise<unknown>;
  tell(name: string, results: unknown): string;
  commandOf(name: string): string;
  pageOf(name: string): string;
}

const campaigns = new URL("../reliability/", import.meta.url);
const { recorded, tell, commandOf, pageOf } = (await import(
  new URL("results.js", campaigns).href
)) as Results;

test("some faults of the file system: every command ends in words, and can be finished to the same bits", async () => {
  const words = [fileURLToPath(new URL("faults.js", campaigns)), "--every", "120", "--disks", "2"];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, words, (_, stdout, stderr) => resolve(stdout + stderr));
  });
  expect(output).toMatch(
    /^\d+ faults, 5 commands with short reads and writes, (?:10|0) small disks: 0 with a problem$/m,
  );
}, 300_000);

test.each(["faults", "kills", "fuzz", "chaos", "simulation"])(
  "the documentation tells the figures of the campaign %s",
  async (name) => {
    const page = await readFile(pageOf(name), "utf8");
    expect(placedText(page, commandOf(name), name)).toBe(tell(name, await recorded(name)));
  },
);
