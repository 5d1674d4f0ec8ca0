import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { FolderLostError, isHeld, lockFolder, lostAfterSeconds } from "./lock.ts";

let root: string;

beforeEach(async () => {
  const folder = await temporaryFolder();
  root = folder.path;
  return () => folder[Symbol.asyncDispose]();
});

/** The number of a process that is gone. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "close");
  return child.pid as number;
}

const leaveLock = (owner: unknown): Promise<void> =>
  writeFile(join(root, "lock"), typeof owner === "string" ? owner : JSON.stringify(owner));

/** Makes the lock as old as one that was last written so many seconds ago. */
async function silentFor(seconds: number): Promise<void> {
  const then = new Date(Date.now() - 1000 * seconds);
  await utimes(join(root, "lock"), then, then);
}

const age = async (): Promise<number> => Date.now() - (await stat(join(root, "lock"))).mtimeMs;

describe("its holder", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    return () => vi.useRealTimers();
  });

  test("gives signs of life for as long as it has it", async () => {
    const lock = await lockFolder(root);
    await silentFor(100);
    vi.advanceTimersByTime(9000);
    expect(await age()).toBeGreaterThan(90_000);
    vi.advanceTimersByTime(1000);
    await vi.waitFor(async () => expect(await age()).toBeLessThan(50_000));
    await lock.requireHeld();
    await lock.release();
    vi.advanceTimersByTime(60_000);
    expect(await readdir(root)).toEqual([]);
  });

  test("gives none for the lock of another", async () => {
    const lock = await lockFolder(root);
    await rm(join(root, "lock"));
    const other = { pid: 1, host: "elsewhere", token: "another" };
    await leaveLock(other);
    await silentFor(100);
    vi.advanceTimersByTime(30_000);
    await expect(lock.requireHeld()).rejects.toThrow(FolderLostError);
    expect(await age()).toBeGreaterThan(90_000);
    expect(JSON.parse(await readFile(join(root, "lock"), "utf8"))).toEqual(other);
  });
});

test("a folder has one holder at a time", async () => {
  const first = await lockFolder(root);
  await expect(lockFolder(root)).rejects.toThrow(
    `${root} is in use by another process (${process.pid} on ${hostname()}): wait for it or choose another --out. ` +
      `If that process is gone, remove ${join(root, "lock")}`,
  );
  await first.release();
  expect(await readdir(root)).toEqual([]);
  const second = await lockFolder(root);
  await second.release();
});

test("of many who want it at once, one gets it", async () => {
  const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(root)));
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await readdir(root)).toEqual(["lock"]);
});

describe("a lock that is left behind", () => {
  test("by a process that is gone is taken over", async () => {
    await leaveLock({ pid: await deadProcess(), host: hostname() });
    const lock = await lockFolder(root);
    expect(JSON.parse(await readFile(join(root, "lock"), "utf8"))).toMatchObject({ pid: process.pid });
    await lock.release();
    expect(await readdir(root)).toEqual([]);
  });

  test("is taken over by one of many who want it at once", async () => {
    await leaveLock({ pid: await deadProcess(), host: hostname() });
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(root)));
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readdir(root)).toEqual(["lock"]);
  });

  test.skipIf(process.platform !== "linux")(
    "by an earlier process of the same number is taken over (only Linux tells when a process began)",
    async () => {
      await leaveLock({ pid: process.pid, host: hostname(), started: "1" });
      await (await lockFolder(root)).release();
    },
  );

  test("on another machine holds while it gives signs of life, by the clock of the file system", async () => {
    const pid = await deadProcess();
    await leaveLock({ pid, host: "elsewhere" });
    await silentFor(lostAfterSeconds - 20);
    await expect(lockFolder(root)).rejects.toThrow(
      `is in use by another process (${pid} on elsewhere): wait for it or choose another --out. ` +
        "Without a sign of life for 2 minutes it counts as gone",
    );
    expect(await isHeld(root)).toBe(true);
    expect(await readdir(root)).toEqual(["lock"]);
  });

  test("on another machine is taken over by one of many after two minutes without a sign of life", async () => {
    await leaveLock({ pid: await deadProcess(), host: "elsewhere" });
    await silentFor(lostAfterSeconds + 20);
    expect(await isHeld(root)).toBe(false);
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(root)));
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readdir(root)).toEqual(["lock"]);
  });

  test.each(["", "{", "null", "7", '{"pid": "x", "host": 1}'])(
    "without an owner is taken over: %j",
    async (text) => {
      await leaveLock(text);
      await (await lockFolder(root)).release();
      expect(await readdir(root)).toEqual([]);
    },
  );
});

describe("a folder that did not exist", () => {
  test("goes with its lock when nothing was put into it", async () => {
    const folder = join(root, "a", "b");
    const lock = await lockFolder(folder);
    expect((await stat(folder)).isDirectory()).toBe(true);
    await lock.release();
    expect(await readdir(join(root, "a"))).toEqual([]);
  });

  test("stays when something was", async () => {
    const folder = join(root, "new");
    const lock = await lockFolder(folder);
    await writeFile(join(folder, "run.json"), "{}");
    await lock.release();
    expect(await readdir(folder)).toEqual(["run.json"]);
  });

  test("is an error in words where it cannot be made", async () => {
    await writeFile(join(root, "file"), "");
    await expect(lockFolder(join(root, "file"))).rejects.toMatchObject({
      name: "WriteError",
      message: expect.stringContaining(`cannot write ${join(root, "file")}: `),
    });
  });
});
