import { expect, test } from "vitest";
import { createLinearAutoencoder } from "../../../../test/support/linear-autoencoder.ts";
import { drawCodeGrid } from "./code-grid.ts";

test("covers the prior evenly: the first value rises along a row, the second falls from row to row", async () => {
  const model = createLinearAutoencoder({ imageSize: 3, latentSize: 2 });
  const { coordinates, images } = await drawCodeGrid(model);
  expect(coordinates).toHaveLength(20);
  expect(images).toHaveLength(400);
  coordinates.forEach((coordinate, step) => {
    expect(coordinate).toBeCloseTo(-coordinates[19 - step]!, 6);
    if (step > 0) expect(coordinate).toBeGreaterThan(coordinates[step - 1]!);
  });
  expect(coordinates[19]).toBeCloseTo(1.959964, 5);
  const drawn = async (first: number, second: number): Promise<Uint8Array> =>
    Uint8Array.from(await model.decode(Float32Array.of(first, second)), (value) => Math.round(value * 255));
  expect(images[0]).toEqual(await drawn(coordinates[0]!, coordinates[19]!));
  expect(images[1]).toEqual(await drawn(coordinates[1]!, coordinates[19]!));
  expect(images[380]).toEqual(await drawn(coordinates[0]!, coordinates[0]!));
});

test("has fewer pictures where they are large", async () => {
  const model = createLinearAutoencoder({ imageSize: 32 * 32 * 3, latentSize: 2 });
  expect((await drawCodeGrid(model)).images).toHaveLength(100);
});
