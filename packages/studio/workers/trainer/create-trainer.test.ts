import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { decodeAutoencoder, loadAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { encoderProgram } from "hourglass-core/internal/program/coder.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { loadDataset } from "hourglass-lab/internal/data/load.ts";
import { runFolder } from "hourglass-lab/internal/run/folder.ts";
import { type TrainedRun, trainRun } from "hourglass-lab/internal/run/train-run.ts";
import { afterAll, describe, expect, test, vi } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { writeFiles } from "../../../../test/support/own-files.ts";
import {
  bars,
  barsSettings,
  barsSource,
  barsTrainer,
  idxFiles,
  noHooks,
  pageOptions,
} from "../../../../test/support/page-trainer.ts";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { createTrainer } from "./create-trainer.ts";
import type { TrainerApi, TrainingEnd, TrainingNews, WeightsSnapshot } from "./trainer-api.ts";

/** The same training by the command line's way: files on disk, a run's folder. */
async function trainOnDisk(): Promise<TrainedRun> {
  await using folder = await temporaryFolder();
  const files = [...idxFiles("train", bars(60)), ...idxFiles("t10k", bars(20, 2))];
  const contents = await Promise.all(
    files.map(async ({ path, content }) => [`bars/${path}`, new Uint8Array(await content.arrayBuffer())]),
  );
  await writeFiles(folder.path, Object.fromEntries(contents) as Record<string, Uint8Array>);
  const run = await trainRun({
    folder: runFolder(`${folder.path}/run`),
    settings: resolveSettings(barsSettings, "test"),
    dataset: await loadDataset(`${folder.path}/bars`),
    runtime: await nativeRuntime(),
  });
  await run.autoencoder?.release();
  return run;
}

const losses = ({ history }: Pick<TrainingEnd, "history">): unknown =>
  history.map(({ epoch, trainingLoss, validationLoss }) => ({ epoch, trainingLoss, validationLoss }));

interface Followed {
  readonly end: TrainingEnd;
  readonly news: readonly TrainingNews[];
  readonly weights: WeightsSnapshot;
}

async function follow(trainer: TrainerApi, steps?: number): Promise<Followed> {
  const news: TrainingNews[] = [];
  let weights: WeightsSnapshot = new Map();
  const end = await trainer.train(
    {
      onNews: (one) => {
        news.push(one);
      },
      onWeights: (newest) => {
        weights = newest;
      },
    },
    steps,
  );
  return { end, news, weights };
}

// What a page is told of its machine; Node has it from version 21 on.
vi.stubGlobal("navigator", { userAgent: "a browser of this test", hardwareConcurrency: 2 });
afterAll(() => vi.unstubAllGlobals());

const trained = await trainOnDisk();
const uninterrupted = await (async () => {
  const trainer = await barsTrainer();
  await trainer.prepare(barsSettings);
  return { trainer, ...(await follow(trainer)) };
})();

describe("training in a page", () => {
  test("is what the command line does, to the bit", () => {
    expect(uninterrupted.end.stopped).toBe("all epochs done");
    expect(losses(uninterrupted.end)).toEqual(losses(trained));
    expect(uninterrupted.weights).toEqual(trained.autoencoder?.weights);
  });

  test("tells how far it is, and the time it took", () => {
    // 50 images in batches of 16, the last of 2: two chunks an epoch.
    expect(uninterrupted.news.map(({ step }) => step)).toEqual([3, 4, 7, 8, 11, 12]);
    expect(uninterrupted.news.at(-1)?.progress).toMatchObject({ epoch: 3, imagesOfEpoch: 50 });
    expect(uninterrupted.end.keptEpoch).toBe(3);
    expect(uninterrupted.end.seconds).toBeGreaterThan(0);
  });

  test("in single steps comes to the same bits", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare(barsSettings);
    const steps: (number | undefined)[] = [];
    let last = await follow(trainer, 1);
    for (let step = 1; last.end.stopped === "interrupted"; step++) {
      expect(step).toBeLessThan(20);
      steps.push(last.news.at(-1)?.step);
      last = await follow(trainer, 1);
    }
    expect(steps).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
    expect(losses(last.end)).toEqual(losses(trained));
    expect(last.weights).toEqual(uninterrupted.weights);
  });

  test("takes as many steps as are asked for, beyond the end of an epoch", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare(barsSettings);
    const { end, news } = await follow(trainer, 6);
    expect(news.at(-1)?.step).toBe(6);
    expect(end).toMatchObject({ stopped: "interrupted", keptEpoch: 1 });
  });

  test("stops when told to, and goes on to the same bits", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare(barsSettings);
    const news: TrainingNews[] = [];
    const end = await trainer.train({
      ...noHooks,
      onNews: (one) => {
        news.push(one);
        trainer.pause();
      },
    });
    expect(end.stopped).toBe("interrupted");
    expect(news).toHaveLength(1);
    const rest = await follow(trainer);
    expect(losses(rest.end)).toEqual(losses(trained));
    expect(rest.weights).toEqual(uninterrupted.weights);
  });

  test("tells of its pretraining, and begins that anew where it was told to stop in it", async () => {
    const settings = { ...barsSettings, pretrain: "layers:2" };
    const trainer = await barsTrainer();
    await trainer.prepare(settings);
    const parts: number[] = [];
    const pausing = await trainer.train({
      ...noHooks,
      onPretraining: ({ part }) => {
        parts.push(part);
        trainer.pause();
      },
      onNews: () => expect.unreachable("the whole is not trained yet"),
    });
    expect([pausing.stopped, pausing.history, parts]).toEqual(["interrupted", [], [1]]);
    const rest = await follow(trainer);
    const other = await barsTrainer();
    await other.prepare(settings);
    const whole = await follow(other);
    expect(rest.weights).toEqual(whole.weights);
    expect(whole.weights).not.toEqual(uninterrupted.weights);
    expect(await other.estimate(settings)).toBeGreaterThan(0);
  });

  test("goes on for more epochs, to the bits of a training that had them from the start", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare({ ...barsSettings, epochs: 1 });
    expect((await follow(trainer)).end.stopped).toBe("all epochs done");
    expect(await trainer.extend(3)).toMatchObject({ epochs: 3, latentSize: 4 });
    const { end, weights } = await follow(trainer);
    expect(losses(end)).toEqual(losses(trained));
    expect(weights).toEqual(uninterrupted.weights);
  });

  test("does not go on where its last epoch was the end of something", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare({ ...barsSettings, epochs: 1, schedule: "cosine" });
    await follow(trainer);
    await expect(trainer.extend(3)).rejects.toThrow("falls to 0 at epoch 1");
    await expect(trainer.extend(-1)).rejects.toThrow("epochs: expected a whole number");
  });

  test("that is told to stop before its turn has come does nothing", async () => {
    const trainer = await barsTrainer();
    const preparing = trainer.prepare(barsSettings);
    const training = follow(trainer);
    trainer.pause();
    await preparing;
    expect((await training).end).toMatchObject({ stopped: "interrupted", history: [] });
  });

  test("that diverges says so, and what may help", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare({ ...barsSettings, learningRate: 10, weightDecay: 10, epochs: 50 });
    await expect(trainer.train(noHooks)).rejects.toThrow(
      /(not finite|became (NaN|Infinity)).*a smaller learning rate may help/,
    );
  });

  test("does not change the weights that were given away", async () => {
    const trainer = await barsTrainer();
    const { weights } = await trainer.prepare(barsSettings);
    const before = structuredClone(weights);
    await trainer.train(noHooks);
    expect(weights).toEqual(before);
  });
});

describe("a training that is come back to", () => {
  test("goes on to the bits of one that was never left, wherever it stood", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare(barsSettings);
    expect(await trainer.checkpoint()).toBeUndefined();
    await trainer.train(noHooks, 6);
    const checkpoint = structuredClone(await trainer.checkpoint())!;
    await trainer.prepare({ ...barsSettings, latentSize: 2 });
    await trainer.train(noHooks, 3);
    const { end, weights, latentSize } = await trainer.restore(checkpoint);
    expect({ latentSize, ...end }).toMatchObject({ latentSize: 4, stopped: "interrupted", keptEpoch: 1 });
    expect(weights).not.toEqual(uninterrupted.weights);
    const rest = await follow(trainer);
    expect(losses(rest.end)).toEqual(losses(trained));
    expect(rest.weights).toEqual(uninterrupted.weights);
  });

  test("is done where it was done, with the weights that it had, and goes on for more epochs", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare({ ...barsSettings, epochs: 1 });
    const first = await follow(trainer);
    const checkpoint = structuredClone(await trainer.checkpoint())!;
    await trainer.load(barsSource, () => undefined);
    const restored = await trainer.restore(checkpoint);
    expect(restored.weights).toEqual(first.weights);
    expect(restored.end).toEqual(first.end);
    await trainer.extend(3);
    expect((await follow(trainer)).weights).toEqual(uninterrupted.weights);
  });

  test("has the weights of its best epoch where these were to be kept", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare({ ...barsSettings, restoreBest: true, learningRate: 0.3, epochs: 4 });
    const { weights, end } = await follow(trainer);
    const checkpoint = structuredClone(await trainer.checkpoint())!;
    expect(end.keptEpoch).toBeLessThan(4);
    const restored = await trainer.restore(checkpoint);
    expect(restored.weights).toEqual(weights);
    expect(restored.end.keptEpoch).toBe(end.keptEpoch);
  });

  test("is refused where the data or the model are others", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare(barsSettings);
    await trainer.train(noHooks, 1);
    const checkpoint = structuredClone(await trainer.checkpoint())!;
    const settings = { ...checkpoint.settings, latentSize: 5 };
    await expect(trainer.restore({ ...checkpoint, settings })).rejects.toThrow("they are of another model");
    await trainer.load(
      {
        kind: "files",
        name: "bars",
        files: [...idxFiles("train", bars(60, 3)), ...idxFiles("t10k", bars(20, 2))],
      },
      () => undefined,
    );
    await expect(trainer.restore(checkpoint)).rejects.toThrow("what was learnt is of other data");
  });
});

describe("a prepared model", () => {
  test("says what it is", async () => {
    const trainer = await barsTrainer();
    const model = await trainer.prepare(barsSettings);
    expect(model).toMatchObject({
      sampleShape: { height: 28, width: 28, channels: 1 },
      latentSize: 4,
      code: "deterministic",
      parameters: 784 * 4 + 4 + 4 * 784 + 784,
      splits: { train: 50, validation: 10, test: 20 },
      layers: [
        { part: "code", description: "dense 784 -> 4, relu", shape: [4] },
        { part: "decoder", description: "dense 4 -> 784, linear", shape: [784] },
      ],
    });
    expect(buildArchitecture(model.architecture, model.sampleShape).latentSize).toBe(4);
  });

  test("with a Gaussian code shows the code, not its two halves", async () => {
    const trainer = await barsTrainer();
    const { layers } = await trainer.prepare({ dataset: "bars", model: "variational", latentSize: 3 });
    expect(layers.map(({ part, shape }) => [part, ...shape])).toEqual([
      ["encoder", 200],
      ["encoder", 200],
      ["code", 3],
      ["decoder", 200],
      ["decoder", 200],
      ["decoder", 784],
    ]);
  });

  test("needs its data", async () => {
    const trainer = await barsTrainer();
    await expect(trainer.prepare({ dataset: "mnist" })).rejects.toThrow("mnist is not loaded, but bars");
  });

  test("names a setting that is wrong", async () => {
    const trainer = await barsTrainer();
    await expect(trainer.prepare({ ...barsSettings, latentSize: 0 })).rejects.toThrow("settings: latentSize");
    await expect(trainer.prepare({ ...barsSettings, validation: 60 })).rejects.toThrow(
      "validation: expected",
    );
  });
});

describe("what is taken away", () => {
  const take: TrainerApi["take"] = (...given) => uninterrupted.trainer.take(...given);

  test("the weights open in the library, and reconstruct the same", async () => {
    const { name, bytes } = await take("weights", () => undefined);
    expect(name).toBe("model.safetensors");
    expect(decodeAutoencoder(bytes).weights).toEqual(uninterrupted.weights);
    const opened = await loadAutoencoder(await nativeRuntime(), bytes);
    const { images } = bars(20, 2);
    const expected = await createAutoencoder(await nativeRuntime(), opened.model, uninterrupted.weights);
    expect(await opened.reconstruct(images)).toEqual(await expected.reconstruct(images));
    await Promise.all([opened.release(), expected.release()]);
  });

  test("the programs are those that a run's folder has", async () => {
    const { model } = decodeAutoencoder((await take("weights", () => undefined)).bytes);
    const { name, bytes } = await take("encoder", () => undefined);
    expect(name).toBe("encoder.onnx");
    expect(bytes).toEqual(toOnnx(encoderProgram(model, uninterrupted.weights)));
    for (const what of ["decoder", "autoencoder", "trainer"] as const) {
      expect((await take(what, () => undefined)).name).toBe(`${what}.onnx`);
    }
  });

  test("the report says that it was trained in a browser, and how far it is", async () => {
    const fractions: (number | undefined)[] = [];
    const { name, type, bytes } = await take("report", ({ fraction }) => fractions.push(fraction));
    const page = new TextDecoder().decode(bytes);
    expect([name, type]).toEqual(["report.html", "text/html"]);
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("trained in a browser");
    expect(page).toContain("a browser of this test");
    expect(page).toContain("hourglass train --dataset bars --image-size 28x28");
    expect(fractions).toContain(1);
  });

  test("before the first epoch there is no report", async () => {
    const trainer = await barsTrainer();
    await trainer.prepare(barsSettings);
    await follow(trainer, 1);
    await expect(trainer.take("report", () => undefined)).rejects.toThrow("train at least one epoch");
    expect((await trainer.take("weights", () => undefined)).bytes.length).toBeGreaterThan(25_000);
  });
});

test("calls wait for one another, and go on after one that failed", async () => {
  const trainer = createTrainer(() => nativeRuntime());
  const started = trainer.start(pageOptions);
  const failing = trainer.prepare(barsSettings);
  const loaded = trainer.load(barsSource, () => undefined);
  await expect(failing).rejects.toThrow("load data first");
  expect((await started).description).toContain("onnxruntime-node");
  expect(await loaded).toMatchObject({ name: "bars", trainCount: 60, classNames: ["0", "1", "2", "3"] });
});
