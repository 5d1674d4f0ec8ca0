import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { decodeSafetensors, encodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { decodeAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { beforeEach, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { tinyModel } from "../../../../test/support/programs.ts";
import { any } from "../../../../test/support/refusals.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { createPixelBaseline } from "../measures/pixel-baseline.ts";
import { readSummary, runFolder } from "./folder.ts";
import { readInitialWeights } from "./initial-weights.ts";
import { readResumeState } from "./resume-state.ts";
import { type TrainedRun, trainRun } from "./train-run.ts";
import type { TrainRunOptions } from "./train-run-options.ts";

const model = tinyModel();
const dataset: Dataset = {
  ...{ name: "bars", title: "Bars", source: "a test", licence: "none", classNames: [], checksums: {} },
  ...{ train: sampleImages(model, 50), test: sampleImages(model, 20, 2) },
};
const given = { validation: 10, epochs: 2, batchSize: 8, threads: 1, latentSize: 4 } as const;
const settings = resolveSettings(given, "test");

let temporary: TemporaryFolder;
let pretrained: string;

beforeEach(async () => {
  temporary = await temporaryFolder();
  pretrained = join(temporary.path, "pretrained");
  await train("pretrained", { settings: resolveSettings({ ...given, seed: 7 }, "test") });
  return () => temporary[Symbol.asyncDispose]();
});

const train = async (name: string, options: Partial<TrainRunOptions> = {}): Promise<TrainedRun> =>
  trainRun({
    folder: runFolder(join(temporary.path, name)),
    ...{ settings, dataset, runtime: await nativeRuntime(), ...options },
  });

test("a run begins with the weights of another, records which, and has the bits that fit gives", async () => {
  const initialWeights = await readInitialWeights(pretrained);
  const { weights } = decodeAutoencoder(initialWeights.bytes);
  const splits = splitDataset(dataset, { validation: 10 });
  const byHand = await fit(await nativeRuntime(), model, splits, trainingOptions(settings), {
    initialWeights: weights,
  });
  const run = await train("tuned", { initialWeights });
  expect(run.autoencoder!.weights).toEqual(byHand.weights);
  expect(run.summary.initialWeights).toBe((await readSummary(runFolder(pretrained)))!.weights);
  const seeded = await train("seeded");
  expect(seeded.summary).not.toHaveProperty("initialWeights");
  expect(seeded.autoencoder!.weights).not.toEqual(byHand.weights);
});

test("one that was interrupted goes on to the same bits, and keeps what it began with", async () => {
  const initialWeights = await readInitialWeights(pretrained);
  const whole = await train("whole", { initialWeights });
  const controller = new AbortController();
  const folder = runFolder(join(temporary.path, "halves"));
  await train("halves", {
    initialWeights,
    signal: controller.signal,
    onEpoch: () => controller.abort(),
  });
  const summary = (await readSummary(folder))!;
  expect(summary.status).toBe("interrupted");
  const state = (await readResumeState(folder, summary))!;
  const resumed = await train("halves", { resume: { state, summary } });
  expect(resumed.summary.initialWeights).toBe(whole.summary.initialWeights);
  expect(resumed.autoencoder!.weights).toEqual(whole.autoencoder!.weights);
  // The checkpoint is of this beginning alone.
  const { initialWeights: _, ...seeded } = resumed.summary;
  await expect(readResumeState(folder, seeded)).rejects.toThrow("is the checkpoint of another training");
});

test("a linear run begins with principal components, records it, and goes on to the same bits", async () => {
  const linear = { codeActivation: "linear", outputActivation: "linear" } as const;
  const settings = resolveSettings({ ...given, ...linear, learningRate: 1e-8 }, "test");
  const whole = await train("whole", { settings, initialWeights: "pca" });
  expect(whole.summary.initialWeights).toBe("pca");
  const splits = splitDataset(dataset, { validation: 10 });
  const principal = await createPixelBaseline(await nativeRuntime(), splits).principalComponents(4);
  const left = principal.totalVariance - principal.variances.reduce((sum, variance) => sum + variance, 0);
  expect(whole.summary.metrics!.train.sse / left).toBeCloseTo(1, 3);
  const folder = runFolder(join(temporary.path, "halves"));
  const controller = new AbortController();
  await train("halves", {
    ...{ settings, initialWeights: "pca", signal: controller.signal },
    onEpoch: () => controller.abort(),
  });
  const summary = (await readSummary(folder))!;
  const state = (await readResumeState(folder, summary))!;
  const resumed = await train("halves", { settings, resume: { state, summary } });
  expect(resumed.summary.initialWeights).toBe("pca");
  expect(resumed.autoencoder!.weights).toEqual(whole.autoencoder!.weights);
  const { initialWeights: _, ...seeded } = resumed.summary;
  await expect(readResumeState(folder, seeded)).rejects.toThrow("is the checkpoint of another training");
});

test("a file of tensors alone will do, also of another program", async () => {
  const { bytes } = await readInitialWeights(pretrained);
  const file = join(temporary.path, "bare.safetensors");
  const { tensors } = decodeSafetensors(bytes, "model.safetensors");
  await writeFile(file, encodeSafetensors({ tensors, metadata: {} }));
  const run = await train("tuned", { initialWeights: await readInitialWeights(file) });
  const sum = createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
  expect(run.summary.initialWeights).toBe(sum);
});

test("what cannot be begun with is refused, before anything is written", async () => {
  const initialWeights = await readInitialWeights(pretrained);
  const wider = resolveSettings({ ...given, latentSize: 5 }, "test");
  const folder = runFolder(join(temporary.path, "refused"));
  const refused = (options: Partial<TrainRunOptions>, message: string): Promise<void> =>
    expect(train("refused", options)).rejects.toThrow(message);
  await refused({ settings: wider, initialWeights }, `${initialWeights.file}: `);
  await refused({ settings: wider, initialWeights }, "encoder.code.kernel");
  const { tensors } = decodeSafetensors(initialWeights.bytes, "file");
  const fewer = encodeSafetensors({ tensors: new Map([...tensors].slice(1)), metadata: {} });
  await refused({ initialWeights: { file: "mine", bytes: fewer } }, "mine");
  await refused(
    { initialWeights: "pca" },
    "principal components as initial weights: expected one linear dense layer as the encoder, found encoder.code",
  );
  await refused(
    { initialWeights: any("ica") },
    'options.initialWeights: expected "pca", or what readInitialWeights reads: { file, bytes }, found "ica"',
  );
  await refused(
    { initialWeights: any({ file: "mine", bytes: "text" }) },
    "options.initialWeights.bytes: expected bytes",
  );
  const summary = (await readSummary(runFolder(pretrained)))!;
  const state = (await readResumeState(runFolder(pretrained), summary))!;
  await refused({ initialWeights, resume: { state, summary } }, "are two beginnings: give one of them");
  expect(await readSummary(folder)).toBeUndefined();
});

test("what holds no weights is refused by its path", async () => {
  await expect(readInitialWeights(join(temporary.path, "nowhere"))).rejects.toThrow("cannot read");
  await expect(readInitialWeights(temporary.path)).rejects.toThrow("holds no run");
  await writeFile(join(pretrained, "model.safetensors"), "other");
  await expect(readInitialWeights(pretrained)).rejects.toThrow(
    "has not the weights that this run ended with",
  );
});
