import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { saveAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { openRun as openRunInNode } from "hourglass-lab/internal/run/open-run.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../test/support/evaluate.ts";
import { sampleStudy } from "../../../test/support/sample-study.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { trainTinyRun, writeTinyImages } from "../../../test/support/tiny-run.ts";
import { type OpenedFolder, openRun, openStudy, openWeights } from "./open-run.ts";

let folder: TemporaryFolder;
let images: Uint8Array;

beforeAll(async () => {
  folder = await temporaryFolder();
  const file = await writeTinyImages(folder.path);
  const { dataset } = await trainTinyRun(join(folder.path, "mine"), file, { model: "deep", hidden: [8] });
  images = dataset.test.images;
});
afterAll(() => folder[Symbol.asyncDispose]());

/** The run's folder as the page has it; `changes` are files that are otherwise, `undefined` one that is missing. */
function dropped(changes: Readonly<Record<string, Uint8Array | string | undefined>> = {}): OpenedFolder {
  return {
    path: "mine/",
    read: async (file) => {
      const changed = changes[file];
      if (typeof changed === "string") return new TextEncoder().encode(changed);
      if (file in changes) return changed as Uint8Array | undefined;
      return readFile(join(folder.path, "mine", file)).catch(() => undefined);
    },
  };
}

async function summaryWith(change: (summary: object) => void): Promise<string> {
  const summary = JSON.parse(await readFile(join(folder.path, "mine", "run.json"), "utf8"));
  change(summary);
  return JSON.stringify(summary);
}

describe("a run", () => {
  test("that the command line made is opened with its model, settings and history", async () => {
    const { model, summary } = await openRun(dropped());
    const runtime = await nativeRuntime();
    const original = await openRunInNode(join(folder.path, "mine"), runtime);
    expect(model).toMatchObject({
      title: "mine",
      origin: "opened",
      settings: original.summary.settings,
      history: original.history,
      parameters: original.summary.model.parameters,
      losses: { objective: original.summary.objective, code: "deterministic", validation: 9 },
    });
    expect(summary).toEqual(original.summary);
    expect(original.history).toHaveLength(2);

    const built = buildArchitecture(model.architecture, model.sampleShape);
    const opened = await createAutoencoder(runtime, built, model.weights);
    const expected = await original.autoencoder.reconstruct(images);
    const found = await opened.reconstruct(images);
    expect(found).toHaveLength(expected.length);
    for (const [index, value] of expected.entries())
      expect(Math.abs(found[index]! - value)).toBeLessThan(1e-5);
    await Promise.all([opened.release(), original.autoencoder.release()]);
  });

  test("opens without metrics.jsonl", async () => {
    const { model } = await openRun(dropped({ "metrics.jsonl": undefined }));
    expect(model.history).toEqual([]);
  });

  test.each([
    ["no run.json", "run.json", undefined, "mine/run.json is missing: expected the folder of a finished run"],
    ["no weights", "model.safetensors", undefined, "mine/model.safetensors is missing"],
    ["a run.json that is no JSON", "run.json", "{", "mine/run.json is damaged"],
    ["an older format", "run.json", '{"format":1}', 'expected "format": 2'],
    ["damaged weights", "model.safetensors", "short", "mine/model.safetensors"],
    [
      "a line without a loss",
      "metrics.jsonl",
      '{"epoch":1}\n',
      "mine/metrics.jsonl, line 1: trainingLoss: expected",
    ],
    ["a damaged line", "metrics.jsonl", "nonsense", 'line 1: expected an epoch as JSON, found "nonsense"'],
    [
      "other weights",
      "model.safetensors",
      "short",
      "has not the weights that this run ended with: expected SHA-256",
    ],
  ])("with %s is refused by the name of the file", async (_, file, content, message) => {
    await expect(openRun(dropped({ [file]: content }))).rejects.toThrow(message);
  });

  test.each([
    ["not finished", "status", "running", 'expected "status": "done", found "running"'],
    [
      "of settings that are none",
      "settings",
      { epochs: "ten" },
      "mine/run.json: settings: dataset: expected",
    ],
    ["without a data set", "dataset", {}, "mine/run.json: dataset.name: expected text, found nothing"],
  ])("that is %s is refused", async (_, field, value, message) => {
    const changed = await summaryWith((summary) => Object.assign(summary, { [field]: value }));
    await expect(openRun(dropped({ "run.json": changed }))).rejects.toThrow(message);
  });

  test("with the weights of another model is refused by the name of the tensor", async () => {
    const layer = { type: "dense", activation: "linear" };
    const architecture = {
      name: "other",
      encoder: [{ ...layer, units: 3 }],
      decoder: [{ ...layer, units: 25 }],
    };
    const changed = await summaryWith((summary) => {
      const { model, ...others } = summary as { model: object };
      Object.assign(summary, { ...others, weights: undefined, model: { ...model, architecture } });
    });
    await expect(openRun(dropped({ "run.json": changed }))).rejects.toThrow(
      /mine\/model\.safetensors.*encoder/,
    );
  });
});

test("weights that were saved alone are opened as a model", async () => {
  const runtime = await nativeRuntime();
  const { autoencoder } = await openRunInNode(join(folder.path, "mine"), runtime);
  const opened = openWeights(saveAutoencoder(autoencoder), "downloads/mine.safetensors");
  expect(opened).toMatchObject({
    title: "mine",
    architecture: autoencoder.model.architecture,
    sampleShape: { height: 5, width: 5, channels: 1 },
    settings: { latentSize: 4, code: "deterministic" },
  });
  expect(opened.losses).toBeUndefined();
  expect([...opened.weights]).toEqual([...autoencoder.weights]);
  await autoencoder.release();
});

describe("a study", () => {
  const study = (content: string | undefined): OpenedFolder => dropped({ "results.json": content });

  test("is its results", async () => {
    const results = sampleStudy();
    expect(await openStudy(study(JSON.stringify(results)))).toEqual(results);
  });

  test.each([
    [undefined, "expected mine/results.json"],
    ["nonsense", "mine/results.json is damaged"],
    [
      '{"format":7}',
      'mine/results.json is of another version of hourglass, or damaged: expected "format": 1 or 2, found 7',
    ],
    ['{"format":1,"title":3}', "mine/results.json: title: expected text, found 3"],
  ])("of %s is refused by the name of the file", async (content, message) => {
    await expect(openStudy(study(content))).rejects.toThrow(message);
  });
});
