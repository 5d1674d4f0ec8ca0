import { execFile } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { trainingMemory } from "hourglass-core/internal/inference/memory.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { encodeIdx } from "hourglass-lab/internal/data/formats/idx.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandPath, type Finished, runCommand } from "./support/command.ts";
import { writeFiles } from "./support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

// What exceeds the memory is refused before any of it is taken, by an estimate that is near what is taken.

let folder: TemporaryFolder;

const inside = (...parts: string[]): string => join(folder.path, ...parts);
const run = (words: string): Promise<Finished> => runCommand(words.split(" "), { cwd: folder.path });

const layers = (units: number): string =>
  JSON.stringify({
    name: "wide",
    encoder: [
      { type: "dense", units },
      { type: "dense", units },
    ],
    decoder: [{ type: "dense", units: 16 }],
  });

beforeAll(async () => {
  folder = await temporaryFolder();
  const images = Uint8Array.from({ length: 16 * 60 }, (_, at) => (37 * at) % 256);
  await writeFiles(folder.path, { "train-images-idx3-ubyte": encodeIdx([60, 4, 4], images) });
  await writeFile(inside("huge.json"), layers(65_536));
  await writeFile(inside("large.json"), layers(16_384));
  await writeFile(
    inside("large.yaml"),
    "title: Large\nquestion: Does it fit?\ndata: [.]\nmodels: { large: { model: large.json } }\nseeds: [1]\n",
  );
});

afterAll(() => folder[Symbol.asyncDispose]());

describe("layers that would take more than there is", () => {
  const limit = "--memory-limit 4GB";

  test.each([
    // 65,536 x 65,536 weights from 150 bytes of JSON.
    ["train --dataset . --model huge.json --out r", 2, "which would take about 343.8 GB of memory to train"],
    [
      `train --dataset . --model large.json ${limit} --out r`,
      1,
      "training would take about 22.0 GB of memory (21.5 GB for 268,992,528 parameters",
    ],
    [
      `train --dataset . --model deep --hidden 8192,8192 ${limit} --out r`,
      1,
      "and the limit is 4.0 GB: choose a smaller model",
    ],
    [
      `anomaly --dataset . --against . --model large.json ${limit} --out r`,
      1,
      "training would take about 22.0 GB",
    ],
    [`study large.yaml ${limit} --workers 2 --out r`, 2, ", large: training would take about 22.0 GB"],
    [
      `study large.yaml ${limit} --workers 2 --dry-run`,
      2,
      "and the limit is, for each of 2 workers, 2.0 GB: choose a smaller model",
    ],
    [
      "train --dataset . --memory-limit 4 --out r",
      2,
      '--memory-limit: expected a size of at least 200 MB with its unit, such as 2GB or 500MB, found "4"',
    ],
    ["train --dataset . --memory-limit 10MB --out r", 2, 'found "10MB"'],
  ])("%s", async (words, expected, message) => {
    const started = performance.now();
    const { code, stderr } = await run(words);
    expect(stderr).toContain(message);
    expect(code).toBe(expected);
    expect(performance.now() - started).toBeLessThan(20_000);
    // Nothing is half made.
    const made = await readdir(inside("r"), { recursive: true }).catch(() => []);
    expect(made).toEqual([]);
  });
});

test("more threads than cores say what they cost", async () => {
  const { code, stderr } = await run(
    "train --dataset . --latent-size 3 --epochs 1 --batch-size 10 --threads 64 --out threads",
  );
  expect(code).toBe(0);
  expect(stderr).toMatch(/^64 threads share \d+ cores? and wait for one another/m);
});

describe("the estimate for training", () => {
  /** Bytes that the process held at its height. */
  function peakOf(words: string): Promise<number> {
    const tell = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
    const script = `data:text/javascript,${encodeURIComponent(tell)}`;
    return new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        ["--import", script, commandPath, ...words.split(" ")],
        { cwd: folder.path },
        (error, _, stderr) => {
          const peak = /peak (\d+)/.exec(stderr)?.[1];
          if (error !== null || peak === undefined) reject(error ?? new Error(stderr));
          else resolve(1024 * Number(peak));
        },
      );
    });
  }

  test.each([
    ["a small model", { hidden: "128,64", batchSize: "20" }],
    ["many parameters", { hidden: "2048,2048", batchSize: "20" }],
    ["much at once", { hidden: "8192,32", batchSize: "5000" }],
  ])("is what is taken, or up to three times as much: %s", async (name, { hidden, batchSize }) => {
    const settings = resolveSettings({ model: "deep", hidden: hidden.split(",").map(Number) }, "test");
    const image = { height: 4, width: 4, channels: 1 };
    const model = buildArchitecture(architectureOf(settings, image), image);
    const needs = trainingMemory(model, Math.min(48, Number(batchSize)), 16 * 60);
    const estimate = needs.reduce((sum, { bytes }) => sum + bytes, 0);
    const peak = await peakOf(
      `train --dataset . --model deep --hidden ${hidden} --batch-size ${batchSize} --epochs 1 --threads 1 --out ${name.replaceAll(" ", "-")}`,
    );
    expect(peak / estimate).toBeGreaterThan(1 / 3);
    expect(peak / estimate).toBeLessThan(1.2);
  });
});
