import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { trainTinyRun, writeTinyImages } from "../../../../../test/support/tiny-run.ts";
import { withoutPictures } from "../../../../../test/support/without-pictures.ts";
import { reportCommand } from "../commands/report.ts";
import { parserOf } from "../program.ts";
import { compareRuns } from "./compare-runs.ts";

let folder: TemporaryFolder;
let data: string;

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
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
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
  expect(await compareRuns([inside("a"), inside("b")], { out })).toBe(out);
  const html = await readFile(out, "utf8");
  expect(html).toContain("2 autoencoders on bars");
  expect(withoutPictures(html)).not.toMatch(/NaN|undefined/);
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

/** `hourglass report`, with these words. */
async function report(...words: readonly string[]): Promise<void> {
  await parserOf(reportCommand, "hourglass").parseAsync(words, { from: "user" });
}

test("the report of one run goes into its folder, so --out is refused", async () => {
  const words = [inside("a"), "--out", inside("one.html")];
  await expect(report(...words)).rejects.toThrow("--out: the report of one run");
});

/** The names of the PNG files in a folder, each of which stands beside an SVG file. */
async function pngsBesideSvgs(path: string): Promise<readonly string[]> {
  const files = await readdir(path);
  const pngs = files.filter((file) => file.endsWith(".png"));
  expect(files.filter((file) => file.endsWith(".svg")).map((file) => file.replace(/svg$/, "png"))).toEqual(
    pngs,
  );
  return pngs;
}

test("--figures writes the figures of a comparison into a folder beside its page", async () => {
  const words = [inside("a"), inside("b"), "--out", inside("with.html")];
  await report(...words, "--figures", "svg");
  expect((await readdir(inside("with-figures"))).every((file) => file.endsWith(".svg"))).toBe(true);
  await report(...words, "--figures", "png");
  expect(await pngsBesideSvgs(inside("with-figures"))).toContain("examples.png");
  await expect(report(...words, "--figures", "jpeg")).rejects.toThrow(
    '--figures: expected svg or png, found "jpeg"',
  );
});

test("--figures png adds PNG files to the figures of a run, which go again without it", {
  timeout: 60_000,
}, async () => {
  await report(inside("b"), "--figures", "png");
  expect(await pngsBesideSvgs(inside("b", "figures"))).toEqual(
    expect.arrayContaining(["loss.png", "examples.png"]),
  );
  await report(inside("b"));
  expect((await readdir(inside("b", "figures"))).filter((file) => file.endsWith(".png"))).toEqual([]);
});
