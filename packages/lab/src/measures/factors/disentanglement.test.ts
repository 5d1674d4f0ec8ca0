import { sliceImages } from "hourglass-core/internal/data/image-set.ts";
import { expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import { representationOf } from "../../../../../test/support/representation.ts";
import type { Representation } from "../representation.ts";
import { factors } from "./disentanglement.ts";

const images = randomImages({ count: 360, height: 3, width: 4, classes: 4 });

/** Images whose first pixel is a factor, and a model that gives the class and that pixel, or their sum and difference. */
async function representation(mixed: boolean, validation = 60): Promise<Representation> {
  const splits = {
    train: sliceImages(images, 0, 200),
    validation: sliceImages(images, 200, 200 + validation),
    test: sliceImages(images, 260, 360),
  };
  const table = (from: number, to: number): Float32Array =>
    Float32Array.from({ length: 2 * (to - from) }, (_, index) => {
      const image = from + Math.floor(index / 2);
      return index % 2 === 0 ? images.labels![image]! : images.images[12 * image]! / 255;
    });
  const trueFactors = {
    names: ["class", "pixel"],
    train: table(0, 200),
    validation: table(200, 200 + validation),
    test: table(260, 360),
  };
  const start = (given: Uint8Array | Float32Array): number => given.byteOffset / 12;
  const autoencoder = {
    ...createLinearAutoencoder({ imageSize: 12, imageShape: images, latentSize: 2 }),
    encode: async (given: Uint8Array | Float32Array) => {
      const first = start(given);
      const pairs = table(first, first + given.length / 12);
      return mixed
        ? pairs.map((value, index) =>
            index % 2 === 0 ? value / 3 + pairs[index + 1]! : pairs[index - 1]! / 3 - value,
          )
        : pairs;
    },
  };
  return await representationOf(autoencoder, splits, trueFactors);
}

test("a code of the factors themselves is disentangled, one of their mixtures is not", async () => {
  const own = await factors.measure(await representation(false), {});
  const mixed = await factors.measure(await representation(true), {});
  expect(Object.keys(own.figures)).toEqual(Object.keys(factors.figures));
  expect(own.figures["modularity"]).toBeGreaterThan(0.95);
  expect(mixed.figures["modularity"]).toBeLessThan(0.9);
  for (const name of ["mig", "sap", "disentanglement", "completeness"]) {
    expect(own.figures[name], name).toBeGreaterThan(mixed.figures[name]! + 0.3);
  }
  // A linear map takes one code into the other.
  expect(mixed.figures["explicitness"]).toBeCloseTo(own.figures["explicitness"]!, 1);
  expect(mixed.figures["informativeness"]).toBeCloseTo(own.figures["informativeness"]!, 2);
  expect(own.choices).toEqual(["penalties by R² on the validation split"]);
});

test("without a validation split the training images choose, and it says so", async () => {
  const { choices } = await factors.measure(await representation(false, 0), {});
  expect(choices).toEqual(["penalties by R² on the training split"]);
});
