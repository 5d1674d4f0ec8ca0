import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { tinyDataset } from "../../../../../test/support/tiny-dataset.ts";
import { cacheFolder, findCached, isWritable, type Surroundings } from "./cache.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

const onLinux = (environment: Surroundings["environment"]): Surroundings => ({
  environment,
  platform: "linux",
  home: "/home/ada",
});

describe("cacheFolder", () => {
  test("an explicit folder goes before HOURGLASS_DATA, and that before the platform's", () => {
    const surroundings = onLinux({ HOURGLASS_DATA: "/data", XDG_CACHE_HOME: "/cache" });
    expect(cacheFolder("/mine", surroundings)).toBe("/mine");
    expect(cacheFolder(undefined, surroundings)).toBe("/data");
    expect(cacheFolder(undefined, onLinux({ XDG_CACHE_HOME: "/cache" }))).toBe("/cache/hourglass");
  });

  test("a relative folder is relative to where the command runs; empty names count as none", () => {
    expect(cacheFolder("data", onLinux({}))).toBe(resolve("data"));
    expect(cacheFolder("", onLinux({ HOURGLASS_DATA: "", XDG_CACHE_HOME: "" }))).toBe(
      "/home/ada/.cache/hourglass",
    );
    expect(cacheFolder(undefined, onLinux({ XDG_CACHE_HOME: "relative" }))).toBe(
      "/home/ada/.cache/hourglass",
    );
  });

  test("each platform has its own", () => {
    expect(cacheFolder(undefined, { environment: {}, platform: "darwin", home: "/Users/ada" })).toBe(
      "/Users/ada/Library/Caches/hourglass",
    );
    const windows = { environment: { LOCALAPPDATA: "/local" }, platform: "win32", home: "/ada" } as const;
    expect(cacheFolder(undefined, windows)).toBe("/local/hourglass/Cache");
    expect(cacheFolder(undefined, { ...windows, environment: {} })).toBe(
      "/ada/AppData/Local/hourglass/Cache",
    );
  });
});

test("a file is found gzipped or plain, gzipped first", async () => {
  const { entry } = tinyDataset(["https://example.org/"]);
  const file = entry.files.trainLabels;
  expect(await findCached(folder, entry, file)).toBeUndefined();
  const plain = join(folder, "tiny", file.name);
  await mkdir(join(folder, "tiny"));
  await writeFile(plain, "");
  expect(await findCached(folder, entry, file)).toBe(plain);
  await writeFile(`${plain}.gz`, "");
  expect(await findCached(folder, entry, file)).toBe(`${plain}.gz`);
});

test("a folder is writable where files can be created, or it can be created itself", async () => {
  expect(await isWritable(folder)).toBe(true);
  expect(await isWritable(join(folder, "not", "yet"))).toBe(true);
  await writeFile(join(folder, "file"), "");
  expect(await isWritable(join(folder, "file"))).toBe(false);
  expect(await isWritable(join(folder, "file", "below"))).toBe(false);
});

test.skipIf(process.platform === "win32")("a folder marked read-only is not writable", async () => {
  await chmod(folder, 0o555);
  expect(await isWritable(folder)).toBe(false);
  expect(await isWritable(join(folder, "below"))).toBe(false);
  await chmod(folder, 0o755);
});
