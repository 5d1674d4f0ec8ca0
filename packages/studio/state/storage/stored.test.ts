import { initialWeights } from "hourglass-core/internal/model/model.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { describe, expect, test } from "vitest";
import { barsSettings, barsTrainer, noHooks } from "../../../../test/support/page-trainer.ts";
import type { HeldTraining } from "../held-training.ts";
import type { KeptModel } from "../session.ts";
import { newKey } from "./record-key.ts";
import { refusalWords } from "./refusal-words.ts";
import { modelOfRecord, recordOfModel } from "./stored-model.ts";
import { sameData } from "./stored-parts.ts";
import { recordOfTraining, trainingOfRecord } from "./stored-training.ts";
import { recordOfTried, type Tried, triedOfRecord } from "./stored-tried.ts";
import { beyondRoom } from "./tried-store.ts";

const sampleShape = { height: 4, width: 4, channels: 1 };
const model = buildModel("vanilla", { sampleShape, latentSize: 2 });

const kept: Omit<KeptModel, "id"> = {
  title: "mine",
  origin: "trained here",
  settings: resolveSettings({ dataset: "digits", latentSize: 2 }, "test", sampleShape),
  architecture: model.architecture!,
  sampleShape,
  weights: initialWeights(model, 1),
  history: [{ epoch: 1, trainingLoss: 0.5, validationLoss: 0.6, seconds: 1, imagesPerSecond: 10 }],
  parameters: 50,
  seconds: 1,
  losses: { objective: "mean squared error", code: "deterministic", validation: 10 },
  figures: { mse: 0.1, sse: 1.6, bce: 0.3, noisy: { mse: 0.2, sse: 3.2 } },
  measuredOn: { images: "abc" },
};

/** What the browser gives back of what it was given. */
const stored = <T>(record: T): T => structuredClone(record);

describe("a kept model", () => {
  test("comes back as it was, its weights to the bit, and without what belongs to the page", () => {
    expect(modelOfRecord(stored(recordOfModel({ ...kept, key: "a key" })))).toEqual(kept);
    const { losses: _, figures: __, measuredOn: ___, ...bare } = kept;
    expect(modelOfRecord(stored(recordOfModel(bare)))).toEqual(bare);
  });

  test("without the data that its errors are of has none", () => {
    const { measuredOn: _, ...unknown } = kept;
    expect(modelOfRecord(stored(recordOfModel(unknown))).figures).toBeUndefined();
  });

  test.each([
    ["of a newer version", { format: 2 }, "stored by a newer version of this page"],
    ["without a format", { format: "one" }, "a kept model is no record of this page"],
    ["without weights", { weights: new Map() }, "expected 32 values of"],
    [
      "with a history that has holes",
      { history: [kept.history[0], kept.history[0]] },
      "every epoch from 1 on",
    ],
    ["with layers that cannot be", { architecture: { encoder: [], decoder: [] } }, "encoder"],
    ["with a setting that cannot be", { settings: { ...kept.settings, epochs: "many" } }, "settings: epochs"],
  ])("%s is refused in words", (_, change, words) => {
    expect(() => modelOfRecord({ ...stored(recordOfModel(kept)), ...change })).toThrow(words);
  });

  test("that is none is refused in words", () => {
    for (const none of [undefined, null, 7, "model"]) {
      expect(() => modelOfRecord(none)).toThrow("a kept model is no record of this page");
    }
  });
});

describe("a training", () => {
  const train = async (): Promise<HeldTraining> => {
    const trainer = await barsTrainer();
    await trainer.prepare({ ...barsSettings, restoreBest: true });
    await trainer.train(noHooks, 6);
    const checkpoint = (await trainer.checkpoint())!;
    const { history, step } = checkpoint.state;
    const progress = {
      ...{ epoch: 2, epochs: 3, imagesOfEpoch: 32, imagesPerEpoch: 50, trainingLoss: 0.4 },
      ...{ imagesPerSecond: 1, secondsLeft: Number.POSITIVE_INFINITY },
    };
    return {
      id: "one",
      experiment: { dataset: "bars", latentSize: 4 },
      checkpoint,
      firstEpochs: 3,
      points: [{ epoch: 0.5, training: 0.6, images: 50 }],
      news: { progress, history, step },
    };
  };

  test("comes back with all that it needs to go on", async () => {
    const training = await train();
    expect(training.checkpoint.state.best).toBeDefined();
    expect(trainingOfRecord("one", stored(recordOfTraining(training)))).toEqual(training);
  });

  test("that is damaged is refused", async () => {
    const record = stored(recordOfTraining(await train()));
    expect(() => trainingOfRecord("one", { ...record, format: 2 })).toThrow("newer version");
    expect(() =>
      trainingOfRecord("one", { ...record, state: { ...record.state, tensors: new Map([["a", [1]]]) } }),
    ).toThrow("tensors");
    expect(() => trainingOfRecord("one", { ...record, link: "latentSize=-1" })).toThrow("latentSize");
  });
});

describe("what was tried", () => {
  const entry: Tried = {
    ...{ id: "one", experiment: { dataset: "digits", model: "deep" }, model: "deep", latentSize: 2 },
    ...{
      when: 1,
      epochs: 3,
      trainingLoss: 0.1,
      validationLoss: 0.2,
      checksums: { images: "abc" },
      bytes: 10,
    },
    figures: { mse: 0.1, sse: 1, bce: 0.3 },
    picture: { shape: sampleShape, originals: new Uint8Array(48), rebuilt: new Uint8Array(48).fill(9) },
  };

  test("comes back as it was", () => {
    expect(triedOfRecord("one", stored(recordOfTried(entry)))).toEqual(entry);
  });

  test("has no picture where its values are not those of whole samples", () => {
    const record = { ...recordOfTried(entry), picture: { ...entry.picture!, rebuilt: new Uint8Array(47) } };
    expect(triedOfRecord("one", record).picture).toBeUndefined();
  });

  test("gives up the weights of the oldest where there is no room, and of no other", () => {
    const megabytes = (...sizes: readonly number[]): readonly Tried[] =>
      sizes.map((size, at) => ({ ...entry, id: String(at), bytes: size * 2 ** 20 }));
    const ids = (of: readonly Tried[]): readonly string[] => of.map(({ id }) => id);
    expect(ids(beyondRoom(megabytes(12, 12, 12)))).toEqual([]);
    expect(ids(beyondRoom(megabytes(40, 0, 50, 12, 0, 1)))).toEqual(["3", "5"]);
  });
});

test("keys differ, and later ones sort behind earlier ones", async () => {
  const first = newKey();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const keys = Array.from({ length: 100 }, newKey);
  expect(new Set(keys).size).toBe(100);
  expect(keys.every((key) => key > first)).toBe(true);
});

test("data are the same where all their files are, and nothing is known without checksums", () => {
  expect(sameData({ a: "1", b: "2" }, { b: "2", a: "1" })).toBe(true);
  expect(sameData({ a: "1" }, { a: "1", b: "2" })).toBe(false);
  expect(sameData({ a: "1" }, { a: "2" })).toBe(false);
  expect(sameData({}, {})).toBe(false);
});

test("what a browser refuses is said in words", () => {
  const named = (name: string): string => refusalWords(new DOMException("x", name));
  expect(named("SecurityError")).toMatch(/^This browser stores nothing for the page/);
  expect(named("VersionError")).toMatch(/^Models were stored here by a newer version/);
  expect(named("UnknownError")).toContain("(UnknownError)");
  expect(refusalWords(new Error("x"))).toMatch(/cannot be read or written\. The page works without/);
});
