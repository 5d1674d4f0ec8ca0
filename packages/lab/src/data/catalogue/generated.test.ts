import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tinyDataset } from "../../../../../test/support/tiny-dataset.ts";
import { fetchEntry } from "../download/fetch.ts";
import { type LoadOptions, loadEntry } from "../load.ts";

const tiny = tinyDataset([]);
const generate = vi.fn(async () => ({ train: tiny.train, test: tiny.test }));
const onNotice = vi.fn();

let dataDir: string;
let platformFolder: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "hourglass-"));
  const cacheHome = await mkdtemp(join(tmpdir(), "hourglass-"));
  platformFolder = join(cacheHome, "hourglass");
  vi.stubEnv("XDG_CACHE_HOME", cacheHome);
  generate.mockClear();
  onNotice.mockClear();
  return async () => {
    await rm(dataDir, { recursive: true, force: true });
    await rm(cacheHome, { recursive: true, force: true });
  };
});

afterEach(() => {
  vi.unstubAllEnvs();
});

// Only Linux and the like take the user's cache folder from the environment.
const onLinux = process.platform === "linux";

const load = (options: LoadOptions = {}): ReturnType<typeof loadEntry> =>
  loadEntry(tiny.entry, { dataDir, generate, onNotice, ...options });

test.runIf(onLinux)("a generated set is drawn once, and read from the cache from then on", async () => {
  const drawn = await load();
  expect(drawn.train).toEqual(tiny.train);
  const read = await load();
  expect(read).toEqual(drawn);
  expect(generate).toHaveBeenCalledTimes(1);
  expect(onNotice).not.toHaveBeenCalled();
  expect(await readdir(dataDir), "a folder that may be shared is not written to").toEqual([]);
  expect((await readdir(join(platformFolder, "tiny"))).length).toBe(4);
});

test.runIf(onLinux)("a damaged file in the cache is replaced, and a notice says so", async () => {
  await load();
  const path = join(platformFolder, "tiny", "trainImages");
  await writeFile(path, "damaged");
  expect((await load()).train).toEqual(tiny.train);
  expect(onNotice).toHaveBeenCalledWith(
    expect.stringMatching(/trainImages: expected .*; drawing the set anew/),
  );
  expect(Buffer.compare(await readFile(path), tiny.plain.trainImages)).toBe(0);
});

test.runIf(onLinux)(
  "a set in the chosen folder is used from there; a damaged one is left as it is",
  async () => {
    const files = Object.entries(tiny.plain).map(
      ([name, bytes]) => [join(dataDir, "tiny", name), bytes] as const,
    );
    await mkdir(join(dataDir, "tiny"));
    for (const [path, bytes] of files) await writeFile(path, bytes);
    expect((await load()).train).toEqual(tiny.train);
    expect(generate).not.toHaveBeenCalled();
    await writeFile(join(dataDir, "tiny", "trainImages"), "damaged");
    expect((await load()).train).toEqual(tiny.train);
    expect((await load()).train).toEqual(tiny.train);
    expect(generate).toHaveBeenCalledTimes(1);
    expect(await readFile(join(dataDir, "tiny", "trainImages"), "utf8")).toBe("damaged");
  },
);

test.runIf(onLinux)("where the cache folder cannot be written to, the set is used all the same", async () => {
  const file = join(dataDir, "file");
  await writeFile(file, "");
  vi.stubEnv("XDG_CACHE_HOME", file);
  expect((await load()).test).toEqual(tiny.test);
  expect(onNotice).toHaveBeenCalledTimes(1);
  expect(onNotice).toHaveBeenCalledWith(
    expect.stringContaining(`tiny is not kept in ${join(file, "hourglass")}: cannot write`),
  );
  await expect(fetchEntry(tiny.entry, { dataDir, generate, onNotice })).rejects.toThrow(
    `tiny was generated but cannot be kept in ${join(file, "hourglass")}, the user's cache folder`,
  );
});

test("a set that is drawn otherwise than published is used, said to be, and not kept", async () => {
  const other = tinyDataset([], Uint8Array.of(1, 1, 1, 1, 1, 1));
  const dataset = await load({ generate: async () => ({ train: other.train, test: other.test }) });
  expect(dataset.train).toEqual(other.train);
  expect(dataset.checksums).toMatchObject({ trainLabels: other.entry.files.trainLabels.sha256 });
  expect(onNotice).toHaveBeenCalledWith(expect.stringMatching(/draws other bytes .*\(trainLabels\)/));
  expect(await readdir(dataDir)).toEqual([]);
});

test.runIf(onLinux)("fetching draws what is missing, and everything anew when forced", async () => {
  const fetch = async (force: boolean): Promise<boolean[]> =>
    (await fetchEntry(tiny.entry, { dataDir, generate, force })).map((file) => file.kept);
  expect(await fetch(false)).toEqual([false, false, false, false]);
  expect(await fetch(false)).toEqual([true, true, true, true]);
  expect(generate).toHaveBeenCalledTimes(1);
  expect(await fetch(true)).toEqual([false, false, false, false]);
  expect(generate).toHaveBeenCalledTimes(2);
});
