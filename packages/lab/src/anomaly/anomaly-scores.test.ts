import { expect, test } from "vitest";
import { randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { requireNormalSamples } from "./anomaly-scores.ts";

test("too few normal images are refused, with what to do", () => {
  const images = randomImages({ count: 1, height: 5, width: 6 });
  const advice = "give more images of it, or hold out others with --validation";
  expect(() => requireNormalSamples("one", images, 60, 1)).toThrow(
    `one: expected at least 5 normal images to train on and 2 to validate, found 60 and 1: ${advice}`,
  );
  expect(() => requireNormalSamples("one", images, 4, 2)).toThrow("found 4 and 2");
  expect(() => requireNormalSamples("one", images, 5, 2)).not.toThrow();
});
