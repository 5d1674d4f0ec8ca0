import { image } from "hourglass-core/internal/data/samples/image.ts";
import { row } from "hourglass-core/internal/data/samples/row.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { expect, test } from "vitest";
import { announcement, shareDone, standingWords, stepWords } from "./training-words.ts";

const records = (count: number): readonly EpochRecord[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ epoch: at + 1, trainingLoss: 1 / (at + 1), validationLoss: 2 / (at + 1) },
    ...{ seconds: 1, imagesPerSecond: 1000 },
  }));
const progress = {
  ...{ epoch: 3, epochs: 10, imagesOfEpoch: 50, imagesPerEpoch: 100 },
  ...{ trainingLoss: 0.2, imagesPerSecond: 83_333.3, secondsLeft: 3.2 },
};
const state = { history: records(2), seconds: 12.34, news: { progress, history: records(2), step: 7 } };

test("where training stands", () => {
  const words = (status: Parameters<typeof standingWords>[0]["status"]): string =>
    standingWords({ ...state, status }, 10, 50_000, image);
  const { news: _, ...unseen } = state;
  const before = standingWords({ ...unseen, status: "training" }, 10, 50, image);
  expect(before).toBe("Compiling the training program…");
  const pretraining = { ...progress, name: "encoder.dense1", part: 1, parts: 2 };
  expect(standingWords({ ...unseen, pretraining, status: "training" }, 10, 50, image)).toBe(
    "Pretraining layer 1 of 2 · epoch 3 of 10 · 4 s left",
  );
  expect(words("new")).toBe("Ready: 10 epochs of 50,000 images");
  expect(words("training")).toBe("Epoch 3 of 10 · 83,300 images/s · 4 s left");
  expect(words("paused")).toBe("Paused in epoch 3 of 10, after step 7");
  expect(words("done")).toBe("Stopped early, without improvement, after 2 of 10 epochs in 12.3 s");
  expect(standingWords({ ...state, status: "done" }, 2, 50_000, image)).toBe("Done: 2 epochs in 12.3 s");
  expect(standingWords({ ...state, status: "failed", message: "diverged" }, 2, 1, image)).toBe("diverged");
  expect(standingWords({ ...state, status: "new" }, 1, 50, row)).toBe("Ready: 1 epoch of 50 rows");
  expect(standingWords({ ...state, status: "training" }, 10, 50, row)).toContain("83,300 rows/s");
});

test("in slow motion the last step is told, with its own loss", () => {
  const points = [
    { epoch: 2.4, training: 0.3, images: 10 },
    { epoch: 2.5, training: 0.25, images: 10 },
  ];
  expect(stepWords({ ...state, points }, 10)).toBe("Epoch 3 of 10 · step 7 · its loss 0.2500");
});

test("the share that is done counts the epoch under way", () => {
  expect(shareDone(progress, 10)).toBe(0.25);
});

test("a training of 100 epochs speaks five times, not a hundred", () => {
  const said = Array.from({ length: 100 }, (_, done) =>
    announcement({ status: "training", history: records(done), seconds: 0 }, 100),
  );
  expect([...new Set(said)]).toEqual([
    "Training",
    "Epoch 20 of 100 done, validation loss 0.1000",
    "Epoch 40 of 100 done, validation loss 0.05000",
    "Epoch 60 of 100 done, validation loss 0.03333",
    "Epoch 80 of 100 done, validation loss 0.02500",
  ]);
  expect(announcement({ status: "done", history: records(3), seconds: 0 }, 100)).toBe(
    "Training done after 3 epochs, validation loss 0.6667",
  );
});
