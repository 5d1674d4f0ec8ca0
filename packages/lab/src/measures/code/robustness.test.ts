import { type ImageSet, sliceImages } from "hourglass-core/internal/data/image-set.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { meanError } from "hourglass-core/internal/inference/scorer.ts";
import { corruptions } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import { representationOf } from "../../../../../test/support/representation.ts";
import { accuracyOf } from "../classes/classification.ts";
import { fitProbe } from "../classes/probe.ts";
import { robustness } from "./robustness.ts";

const imageShape = { height: 3, width: 4, channels: 1 };
const autoencoder = createLinearAutoencoder({ imageSize: 12, imageShape, latentSize: 3 });

function splitsOf(images: ImageSet): Splits {
  return {
    train: sliceImages(images, 0, 60),
    validation: sliceImages(images, 60, 80),
    test: sliceImages(images, 80, 120),
  };
}

/** The kinds as figures call them. */
const corrupting = corruptions.kinds.map(({ name }) => (name === "salt-pepper" ? "saltPepper" : name));

test("errors and accuracies are those of corrupted test images, figures means over the levels above 0", async () => {
  const splits = splitsOf(randomImages({ count: 120, height: 3, width: 4 }));
  const representation = await representationOf(autoencoder, splits);
  const fractions: number[] = [];
  const { figures, curves = [] } = await robustness.measure(representation, {
    onProgress: (fraction) => fractions.push(fraction),
  });
  expect(Object.keys(figures).sort()).toEqual(Object.keys(robustness.figures).sort());
  expect(curves.map(({ name }) => name)).toEqual(
    corrupting.flatMap((name) => [`${name}.mse`, `${name}.accuracy`]),
  );
  expect(curves[0]?.points.map(({ x }) => x)).toEqual([0, 0.1, 0.2, 0.3, 0.5, 0.7, 1]);

  const { images, labels } = splits.test;
  const probe = await fitProbe(representation);
  const mse: number[] = [];
  const accuracy: number[] = [];
  for (const level of [0, 0.1, 0.2, 0.3, 0.5, 0.7]) {
    const corruption = { kind: "masking", level } as const;
    mse.push(meanError((await autoencoder.scoreCorrupted(images, corruption)).mse));
    const data = await autoencoder.encode(await autoencoder.corrupt(images, corruption));
    accuracy.push(accuracyOf(await probe.predict({ rows: 40, columns: 3, data }), labels!));
  }
  expect(curves[2]?.points.map(({ y }) => y)).toEqual(mse);
  expect(curves[3]?.points.map(({ y }) => y)).toEqual(accuracy);
  expect(accuracy[0]).toBeCloseTo(probe.accuracy, 12);
  const meanOfSpoilt = (values: readonly number[]): number =>
    values.slice(1).reduce((sum, value) => sum + value / 5, 0);
  expect(figures["maskingMse"]).toBeCloseTo(meanOfSpoilt(mse), 12);
  expect(figures["maskingAccuracy"]).toBeCloseTo(meanOfSpoilt(accuracy), 12);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
});

test("without labels there are errors only", async () => {
  const splits = splitsOf(randomImages({ count: 120, height: 3, width: 4, classes: 0 }));
  const { figures, curves } = await robustness.measure(await representationOf(autoencoder, splits), {});
  expect(Object.keys(figures)).toEqual(corrupting.map((name) => `${name}Mse`));
  expect(curves).toHaveLength(corrupting.length);
});
