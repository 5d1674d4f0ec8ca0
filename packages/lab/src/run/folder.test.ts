import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { FolderLostError, lockFolder } from "../data/files/lock.ts";
import { type RunFolder, readHistory, readSummary, runFolder, writeHistory } from "./folder.ts";

let folder: RunFolder;

beforeEach(async () => {
  const temporary = await temporaryFolder();
  folder = runFolder(temporary.path);
  return () => temporary[Symbol.asyncDispose]();
});

const put = (file: string, text: string): Promise<void> => writeFile(join(folder.path, file), text);
const epoch = (number: number): EpochRecord => ({
  epoch: number,
  trainingLoss: 0.1 * number,
  validationLoss: 0.2 * number,
  seconds: 1,
  imagesPerSecond: 5e4,
});

describe("files", () => {
  test("are written whole, with the folders they lie in, and read back", async () => {
    await folder.write("figures/loss.svg", "<svg/>");
    await folder.write("figures/loss.svg", Uint8Array.of(1, 2));
    expect(await folder.read("figures/loss.svg")).toEqual(Buffer.of(1, 2));
    expect(await readdir(folder.path, { recursive: true })).toEqual(["figures", "figures/loss.svg"]);
  });

  test("that are missing are nothing", async () => {
    expect(await folder.read("model.safetensors")).toBeUndefined();
    expect(await readSummary(folder)).toBeUndefined();
    expect(await readHistory(folder)).toEqual([]);
  });

  test("that cannot be read or written are errors in words", async () => {
    await mkdir(join(folder.path, "run.json"));
    await put("checkpoint", "no folder");
    await mkdir(join(folder.path, "metrics.jsonl"));
    await expect(folder.read("run.json")).rejects.toThrow(HourglassError);
    await expect(folder.read("run.json")).rejects.toThrow(`cannot read ${join(folder.path, "run.json")}: `);
    await expect(folder.write("run.json", "{}")).rejects.toMatchObject({ name: "WriteError" });
    await expect(folder.write("checkpoint/state", "")).rejects.toMatchObject({ name: "WriteError" });
    await expect(folder.appendEpoch(epoch(1))).rejects.toMatchObject({ name: "WriteError" });
    expect((await readdir(folder.path)).sort(), "nothing half-written").toEqual([
      "checkpoint",
      "metrics.jsonl",
      "run.json",
    ]);
  });

  test("that killed writers left are removed, and no others", async () => {
    await mkdir(join(folder.path, "checkpoint"));
    await mkdir(join(folder.path, "figures"));
    const kept = ["run.json", "notes.tmp", "lock", "checkpoint/state.safetensors", "figures/loss.svg"];
    const left = [
      "run.json.12-00ff00ff.tmp",
      "checkpoint/state.safetensors.7-12345678.tmp",
      "figures/loss.svg.99999-abcdef01.tmp",
    ];
    for (const file of [...kept, ...left]) await put(file, "x");
    await folder.removeLeftovers();
    for (const file of kept) expect(await folder.read(file), file).toBeDefined();
    for (const file of left) expect(await folder.read(file), file).toBeUndefined();
  });
});

describe("checksums", () => {
  const sum = (text: string): string => createHash("sha256").update(text).digest("hex");
  const sums = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await folder.readChecksums()) ?? []);

  test.skipIf(process.platform === "win32")(
    "of what was written are recorded, in a file that sha256sum checks",
    async () => {
      await folder.writeAll([
        ["run.json", "{}"],
        ["figures/loss.svg", "<svg/>"],
      ]);
      await folder.appendEpoch(epoch(1));
      expect(await folder.readChecksums(), "not before all is written").toBeUndefined();
      await folder.recordChecksums();
      expect(await sums()).toEqual({
        "run.json": sum("{}"),
        "figures/loss.svg": sum("<svg/>"),
        "metrics.jsonl": sum(`${JSON.stringify(epoch(1))}\n`),
      });
      const { stdout } = await promisify(execFile)("sha256sum", ["-c", "SHA256SUMS"], { cwd: folder.path });
      expect(stdout).toBe("figures/loss.svg: OK\nmetrics.jsonl: OK\nrun.json: OK\n");
    },
  );

  test("of files that others wrote stay as they were, and are not made right", async () => {
    await folder.writeAll([
      ["a", "1"],
      ["b", "1"],
    ]);
    await folder.recordChecksums();
    await put("a", "damaged");
    const later = runFolder(folder.path);
    await later.write("b", "2");
    expect(await sums(), "a record does not outlive its file").toEqual({ a: sum("1") });
    await later.recordChecksums();
    expect(await sums()).toEqual({ a: sum("1"), b: sum("2") });
    await later.remove("a");
    expect(await sums()).toEqual({ b: sum("2") });
  });

  test.each(["x  run.json", `${"a".repeat(64)}  a\n${"a".repeat(64)}  a`, `${"a".repeat(64)}`])(
    "that are none are refused by their line: %s",
    async (text) => {
      await put("SHA256SUMS", text);
      await expect(folder.readChecksums()).rejects.toThrow(
        /SHA256SUMS, line \d: expected a SHA-256 and the path of a file, each path once, found /,
      );
    },
  );
});

describe("a folder with a lock", () => {
  test("that goes between the look and the change: its loss is the reason", async () => {
    const lock = await lockFolder(folder.path);
    /** Held when it is first looked at, gone by the time of the change. */
    const goesAfterTheLook = () => {
      let looks = 0;
      return {
        requireHeld: async () => {
          looks += 1;
          await lock.requireHeld();
          if (looks === 1) await rm(folder.path, { recursive: true });
        },
      };
    };
    const locked = runFolder(folder.path, goesAfterTheLook());
    await expect(locked.appendEpoch(epoch(1))).rejects.toThrow(FolderLostError);
  });

  test("is not written to once the lock is another's", async () => {
    const lock = await lockFolder(folder.path);
    const locked = runFolder(folder.path, lock);
    await locked.write("run.json", "1");
    await rm(folder.path, { recursive: true });
    const lost = `${folder.path} was removed, or its lock was, while this process was writing to it`;
    await expect(locked.write("run.json", "2")).rejects.toThrow(lost);
    await expect(locked.appendEpoch(epoch(1))).rejects.toThrow(lost);
    await expect(locked.remove("run.json")).rejects.toThrow(FolderLostError);
    const other = await lockFolder(folder.path);
    await expect(locked.write("run.json", "2")).rejects.toThrow(
      `${folder.path} was removed, and is now another process's (${process.pid} on ${hostname()}), while this`,
    );
    await lock.release();
    expect(await readdir(folder.path), "the lock of the other stays").toEqual(["lock"]);
    await other.release();
  });
});

test.skipIf(process.platform === "win32")("what is no file is not waited for", async () => {
  await promisify(execFile)("mkfifo", [join(folder.path, "run.json")]);
  await expect(readSummary(folder)).rejects.toThrow(
    `cannot read ${join(folder.path, "run.json")}: it is not a file`,
  );
});

test("more than is asked for is not read", async () => {
  await put("run.json", "x".repeat(11));
  await expect(folder.read("run.json", 10)).rejects.toThrow(
    `${join(folder.path, "run.json")}: expected at most 10 bytes, found 11`,
  );
});

describe("run.json", () => {
  test.each([
    ["cut off", '{"format": 2, "sett', "run.json is damaged: "],
    ["empty", "", "run.json is damaged: "],
    ["of another format", '{"format": 1, "settings": {}, "dataset": {}}', 'expected "format": 2'],
    ["something else", "[]", 'expected "format": 2'],
    ["null", "null", 'expected "format": 2'],
  ])("%s is refused by its name", async (_, text, message) => {
    await put("run.json", text);
    await expect(readSummary(folder)).rejects.toThrow(HourglassError);
    await expect(readSummary(folder)).rejects.toThrow(join(folder.path, "run.json"));
    await expect(readSummary(folder)).rejects.toThrow(message);
  });
});

describe("metrics.jsonl", () => {
  test("has a line an epoch, written whole or line by line", async () => {
    await writeHistory(folder, [epoch(1), epoch(2)]);
    await folder.appendEpoch(epoch(3));
    expect(await readHistory(folder)).toEqual([epoch(1), epoch(2), epoch(3)]);
    const text = await readFile(join(folder.path, "metrics.jsonl"), "utf8");
    expect(text.split("\n")).toHaveLength(4);
    await writeHistory(folder, []);
    expect(await readHistory(folder)).toEqual([]);
  });

  test("with a damaged line is refused by its number", async () => {
    await put("metrics.jsonl", `${JSON.stringify(epoch(1))}\n{"epoch": 2, "trai`);
    await expect(readHistory(folder)).rejects.toThrow(
      `${join(folder.path, "metrics.jsonl")}, line 2: expected an epoch as JSON, found "{\\"epoch\\": 2, \\"trai"`,
    );
  });
});
