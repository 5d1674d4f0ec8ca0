import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { HourglassError } from "../errors.ts";
import type { EpochRecord } from "../training/epoch.ts";
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
      `${join(folder.path, "metrics.jsonl")}, line 2: no JSON`,
    );
  });
});
