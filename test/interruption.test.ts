import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeSafetensors, encodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import type { RunSummary } from "hourglass-lab/internal/run/files/summary.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandOptions, type Finished, startCommand } from "./support/command.ts";
import { digitsFolder } from "./support/digits.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { readLosses, readRunJson, trainWithoutReport } from "./support/training-command.ts";

/** An epoch takes several chunks: whoever interrupts the first one stops in the middle of an epoch. */
const words = "--dataset digits --validation 10000 --batch-size 1 --epochs 1 --threads 1".split(" ");

let folder: TemporaryFolder;
let options: CommandOptions;

beforeAll(async () => {
  folder = await temporaryFolder();
  options = { cwd: folder.path, dataDir: await digitsFolder() };
});

afterAll(() => folder[Symbol.asyncDispose]());

describe("a run that is interrupted by Ctrl-C", () => {
  let intruders: readonly Finished[];
  let finished: Finished;

  beforeAll(async () => {
    const command = startCommand(["train", ...words, "--out", "it's a run", "--json"], options);
    await command.stderrMatching(/^epoch 1/m);
    intruders = await Promise.all([
      startCommand(["train", ...words, "--out", "it's a run"], options).finished,
      startCommand(["train", "--resume", "--out", "it's a run"], options).finished,
    ]);
    finished = await command.end("SIGINT");
  });

  test("refuses other processes while it goes on", () => {
    for (const { code, stdout, stderr } of intruders) {
      expect(stderr).toMatch(/^error: it's a run is in use by another process \(\d+ on .*\)/);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    }
  });

  test("ends with exit code 130 and says how to go on, for a shell", () => {
    expect(finished.code).toBe(130);
    expect(finished.stderr).toMatch(
      /Interrupted after 0 of 1 epoch; the state is saved\. Continue with:\n {2}hourglass train --out 'it'\\''s a run' --resume\n$/,
    );
    expect((JSON.parse(finished.stdout) as RunSummary).status).toBe("interrupted");
  });

  test("has saved its state in the middle of an epoch", async () => {
    const path = join(folder.path, "it's a run");
    expect((await readdir(path)).sort()).toEqual([
      ...["SHA256SUMS", "checkpoint", "metrics.jsonl", "run.json", "trainer.onnx"],
    ]);
    const file = join(path, "checkpoint", "state.safetensors");
    const { metadata } = decodeSafetensors(await readFile(file), file);
    const { step, imagesOfEpoch } = JSON.parse(metadata["progress"] ?? "") as Record<string, number>;
    expect(step).toBeGreaterThan(0);
    expect(imagesOfEpoch).toBe(step);
    expect(imagesOfEpoch).toBeLessThan(50_000);
  });

  test("has no results yet", async () => {
    const { code, stderr } = await startCommand(["evaluate", "it's a run"], options).finished;
    expect(stderr).toBe(
      "error: the run in it's a run is not finished (interrupted): hourglass train --out 'it'\\''s a run' --resume continues it\n",
    );
    expect(code).toBe(1);
  });

  test("ends, when continued, with the weights of a run that was never interrupted", async () => {
    const resumed = join(folder.path, "it's a run");
    const whole = join(folder.path, "whole");
    await trainWithoutReport(["--resume"], resumed, options);
    await trainWithoutReport(words, whole, options);
    expect(await readLosses(resumed)).toEqual(await readLosses(whole));
    const weights = await readFile(join(whole, "model.safetensors"));
    expect(weights.equals(await readFile(join(resumed, "model.safetensors")))).toBe(true);
    expect((await readRunJson(resumed))?.metrics).toEqual((await readRunJson(whole))?.metrics);
  });
});

describe("a loss that is no number", () => {
  const short = "--dataset digits --validation 59000 --epochs 1 --threads 1".split(" ");

  test("stops with its epoch and step and the last good checkpoint, which stays", async () => {
    await trainWithoutReport(short, join(folder.path, "good"), options);
    await cp(join(folder.path, "good"), join(folder.path, "bad"), { recursive: true });
    const file = join(folder.path, "bad", "checkpoint", "state.safetensors");
    // No valid settings are known to diverge on these images; weights near float32's largest number do.
    const state = decodeSafetensors(await readFile(file), file);
    state.tensors.get("decoder.output.kernel")?.data.fill(3e38);
    // Without the checksum of what it was.
    const { content_sha256: _, ...metadata } = state.metadata;
    await writeFile(file, encodeSafetensors({ ...state, metadata }));
    const before = await readFile(file);

    const command = startCommand(["train", "--out", "bad", "--resume", "--epochs", "2"], options);
    const { code, stdout, stderr } = await command.finished;
    expect(stderr).toMatch(
      /^error: the training loss became \S+ in epoch 2, step 1: a smaller learning rate may help; the last good checkpoint, after epoch 1, is bad\/checkpoint\/state\.safetensors\n$/m,
    );
    expect(stderr).not.toContain("    at ");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(before.equals(await readFile(file))).toBe(true);
    const summary = await readRunJson(join(folder.path, "bad"));
    expect(summary).toMatchObject({
      ...{ status: "failed", epochs: { run: 1 } },
      failure: { kind: "diverged", text: expect.stringContaining("in epoch 2, step 1") },
    });
    expect(summary?.metrics, "of the first end").toBeUndefined();
  });

  test.each([
    ["a damaged checkpoint", Buffer.from("no checkpoint at all"), "is not a readable safetensors file"],
    ["a cut checkpoint", Buffer.alloc(0), "it has 0 bytes, fewer than its first field"],
  ])("%s cannot be continued", async (_, content, message) => {
    const file = join(folder.path, "good", "checkpoint", "state.safetensors");
    await writeFile(file, content);
    const { code, stderr } = await startCommand(["train", "--out", "good", "--resume"], options).finished;
    expect(stderr).toContain(`error: good/checkpoint/state.safetensors`);
    expect(stderr).toContain(message);
    expect(code).toBe(1);
  });
});
