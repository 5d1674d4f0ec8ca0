import { join } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { Autoencoder } from "hourglass-core/internal/experiment/autoencoder.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { beforeEach, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { tinyModel } from "../../../../test/support/programs.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { createDocument } from "../report/page/document.ts";
import { renderReport } from "../report/run/report.tsx";
import { pretrainingWords } from "../report/words/pretraining-words.ts";
import { readSummary, runFolder } from "./folder.ts";
import { readResumeState } from "./resume-state.ts";
import { type TrainedRun, trainRun } from "./train-run.ts";
import type { TrainRunOptions } from "./train-run-options.ts";

const { sampleShape } = tinyModel();
const dataset: Dataset = {
  ...{ name: "bars", title: "Bars", source: "a test", licence: "none", classNames: [], checksums: {} },
  ...{ train: sampleImages({ sampleShape }, 50), test: sampleImages({ sampleShape }, 20, 2) },
};
const given = { latentSize: 3, hidden: [6], epochs: 2, batchSize: 8, pretrain: "layers:3,0.2" } as const;
const settings = resolveSettings({ model: "deep", ...given, validation: 10, threads: 1 }, "test");

let temporary: TemporaryFolder;
beforeEach(async () => {
  temporary = await temporaryFolder();
  return () => temporary[Symbol.asyncDispose]();
});

const train = async (name: string, options: Partial<TrainRunOptions> = {}): Promise<TrainedRun> =>
  trainRun({
    folder: runFolder(join(temporary.path, name)),
    ...{ settings, dataset, runtime: await nativeRuntime(), ...options },
  });

/** An interrupted run goes on with what its folder has. */
async function goOn(name: string): Promise<TrainedRun> {
  const folder = runFolder(join(temporary.path, name));
  const summary = (await readSummary(folder))!;
  const state = (await readResumeState(folder, summary))!;
  return train(name, { resume: { state, summary } });
}

test("a run is pretrained as fit does, and records what became of each layer", async () => {
  const run = await train("run");
  const model = buildModel("deep", { sampleShape, latentSize: 3, hidden: [6] });
  const splits = splitDataset(dataset, { validation: 10 });
  const { weights } = await fit(await nativeRuntime(), model, splits, trainingOptions(settings));
  expect(run.autoencoder!.weights).toEqual(weights);
  const parts = [
    { name: "encoder.dense1", loss: "bce", epochs: 3 },
    { name: "encoder.code", loss: "mse", epochs: 3 },
  ];
  expect(run.summary.pretraining).toMatchObject(parts);
  expect((await readSummary(runFolder(join(temporary.path, "run"))))!.pretraining).toEqual(
    run.summary.pretraining,
  );
});

test("it is the one of Autoencoder.train", async () => {
  const options = { runtime: await nativeRuntime(), validation: 0, ...given };
  const { weights } = await Autoencoder.train(dataset.train, { model: "deep", ...options });
  const run = await train("run", { settings: { ...settings, validation: 0 } });
  expect(weights).toEqual(run.autoencoder!.weights);
});

test("interrupted while pretraining, it begins that anew, and ends with the same bits", async () => {
  const whole = await train("whole");
  const controller = new AbortController();
  const { summary } = await train("halves", {
    signal: controller.signal,
    onPretraining: ({ part }) => {
      if (part === 2) controller.abort();
    },
  });
  expect(summary).toMatchObject({ status: "interrupted", epochs: { run: 0 } });
  expect(summary).not.toHaveProperty("pretraining");
  const resumed = await goOn("halves");
  expect(resumed.autoencoder!.weights).toEqual(whole.autoencoder!.weights);
  expect(resumed.summary.pretraining).toHaveLength(2);
});

test("interrupted later, it goes on without pretraining, and keeps its record", async () => {
  const whole = await train("whole");
  const controller = new AbortController();
  const { summary } = await train("halves", {
    signal: controller.signal,
    onEpoch: () => controller.abort(),
  });
  const resumed = await goOn("halves");
  expect(resumed.autoencoder!.weights).toEqual(whole.autoencoder!.weights);
  expect(resumed.summary.pretraining).toEqual(summary.pretraining);
  expect(summary.pretraining).toHaveLength(2);
});

test("the report says what was done, and with what errors it ended", async () => {
  const { summary, history, autoencoder } = await train("run");
  const evaluation = await evaluate(autoencoder!, dataset.test);
  const { html } = renderReport({ summary, history, evaluation, document: createDocument() });
  const words = pretrainingWords(summary)!;
  expect(words).toMatch(
    /^layer by layer .* 3 epochs .* with masking noise of 0\.2 on its own input; encoder\.dense1: BCE 0\.\d+ over its last epoch, 0\.\d+ on validation samples; encoder\.code: MSE /,
  );
  expect(html.replaceAll("&#39;", "'")).toContain(words.split(";")[1]);
  expect(html).toContain("--pretrain layers:3,0.2");
  expect(pretrainingWords({ settings: { ...settings, pretrain: "none" } })).toBeUndefined();
});

test("weights to begin with are refused beside it, before anything is written", async () => {
  const initialWeights = { file: "mine.safetensors", bytes: new Uint8Array(8) };
  await expect(train("both", { initialWeights })).rejects.toThrow(
    "trainRun: pretrain layers:3,0.2 and initial weights of mine.safetensors are two beginnings: leave one of them out",
  );
  expect(await readSummary(runFolder(join(temporary.path, "both")))).toBeUndefined();
});
