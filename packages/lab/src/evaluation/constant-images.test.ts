import { expect, test } from "vitest";
import { randomImages } from "../../../../test/support/linear-autoencoder.ts";
import { tinyModel } from "../../../../test/support/programs.ts";
import { constantErrors } from "./constant-images.ts";

const train = randomImages({ count: 30, height: 3, width: 4 });
const images = {
  ...randomImages({ count: 9, height: 3, width: 4 }),
  images: train.images.slice(33, 33 + 108),
};

/** Mean over pixels and images, image by image. */
function errorOf(constant: (pixel: number) => number, error: (x: number, y: number) => number): number {
  return images.images.reduce((sum, byte, index) => sum + error(byte / 255, constant(index % 12)), 0) / 108;
}

const meanOf = (pixel: number): number =>
  Array.from({ length: 30 }, (_, image) => train.images[image * 12 + pixel]!).reduce((a, b) => a + b) /
  (30 * 255);
const bce = (x: number, y: number): number => -(x * Math.log(y) + (1 - x) * Math.log(1 - y));
/** Images are seen alike by every model. */
const seer = { model: tinyModel(), weights: new Map() };

const mse = (x: number, y: number): number => (x - y) ** 2;

test("the errors of the mean training image and of a grey one are those image by image", () => {
  for (const [name, error] of [
    ["bce", bce],
    ["mse", mse],
  ] as const) {
    const { mean, grey } = constantErrors(name, seer, images, train);
    expect(mean).toBeCloseTo(errorOf(meanOf, error), 12);
    expect(grey).toBeCloseTo(
      errorOf(() => 0.5, error),
      12,
    );
  }
  expect(constantErrors("bce", seer, images, undefined)).toEqual({ grey: expect.closeTo(Math.LN2, 12) });
});

test("a pixel that training has never lit costs much, but not infinitely much", () => {
  const black = { ...train, images: new Uint8Array(360) };
  const { mean } = constantErrors("bce", seer, images, black);
  const lit = errorOf(() => 1 / (510 * 30), bce);
  expect(mean).toBeCloseTo(lit, 12);
  expect(constantErrors("mse", seer, black, black)).toEqual({ mean: 0, grey: 0.25 });
});
