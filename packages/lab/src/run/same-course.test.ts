import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { describe, expect, test } from "vitest";
import { requireSameCourse } from "./same-course.ts";

const settingsOf = (given: Partial<Settings>): Settings =>
  resolveSettings({ epochs: 10, patience: 0, ...given }, "test");

/** A history of these training losses. */
const historyOf = (...losses: number[]): readonly EpochRecord[] =>
  losses.map((trainingLoss, index) => ({ epoch: index + 1, trainingLoss, seconds: 1, imagesPerSecond: 1 }));

const falling = historyOf(5, 4, 3, 2);

describe("a run goes on with changes after which it is the run that has had them from the start", () => {
  test.each<[string, Partial<Settings>, Partial<Settings>, readonly EpochRecord[]]>([
    ["more epochs at a constant rate", {}, { epochs: 20 }, falling],
    ["more epochs with steps of the rate", { schedule: "step:2,0.5" }, { epochs: 20 }, falling],
    ["more epochs after a warm-up", { warmUp: 2 }, { epochs: 20 }, falling],
    ["more patience", { patience: 2 }, { patience: 5 }, historyOf(3, 4, 5)],
    ["as much under cosine", { schedule: "cosine" }, {}, falling],
    ["less patience that was never tried", { patience: 3 }, { patience: 2 }, falling],
  ])("%s", (_, own, changed, history) => {
    requireSameCourse(settingsOf(own), settingsOf({ ...own, ...changed }), history);
  });
});

describe("others are refused with the reason", () => {
  test.each<[string, Partial<Settings>, Partial<Settings>, readonly EpochRecord[], string]>([
    [
      "more epochs under cosine",
      { schedule: "cosine" },
      { epochs: 20 },
      falling,
      "--epochs 20: the learning rate (--schedule cosine) falls to 0 at epoch 10, so each of its epochs depends on how many there are",
    ],
    [
      "fewer epochs under cosine",
      { schedule: "cosine" },
      { epochs: 5 },
      falling,
      "--epochs 5: the learning rate (--schedule cosine) falls to 0 at epoch 10",
    ],
    [
      "more epochs with a falling k",
      { penalty: "topk:2,8" },
      { epochs: 20 },
      falling,
      "--epochs 20: the number of values kept (--penalty topk:2,8) falls until the middle of 10 epochs",
    ],
    [
      "less patience than it took",
      { patience: 3 },
      { patience: 1 },
      historyOf(3, 4, 2, 1),
      "with --patience 1 and --min-delta 0 this run would have stopped after epoch 2, and it has 4",
    ],
    [
      "a larger least decrease, with which it would have stopped",
      { patience: 2 },
      { minDelta: 1 },
      historyOf(3, 2.5, 2.2, 2.1),
      "with --patience 2 and --min-delta 1 this run would have stopped after epoch 3, and it has 4",
    ],
    [
      "another best epoch, whose weights are gone",
      { restoreBest: true },
      { minDelta: 1 },
      historyOf(3, 2.5, 2.2),
      "with --min-delta 1 the best epoch would be 1, whose weights were not kept (those of epoch 3 were)",
    ],
  ])("%s", (_, own, changed, history, message) => {
    const check = (): void => requireSameCourse(settingsOf(own), settingsOf({ ...own, ...changed }), history);
    expect(check).toThrow(message);
  });
});
