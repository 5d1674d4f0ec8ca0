import { describe, expect, test } from "vitest";
import { earlyStopping } from "./early-stopping.ts";
import { bestEpoch, type EpochRecord } from "./epoch.ts";
import type { EarlyStoppingOptions } from "./options.ts";

/** A history of these training losses and, where given, validation losses. */
function historyOf(training: readonly number[], validation?: readonly number[]): EpochRecord[] {
  return training.map((trainingLoss, index) => ({
    epoch: index + 1,
    trainingLoss,
    ...(validation === undefined ? {} : { validationLoss: validation[index] as number }),
    seconds: 1,
    imagesPerSecond: 1,
  }));
}

const options: EarlyStoppingOptions = { monitor: "training", patience: 2, minDelta: 0 };

describe("early stopping", () => {
  test.each<[string, number[], Partial<EarlyStoppingOptions>, number, boolean]>([
    ["before the first epoch", [], {}, 0, false],
    ["while the loss falls", [3, 2, 1], {}, 3, false],
    ["when losses of another objective do not count", [1, 3, 2, 2], { after: 1 }, 3, false],
    ["when its patience ends since the objective changed", [1, 3, 2, 2, 2], { after: 1 }, 3, true],
    ["before the first epoch that counts", [1, 1, 1], { after: 3 }, 0, false],
    ["one epoch short of its patience", [3, 1, 2], {}, 2, false],
    ["when its patience ends", [3, 1, 2, 2], {}, 2, true],
    ["after a late improvement", [3, 1, 2, 0.5], {}, 4, false],
    ["when equal losses are no improvement", [1, 1, 1], {}, 1, true],
    ["with a patience of one", [1, 2], { patience: 1 }, 1, true],
    ["with a patience of 0, never", [1, 2, 3, 4, 5, 6], { patience: 0 }, 1, false],
    ["when the loss falls by less than the minimum", [1, 0.95, 0.91], { minDelta: 0.1 }, 1, true],
    ["when small decreases add up to the minimum", [1, 0.95, 0.89], { minDelta: 0.1 }, 3, false],
    ["when it falls by exactly the minimum", [1, 0.5, 0.5], { minDelta: 0.5 }, 1, true],
    ["past a loss that is no number", [Number.NaN, 1, Number.NaN], {}, 2, false],
  ])("%s", (_, losses, changed, best, shouldStop) => {
    expect(earlyStopping(historyOf(losses), { ...options, ...changed })).toEqual({
      bestEpoch: best,
      shouldStop,
    });
  });

  test("looks at the loss that it is told to", () => {
    const history = historyOf([5, 4, 3], [1, 2, 3]);
    expect(earlyStopping(history, options)).toEqual({ bestEpoch: 3, shouldStop: false });
    expect(earlyStopping(history, { ...options, monitor: "validation" })).toEqual({
      bestEpoch: 1,
      shouldStop: true,
    });
  });
});

describe("the best epoch", () => {
  test("is that of the lowest validation loss, the first of equals", () => {
    expect(bestEpoch(historyOf([5, 4, 3], [2, 1, 1]))?.epoch).toBe(2);
  });

  test("is that of the lowest training loss without a validation set", () => {
    expect(bestEpoch(historyOf([5, 3, 4]))?.epoch).toBe(2);
  });

  test("is none before the first", () => expect(bestEpoch([])).toBeUndefined());
});
