import { expect, test } from "vitest";
import { lossSeries } from "./loss-series.ts";

test("both losses in the order of the epochs", () => {
  const record = { trainingLoss: 0.3, seconds: 1, imagesPerSecond: 1 };
  const series = lossSeries(
    [
      { epoch: 0.5, training: 0.4, images: 10 },
      { epoch: 1.5, training: 0.2, images: 10 },
    ],
    [
      { ...record, epoch: 1, validationLoss: 0.35 },
      { ...record, epoch: 2 },
    ],
  );
  expect(series).toEqual([
    [0.5, 1, 1.5],
    [0.4, null, 0.2],
    [null, 0.35, null],
  ]);
});
