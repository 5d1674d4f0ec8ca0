import { createHash } from "node:crypto";
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { type Dataset, sliceImages } from "hourglass-core/internal/data/image-set.ts";
import { joinSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { ModelProtoSchema } from "hourglass-core/internal/graph/onnx/onnx_pb.ts";
import { decodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { parseArchitecture } from "hourglass-core/internal/model/architecture.ts";
import { modelParameters } from "hourglass-core/internal/model/model.ts";
import { float32, float32Result, type Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { resolveSettings, storedSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { PresetName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { DivergedError } from "hourglass-core/internal/training/diverged.ts";
import type { TrainingState } from "hourglass-core/internal/training/state.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { kerasAdam, tinyModel } from "../../../../test/support/programs.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { readCheckpoint } from "./files/checkpoint.ts";
import { sha256OfDataset } from "./files/data-identity.ts";
import { type RunFolder, readHistory, readSummary, runFiles, runFolder } from "./folder.ts";
import { openRun } from "./open-run.ts";
import { readResumeState } from "./resume-state.ts";
import { modelOfRun, type TrainedRun, trainRun } from "./train-run.ts";
import type { TrainRunOptions } from "./train-run-options.ts";

const model = tinyModel();
const dataset: Dataset = {
  name: "bars",
  title: "Bars of light",
  source: "a test",
  licence: "none",
  classNames: [],
  train: sampleImages(model, 50),
  test: sampleImages(model, 20, 2),
  checksums: { train: "a".repeat(64), test: "b".repeat(64) },
};
const given = { dataset: "bars", validation: 10, epochs: 2, batchSize: 8, threads: 1 } as const;
const settings: Settings = resolveSettings({ ...given, latentSize: 4 }, "test");

let folder: RunFolder;

beforeEach(async () => {
  const temporary = await temporaryFolder();
  folder = runFolder(temporary.path);
  return () => temporary[Symbol.asyncDispose]();
});

const train = async (options: Partial<TrainRunOptions> = {}): Promise<TrainedRun> =>
  trainRun({ folder, settings, dataset, runtime: await nativeRuntime(), ...options });

const readState = async (): Promise<ReturnType<typeof readCheckpoint>["state"]> =>
  readCheckpoint(model, kerasAdam, (await folder.read(runFiles.checkpoint)) as Uint8Array, "checkpoint")
    .state;

const checksum = async (file: string): Promise<string> =>
  createHash("sha256")
    .update((await folder.read(file)) as Uint8Array)
    .digest("hex");

test("a run ends with its files, its history and its errors", async () => {
  const epochs: number[] = [];
  const run = await train({ onEpoch: ({ epoch }) => epochs.push(epoch) });
  expect(epochs).toEqual([1, 2]);
  expect((await readdir(folder.path)).sort()).toEqual([
    "SHA256SUMS",
    "autoencoder.onnx",
    "checkpoint",
    "decoder.onnx",
    "encoder.onnx",
    "metrics.jsonl",
    "model.safetensors",
    "run.json",
    "trainer.onnx",
  ]);
  expect(await readSummary(folder)).toEqual(run.summary);
  expect(await readHistory(folder)).toEqual(run.history);
  expect(run.summary).toMatchObject({
    status: "done",
    dataset: { splits: { train: 40, validation: 10, test: 20 }, checksums: dataset.checksums },
    epochs: { run: 2, kept: 2, stopped: "all epochs done" },
  });
  expect(run.summary.metrics?.test.sse).toBeCloseTo(25 * (run.summary.metrics?.test.mse ?? 0), 9);
  await run.autoencoder?.release();
});

test("without a validation set nothing is said of one", async () => {
  const run = await train({ settings: { ...settings, validation: 0 } });
  expect(run.summary.metrics).not.toHaveProperty("validation");
  expect(run.history[0]).not.toHaveProperty("validationLoss");
  await run.autoencoder?.release();
});

/** Settings of the kinds of models that there are, at a size that trains in milliseconds. */
const kinds: Readonly<Record<string, Settings>> = Object.fromEntries(
  Object.entries<Readonly<Record<string, unknown>>>({
    deep: { hidden: [6], batchNormalization: true, dropout: 0.2, schedule: "cosine", warmUp: 0.5 },
    sparse: { penalty: "kl:0.1,0.5", clipNorm: 0.1, weightDecay: 0.01 },
    denoising: { corruption: "salt-pepper:0.3", penalty: "topk:2" },
    variational: { hidden: [6], latentSize: 3, beta: 2, importanceSamples: 0 },
  }).map(([kind, changed]) => [
    kind,
    resolveSettings({ ...given, latentSize: 4, ...changed, model: kind as PresetName }, "test"),
  ]),
);

describe("what a run says of itself", () => {
  test("is enough to build its model again, and says what was minimised", async () => {
    const run = await train();
    await run.autoencoder?.release();
    expect(run.summary).toMatchObject({
      format: 2,
      settings: { ...settings, validation: 10 },
      model: {
        name: "vanilla",
        code: "deterministic",
        latentSize: 4,
        architecture: {
          name: "vanilla",
          encoder: [{ type: "dense", units: 4, activation: "relu" }],
          decoder: [{ type: "dense", units: 25, activation: "linear" }],
        },
        layers: [
          "encoder.code: dense 25 -> 4, relu",
          "decoder.output: dense 4 -> 25, linear",
          "reconstruction: sigmoid",
        ],
        parameters: 25 * 4 + 4 + 4 * 25 + 25,
      },
      objective: "binary cross-entropy in nats, mean over pixels and images",
    });
    expect(modelParameters(modelOfRun(run.summary)).map(({ name, shape }) => [name, shape])).toEqual(
      modelParameters(model).map(({ name, shape }) => [name, shape]),
    );
  });

  test("has the size of the validation set as a number", async () => {
    const { summary } = await train({
      settings: { ...settings, validation: "auto" },
      signal: AbortSignal.abort(),
    });
    expect(summary).toMatchObject({
      settings: { validation: 8 },
      dataset: { splits: { train: 42, validation: 8 } },
    });
  });

  test("has the layers of a user's own, which open again", async () => {
    const architecture = parseArchitecture(
      {
        name: "mine",
        encoder: [
          { type: "convolution", filters: 2, activation: "relu" },
          { type: "batch-normalization" },
          { type: "flatten" },
          { type: "dense", units: 3, name: "bottleneck" },
        ],
        decoder: [{ type: "dense", units: 25 }],
      },
      "mine.json",
    );
    const own = resolveSettings({ ...given, model: "mine.json" }, "test");
    const run = await train({ settings: own, architecture });
    expect(run.summary.model).toMatchObject({ name: "mine", latentSize: 3, architecture });
    const opened = await openRun(folder.path, await nativeRuntime());
    const { images } = dataset.test;
    expect(await opened.autoencoder.encode(images)).toEqual(await run.autoencoder?.encode(images));
    await opened.autoencoder.release();
    await run.autoencoder?.release();
  });

  test("without them, a file of layers is refused", async () => {
    const own = resolveSettings({ ...given, model: "mine.json" }, "test");
    await expect(train({ settings: own })).rejects.toThrow(UsageError);
    expect(await readSummary(folder)).toBeUndefined();
  });
});

describe.each(Object.entries(kinds))("a %s run", (kind, ofKind) => {
  test("that is interrupted goes on to the bits of one that was not, and opens again", async () => {
    const uninterrupted = await train({ settings: ofKind });
    await uninterrupted.autoencoder?.release();
    const files = [runFiles.weights, runFiles.encoder, runFiles.trainer];
    const whole = await Promise.all(files.map(checksum));
    await using other = await temporaryFolder();
    folder = runFolder(other.path);

    const controller = new AbortController();
    const stopped = await train({
      settings: ofKind,
      signal: controller.signal,
      onEpoch: () => controller.abort(),
    });
    const bytes = (await folder.read(runFiles.checkpoint)) as Uint8Array;
    const state = readCheckpoint(modelOfRun(stopped.summary), kerasAdam, bytes, "checkpoint").state;
    const settingsOfRun = storedSettings({ ...(await readSummary(folder))?.settings }, "run.json");
    expect(settingsOfRun).toEqual(ofKind);
    const resumed = await train({
      settings: settingsOfRun,
      architecture: stopped.summary.model.architecture,
      resume: { state, summary: stopped.summary },
    });
    await resumed.autoencoder?.release();
    expect(await Promise.all(files.map(checksum))).toEqual(whole);
    const timeless = (run: TrainedRun): unknown =>
      run.history.map((record) => ({ ...record, seconds: 0, imagesPerSecond: 0 }));
    expect(timeless(resumed)).toEqual(timeless(uninterrupted));
    expect(resumed.summary.model.code).toBe(kind === "variational" ? "gaussian" : "deterministic");

    const opened = await openRun(folder.path, await nativeRuntime());
    expect(opened.summary.metrics).toEqual(uninterrupted.summary.metrics);
    await opened.autoencoder.release();
  });
});

describe("an interrupted run", () => {
  test("has its state and no results, and goes on to the weights of an uninterrupted one", async () => {
    await (await train()).autoencoder?.release();
    const whole = await checksum(runFiles.weights);
    await using other = await temporaryFolder();
    folder = runFolder(other.path);

    const controller = new AbortController();
    const stopped = await train({ signal: controller.signal, onEpoch: () => controller.abort() });
    expect(stopped).not.toHaveProperty("autoencoder");
    expect(stopped.summary).toMatchObject({
      status: "interrupted",
      epochs: { run: 1, stopped: "interrupted" },
    });
    expect(await folder.read(runFiles.weights)).toBeUndefined();

    const resumed = await train({ resume: { state: await readState(), summary: stopped.summary } });
    expect(resumed.summary).toMatchObject({ status: "done", started: stopped.summary.started });
    expect(await checksum(runFiles.weights)).toBe(whole);
    expect((await readHistory(folder)).map(({ epoch }) => epoch)).toEqual([1, 2]);
    await resumed.autoencoder?.release();
  });

  test("before its first step has the initial state", async () => {
    const { summary } = await train({ signal: AbortSignal.abort() });
    expect(summary).toMatchObject({ status: "interrupted", epochs: { run: 0, best: 0 }, imagesPerSecond: 0 });
    expect(await readState()).toMatchObject({ step: 0, history: [] });
  });
});

/** A runtime whose training programs give this loss from their given call on. */
async function withLoss(loss: number, fromCall: number): Promise<Runtime> {
  const runtime = await nativeRuntime();
  let calls = 0;
  return {
    ...runtime,
    load: async (...given) => {
      const executable = await runtime.load(...given);
      return {
        ...executable,
        run: async (inputs) => {
          const results = await executable.run(inputs);
          if (results["loss"] === undefined || ++calls < fromCall) return results;
          return { ...results, loss: float32(float32Result(results, "loss").fill(loss, -1)) };
        },
      };
    },
  };
}

describe("a loss that is no finite number", () => {
  test("in the first epoch is told with its step; there is no checkpoint", async () => {
    // The first chunk takes all five steps of the epoch; its last loss is bad.
    const attempt = train({ runtime: await withLoss(Number.NaN, 1) });
    await expect(attempt).rejects.toThrow(DivergedError);
    await expect(attempt).rejects.toThrow(
      "the training loss became NaN in epoch 1, step 5: a smaller learning rate may help; there is no checkpoint before it",
    );
    expect(await readSummary(folder)).toMatchObject({ status: "failed", epochs: { run: 0 } });
    expect(await folder.read(runFiles.checkpoint)).toBeUndefined();
  });

  test("later leaves the last good checkpoint, and names it", async () => {
    const attempt = train({ runtime: await withLoss(Number.POSITIVE_INFINITY, 2) });
    await expect(attempt).rejects.toThrow(
      `the training loss became Infinity in epoch 2, step 5: a smaller learning rate may help; ` +
        `the last good checkpoint, after epoch 1, is ${folder.path}/checkpoint/state.safetensors`,
    );
    expect((await readState()).history).toHaveLength(1);
    expect(await readSummary(folder)).toMatchObject({ status: "failed", epochs: { run: 1 } });
  });
});

test("a disk that is full stops the run with that error, and spares the last checkpoint", async () => {
  let writes = 0;
  const full: RunFolder = {
    ...folder,
    write: async (file, content) => {
      // The programs, an empty history, run.json and a checkpoint find room; then there is none.
      if (++writes > 4) throw new Error(`no room for ${file}`);
      return folder.write(file, content);
    },
  };
  await expect(train({ folder: full })).rejects.toThrow("no room for checkpoint/state.safetensors");
  expect((await readState()).history).toHaveLength(1);
});

describe("opening", () => {
  test("a finished run gives its model, and what is said of it", async () => {
    const run = await train();
    const opened = await openRun(folder.path, await nativeRuntime());
    expect(opened.summary).toEqual(run.summary);
    expect(opened.history).toEqual(run.history);
    const { images } = dataset.test;
    expect(await opened.autoencoder.reconstruct(images)).toEqual(await run.autoencoder?.reconstruct(images));
    await opened.autoencoder.release();
    await run.autoencoder?.release();
  });

  test("no run, or a damaged one, is refused", async () => {
    const runtime = await nativeRuntime();
    await expect(openRun(folder.path, runtime)).rejects.toThrow(
      `${folder.path} holds no run: expected ${join(folder.path, "run.json")}`,
    );
    await (await train()).autoencoder?.release();
    await folder.write(runFiles.weights, new Uint8Array(100));
    await expect(openRun(folder.path, runtime)).rejects.toThrow(
      `${join(folder.path, runFiles.weights)} has not the weights that this run ended with: expected SHA-256 `,
    );
  });

  test("a run that is being continued is refused: its weights are those of its first end", async () => {
    const run = await train();
    await run.autoencoder?.release();
    const resume = { state: await readState(), summary: run.summary };
    await train({ settings: { ...settings, epochs: 4 }, resume, signal: AbortSignal.abort() });
    expect(await folder.read(runFiles.weights)).toBeDefined();
    await expect(openRun(folder.path, await nativeRuntime())).rejects.toThrow(
      `the run in ${folder.path} is not finished (interrupted): hourglass train --out ${folder.path} --resume continues it`,
    );
  });
});

describe("what is kept together belongs together", () => {
  const trained = async (): Promise<TrainedRun> => {
    const run = await train();
    await run.autoencoder?.release();
    return run;
  };

  test("run.json names the SHA-256 of its data and its weights, and programs and weights name theirs", async () => {
    const { summary } = await trained();
    const [data, weights] = [sha256OfDataset(dataset), await checksum(runFiles.weights)];
    expect(summary).toMatchObject({ weights, dataset: { sha256: data } });
    const bytes = (await folder.read(runFiles.weights)) as Uint8Array;
    expect(decodeSafetensors(bytes, "weights").metadata).toMatchObject({ data_sha256: data });
    for (const file of [runFiles.encoder, runFiles.decoder, runFiles.autoencoder]) {
      const { metadataProps } = fromBinary(ModelProtoSchema, (await folder.read(file)) as Uint8Array);
      const facts = Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]));
      expect(facts, file).toEqual({ weights_sha256: weights, data_sha256: data });
    }
  });

  test("the checksums of all files are recorded", async () => {
    await trained();
    const files = [...((await folder.readChecksums()) ?? new Map()).keys()].sort();
    expect(files).toEqual([
      "autoencoder.onnx",
      "checkpoint/state.safetensors",
      "decoder.onnx",
      "encoder.onnx",
      "metrics.jsonl",
      "model.safetensors",
      "run.json",
      "trainer.onnx",
    ]);
    for (const [file, sum] of (await folder.readChecksums()) ?? [])
      expect(await checksum(file), file).toBe(sum);
  });

  test("the weights of another run are refused", async () => {
    const own = await trained();
    await using other = await temporaryFolder();
    const path = folder.path;
    folder = runFolder(other.path);
    await (await train({ settings: { ...settings, seed: 2 } })).autoencoder?.release();
    await cp(join(other.path, runFiles.weights), join(path, runFiles.weights));
    await expect(openRun(path, await nativeRuntime())).rejects.toThrow(
      `model.safetensors has not the weights that this run ended with: expected SHA-256 ${own.summary.weights}, found `,
    );
  });

  test.each([runFiles.weights, runFiles.encoder, runFiles.metrics, runFiles.checkpoint])(
    "a run without its %s is not finished",
    async (file) => {
      await trained();
      await folder.remove(file);
      await expect(openRun(folder.path, await nativeRuntime())).rejects.toThrow(
        `the run in ${folder.path} is incomplete: ${file} is missing; `,
      );
    },
  );

  test("what is missing is written again on resuming, to the same bits", async () => {
    const { summary } = await trained();
    const before = await checksum(runFiles.encoder);
    await folder.remove(runFiles.encoder);
    const state = await readResumeState(folder, summary);
    const again = await train({ resume: { state: state as TrainingState, summary } });
    await again.autoencoder?.release();
    expect(await checksum(runFiles.encoder)).toBe(before);
    await (await openRun(folder.path, await nativeRuntime())).autoencoder.release();
  });

  test("the checkpoint of another training is refused", async () => {
    const { summary } = await trained();
    await using other = await temporaryFolder();
    const path = folder.path;
    folder = runFolder(other.path);
    await (await train({ settings: { ...settings, seed: 2 } })).autoencoder?.release();
    await cp(join(other.path, runFiles.checkpoint), join(path, runFiles.checkpoint));
    await expect(readResumeState(runFolder(path), summary)).rejects.toThrow(
      `${join(path, runFiles.checkpoint)} is the checkpoint of another training`,
    );
  });

  test("a history of other epochs is refused", async () => {
    await trained();
    const [first] = await readHistory(folder);
    await folder.write(runFiles.metrics, `${JSON.stringify(first)}\n`);
    await expect(openRun(folder.path, await nativeRuntime())).rejects.toThrow(
      "metrics.jsonl: expected 2 epochs, as run.json has, found 1",
    );
  });

  test("a diverged run says that it has no model, and why", async () => {
    await expect(train({ runtime: await withLoss(Number.NaN, 1) })).rejects.toThrow(DivergedError);
    expect(await readSummary(folder)).toMatchObject({
      failure: { kind: "diverged", text: expect.stringContaining("the training loss became NaN") },
    });
    await expect(openRun(folder.path, await nativeRuntime())).rejects.toThrow(
      /has no model: the training loss became NaN in epoch 1, step 5: .* train anew with a smaller --learning-rate/,
    );
  });
});

describe("before anything is written", () => {
  const layers = parseArchitecture({
    encoder: [{ type: "dense", units: 4, activation: "relu" }],
    decoder: [{ type: "dense", units: 25 }],
  });
  const ofLayers = (changes: Readonly<Record<string, unknown>>): Partial<TrainRunOptions> => ({
    architecture: layers,
    settings: resolveSettings({ ...given, model: "mine.json", ...changes }, "test"),
  });

  test.each<[string, Partial<TrainRunOptions>, string]>([
    [
      "beta for layers without a gaussian code",
      ofLayers({ beta: 4 }),
      "settings: objective.beta: expected no beta, which weighs the divergence of a gaussian code, or weighs the commitment of a vector-quantized code, found 4; leave it out",
    ],
    [
      "a penalty that does not fit the layers",
      ofLayers({ penalty: "kl:0.1,1" }),
      "settings: objective.penalties[0]: expected a code with the activation sigmoid for kl: kl compares mean activities in (0, 1), " +
        'found "relu"',
    ],
    [
      "a state that is none",
      { resume: { state: {}, summary: { started: "" } } as never },
      "trainRun: options.resume.state.step: expected a whole number of at least 0, found nothing; give the state that fit returns, " +
        "or hands to its hooks",
    ],
    [
      "a data set whose parts differ in size",
      { dataset: { ...dataset, test: { ...dataset.test, height: 1, width: 25 } } },
      "trainRun: options.dataset.test: expected images of 5 x 5 (gray), like the training images, found images of 1 x 25 (gray)",
    ],
  ])("%s is refused", async (_, options, message) => {
    await expect(train(options)).rejects.toThrow(message);
    expect(await readdir(folder.path)).toEqual([]);
  });
});

describe("trained on all samples", () => {
  const all: Settings = { ...settings, trainOn: "all" };
  /** The same samples as one training part, the validation samples those of the shorter one. */
  const joined: Dataset = {
    ...dataset,
    train: joinSamples(
      joinSamples(sliceImages(dataset.train, 0, 40), dataset.test),
      sliceImages(dataset.train, 40, 50),
    ),
  };

  test("it sees the training samples and, after them, the test samples, and is measured by the parts", async () => {
    const { summary, autoencoder } = await train({ settings: all });
    expect(summary.dataset.splits).toEqual({ train: 40, validation: 10, test: 20 });
    await using other = await temporaryFolder();
    const asOne = await train({ folder: runFolder(other.path), dataset: joined });
    expect(asOne.summary.dataset.splits).toEqual({ train: 60, validation: 10, test: 20 });
    expect(summary.weights).toMatch(/^[0-9a-f]{64}$/);
    const codes = async (of: TrainedRun): Promise<Float32Array> =>
      of.autoencoder!.encode(dataset.test.images);
    expect(await codes({ summary, history: [], autoencoder: autoencoder! })).toEqual(await codes(asOne));
    expect(summary.metrics?.test).toEqual(asOne.summary.metrics?.test);
    expect(summary.metrics?.train).not.toEqual(asOne.summary.metrics?.train);
  });

  test("an interrupted one goes on to the same bits", async () => {
    const { summary } = await train({ settings: all });
    await using other = await temporaryFolder();
    folder = runFolder(other.path);
    const stop = new AbortController();
    const interrupted = await train({ settings: all, signal: stop.signal, onEpoch: () => stop.abort() });
    expect(interrupted.summary.status).toBe("interrupted");
    const resumed = await train({
      settings: all,
      resume: { summary: interrupted.summary, state: await readState() },
    });
    expect(resumed.summary.weights).toBe(summary.weights);
  });
});
