import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tinyDataset } from "../../test/support/tiny-dataset.ts";
import { fetchEntry } from "./fetch.ts";
import { type LoadOptions, loadEntry } from "./load.ts";

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

const load = (options: LoadOptions = {}): ReturnType<typeof loadEntry> =>
  loadEntry(tiny.entry, { dataDir, generate, onNotice, ...options });

test("a generated set is drawn once, and read from the cache from then on", async () => {
  const drawn = await load();
  expect(drawn.train).toEqual(tiny.train);
  const read = await load();
  expect(read).toEqual(drawn);
  expect(generate).toHaveBeenCalledTimes(1);
  expect(onNotice).not.toHaveBeenCalled();
  expect((await readdir(join(dataDir, "tiny"))).length).toBe(4);
});

test("a damaged file in the cache is replaced, and a notice says so", async () => {
  await load();
  const path = join(dataDir, "tiny", "trainImages");
  await writeFile(path, "damaged");
  expect((await load()).train).toEqual(tiny.train);
  expect(onNotice).toHaveBeenCalledWith(
    expect.stringMatching(/trainImages: expected .*; drawing the set anew/),
  );
  expect(Buffer.compare(await readFile(path), tiny.plain.trainImages)).toBe(0);
});

// Only Linux and the like take the platform's folder from the environment.
const onLinux = process.platform === "linux";

test.runIf(onLinux)(
  "where the chosen folder is read-only, the platform's cache folder keeps the set",
  async () => {
    await chmod(dataDir, 0o555);
    await load();
    await load();
    await chmod(dataDir, 0o755);
    expect(generate).toHaveBeenCalledTimes(1);
    expect(onNotice).toHaveBeenCalledTimes(1);
    expect(onNotice).toHaveBeenCalledWith(
      expect.stringContaining(`tiny is not kept in ${dataDir}: cannot write`),
    );
    expect(await readdir(dataDir)).toEqual([]);
    expect((await readdir(join(platformFolder, "tiny"))).length).toBe(4);
  },
);

test.runIf(onLinux)("where no folder can be written to, the set is used all the same", async () => {
  const file = join(dataDir, "file");
  await writeFile(file, "");
  vi.stubEnv("XDG_CACHE_HOME", file);
  expect((await load({ dataDir: join(file, "data") })).test).toEqual(tiny.test);
  expect(onNotice).toHaveBeenCalledTimes(2);
  await expect(fetchEntry(tiny.entry, { dataDir: join(file, "data"), generate, onNotice })).rejects.toThrow(
    "tiny was generated but cannot be kept in",
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

test("fetching draws what is missing, and everything anew when forced", async () => {
  const fetch = async (force: boolean): Promise<boolean[]> =>
    (await fetchEntry(tiny.entry, { dataDir, generate, force })).map((file) => file.kept);
  expect(await fetch(false)).toEqual([false, false, false, false]);
  expect(await fetch(false)).toEqual([true, true, true, true]);
  expect(generate).toHaveBeenCalledTimes(1);
  expect(await fetch(true)).toEqual([false, false, false, false]);
  expect(generate).toHaveBeenCalledTimes(2);
});
