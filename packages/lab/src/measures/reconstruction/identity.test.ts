import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { expect, test } from "vitest";
import { goldenRepresentation } from "../../../../../test/support/golden-digits.ts";
import { identity, shuffleValues } from "./identity.ts";

test("pixels change places, all images alike", () => {
  const images = Uint8Array.from(
    { length: 3 * 50 },
    (_, index) => (index % 50) + 50 * Math.floor(index / 50),
  );
  const shuffled = shuffleValues(images, 50);
  const first = [...shuffled.subarray(0, 50)];
  expect(first).not.toEqual([...images.subarray(0, 50)]);
  expect(first.toSorted((a, b) => a - b)).toEqual([...images.subarray(0, 50)]);
  expect([...shuffled.subarray(50, 100)]).toEqual(first.map((value) => value + 50));
});

test("the ratio is that of the errors on shuffled and on real images", async () => {
  const representation = await goldenRepresentation();
  const { figures } = await identity.measure(representation, {});
  const errorOf = async (images: Uint8Array): Promise<number> => {
    const { mse } = await representation.autoencoder.score(images);
    return mse.reduce((sum, value) => sum + value, 0) / mse.length;
  };
  const images = valuesOf(representation.splits.test) as Uint8Array;
  expect(figures["images"]).toBeCloseTo(await errorOf(images), 9);
  expect(figures["shuffled"]).toBeCloseTo(await errorOf(shuffleValues(images, 64)), 9);
  expect(figures["ratio"]).toBeCloseTo(figures["shuffled"]! / figures["images"]!, 9);
});
