import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { catalogue } from "../data/catalogue/catalogue.ts";
import { findEntry } from "../data/catalogue/entry-files.ts";
import { dataCommand } from "./commands/data.ts";
import { parserOf } from "./program.ts";
import { createProgressFormat } from "./terminal/data-progress.ts";

let output: string;
let dataDir: string;

beforeEach(async () => {
  output = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output += text;
    return true;
  });
  dataDir = await mkdtemp(join(tmpdir(), "hourglass-"));
  vi.stubEnv("XDG_CACHE_HOME", dataDir);
  return () => rm(dataDir, { recursive: true, force: true });
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

const run = async (...words: string[]): Promise<void> => {
  await parserOf(dataCommand, "hourglass").parseAsync(words, { from: "user" });
};

describe("data list", () => {
  test("prints a table of the catalogue", async () => {
    await run("list", "--data-dir", dataDir);
    const [header, mnist] = output.split("\n");
    expect(header).toMatch(/^NAME +SAMPLES +SIZE +CACHED IN +LICENCE$/);
    expect(mnist).toMatch(/^mnist +60,000 \+ 10,000 +28 x 28 +no +CC BY-SA 3\.0$/);
    expect(output).toContain("digits");
    expect(output).toMatch(
      /^sensors +20,000 \+ 5,000 +13 columns +no \(drawn whenever it is used\) +CC0 1\.0$/m,
    );
    expect(output).toContain(`searched: ${dataDir}`);
  });

  test("prints JSON", async () => {
    await run("list", "--json", "--data-dir", dataDir);
    const entries = JSON.parse(output) as { readonly name: string }[];
    expect(entries.map(({ name }) => name)).toEqual(Object.keys(catalogue));
    expect(entries[0]).toMatchObject({ counts: { train: 60_000, test: 10_000 }, cached: false });
    expect(entries.at(-1)).toMatchObject({ sample: { kind: "row", columns: 13 }, cached: false });
  });
});

describe("data check", () => {
  test("says what is missing and what is wrong, and fails", async () => {
    await mkdir(join(dataDir, "mnist"));
    await writeFile(join(dataDir, "mnist", "t10k-labels-idx1-ubyte"), "no labels");
    await run("check", "mnist", "--data-dir", dataDir);
    expect(process.exitCode).toBe(1);
    expect(output).toContain(`mnist: train-images-idx3-ubyte: missing: not in ${dataDir}; mend it with`);
    expect(output).toMatch(/t10k-labels-idx1-ubyte: wrong: .*expected 10008 bytes .* found 9; mend it with/);
  });

  test("prints JSON", async () => {
    await run("check", "mnist", "--json", "--data-dir", dataDir);
    expect(process.exitCode).toBe(1);
    expect(JSON.parse(output)).toHaveLength(4);
    expect(JSON.parse(output)[0]).toEqual({
      dataset: "mnist",
      name: "train-images-idx3-ubyte",
      status: "missing",
    });
  });
});

describe("data remove", () => {
  test("takes the files of the set in every form, right or wrong, and no other", async () => {
    await mkdir(join(dataDir, "mnist"));
    await mkdir(join(dataDir, "fashion-mnist"));
    for (const file of ["t10k-labels-idx1-ubyte", "train-labels-idx1-ubyte.gz"]) {
      await writeFile(join(dataDir, "mnist", file), "wrong");
      await writeFile(join(dataDir, "fashion-mnist", file), "wrong");
    }
    await writeFile(join(dataDir, "fashion-mnist", "notes.txt"), "mine");
    await run("remove", "mnist", "fashion-mnist", "--data-dir", dataDir, "--yes");
    expect(output.match(/^removed: /gm)).toHaveLength(4);
    expect(await readdir(dataDir)).toEqual(["fashion-mnist"]);
    expect(await readdir(join(dataDir, "fashion-mnist"))).toEqual(["notes.txt"]);
  });

  test("asks, and removes nothing where nobody can answer", async () => {
    await mkdir(join(dataDir, "mnist"));
    await writeFile(join(dataDir, "mnist", "t10k-labels-idx1-ubyte"), "wrong");
    await expect(run("remove", "mnist", "--data-dir", dataDir)).rejects.toThrow(
      "nobody can be asked here (no terminal): add --yes",
    );
    expect(await readdir(join(dataDir, "mnist"))).toHaveLength(1);
  });
});

describe("a set without files", () => {
  test("is checked by what is drawn", async () => {
    await run("check", "sensors", "--data-dir", dataDir);
    expect(process.exitCode).not.toBe(1);
    expect(output).toBe("sensors: train: right\nsensors: test: right\n");
  });

  test("is not fetched, and is nowhere to be removed", async () => {
    await run("fetch", "sensors", "--data-dir", dataDir);
    expect(output).toBe("sensors: drawn whenever it is used: there are no files to fetch\n");
    output = "";
    await run("remove", "sensors", "--data-dir", dataDir, "--yes");
    expect(output).toBe("");
    expect(await readdir(dataDir)).toEqual([]);
  });
});

test.each(["fetch", "check"])("data %s refuses an unknown name before it does anything", async (command) => {
  await expect(run(command, "mnist", "emnist", "--data-dir", dataDir)).rejects.toThrow(
    'unknown data set "emnist"',
  );
  expect(output).toBe("");
});

const { HOURGLASS_DATA: realData } = process.env;
const hasMnist = realData !== undefined && (await findEntry(catalogue.mnist, realData)) !== undefined;

describe.skipIf(!hasMnist)("with MNIST in HOURGLASS_DATA (skipped where it is not)", () => {
  test("check finds it right, list says where it is, fetch leaves it alone", async () => {
    await run("check", "mnist");
    expect(process.exitCode).not.toBe(1);
    expect(output.match(/: right: /g)).toHaveLength(4);
    output = "";
    await run("list");
    expect(output).toContain(realData);
    output = "";
    await run("fetch", "mnist");
    expect(output.match(/^mnist: already there: /gm)).toHaveLength(4);
  });
});

test("progress says how much, how fast and how long, from where a download was resumed", () => {
  let seconds = 0;
  const format = createProgressFormat(() => seconds);
  const progress = { label: "f", total: 10e6, unit: "bytes" };
  expect(format({ ...progress, done: 4e6 })).toBe("f: 4.0 MB of 10.0 MB");
  seconds = 2;
  expect(format({ ...progress, done: 6e6 })).toBe("f: 6.0 MB of 10.0 MB, 1.0 MB/s, 4 s left");
  expect(format({ label: "g", done: 0, total: 0, unit: "bytes" })).toBe("g: 0.0 MB");
  seconds = 4;
  expect(format({ label: "g", done: 3e6, total: 0, unit: "bytes" })).toBe("g: 3.0 MB, 1.5 MB/s");
  expect(format({ label: "digits", done: 1200, total: 70_000, unit: "images" })).toBe(
    "digits: 1,200 of 70,000 images",
  );
});
