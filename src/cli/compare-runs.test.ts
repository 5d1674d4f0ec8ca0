import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../test/support/temporary-folder.ts";
import { trainTinyRun, writeTinyImages } from "../../test/support/tiny-run.ts";
import { compareRuns } from "./compare-runs.ts";
import { reportCommand } from "./report.ts";

let folder: TemporaryFolder;
let data: string;
let printed: string;

const inside = (...parts: string[]): string => join(folder.path, ...parts);

beforeAll(async () => {
  folder = await temporaryFolder();
  data = await writeTinyImages(folder.path);
  await trainTinyRun(inside("a"), data);
  await trainTinyRun(inside("b"), data, { loss: "mse", latentSize: 2 });
  await mkdir(inside("other"));
  await trainTinyRun(inside("other", "a"), data, { seed: 2 });
  await trainTinyRun(inside("foreign"), await writeTinyImages(folder.path, "foreign.npy", 2));
});

afterAll(() => folder[Symbol.asyncDispose]());

beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A checksum of every file in a folder. */
async function checksums(path: string): Promise<Readonly<Record<string, string>>> {
  const files = await readdir(path, { recursive: true, withFileTypes: true });
  const entries = files
    .filter((file) => file.isFile())
    .map(async ({ parentPath, name }) => {
      const bytes = await readFile(join(parentPath, name));
      return [join(parentPath, name), createHash("sha256").update(bytes).digest("hex")] as const;
    });
  return Object.fromEntries(await Promise.all(entries));
}

test("runs on the same data become one page, and stay as they are", async () => {
  const before = await checksums(inside("a"));
  const out = inside("pages", "page.html");
  await compareRuns([inside("a"), inside("b")], { out });
  expect(printed).toBe(`${out}\n`);
  const html = await readFile(out, "utf8");
  expect(html).toContain("2 autoencoders on bars");
  expect(html).not.toMatch(/NaN|undefined/);
  expect(await checksums(inside("a"))).toEqual(before);
});

test("runs whose folders have the same name are told apart", async () => {
  const out = inside("same-names.html");
  await compareRuns([inside("a"), inside("other", "a")], { out });
  const html = await readFile(out, "utf8");
  expect(html).toContain(`</svg>${inside("other", "a")}</span>`);
});

test.each([
  ["data of another kind", ["a", "foreign"], "trained on different data, so their errors do not compare: "],
  ["the same run twice", ["a", "b", "a"], "is named twice"],
  ["a folder without a run", ["a", "nowhere"], "nowhere holds no run"],
])("refuses %s", async (_, names, message) => {
  const out = inside("refused.html");
  await expect(
    compareRuns(
      names.map((name) => inside(name)),
      { out },
    ),
  ).rejects.toThrow(message);
  expect(await readdir(folder.path)).not.toContain("refused.html");
});

test("the report of one run goes into its folder, so --out is refused", async () => {
  const words = [inside("a"), "--out", inside("one.html")];
  await expect(reportCommand().parseAsync(words, { from: "user" })).rejects.toThrow(
    "--out: the report of one run",
  );
});
