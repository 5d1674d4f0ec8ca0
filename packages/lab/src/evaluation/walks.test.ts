import { expect, test } from "vitest";
import { createLinearAutoencoder } from "../../../../test/support/linear-autoencoder.ts";
import type { Reconstruction } from "./pictures.ts";
import { drawWalks } from "./walks.ts";

const model = createLinearAutoencoder({ imageSize: 4, latentSize: 2 });
const example = (index: number, ...code: number[]): Reconstruction => ({
  index,
  bce: 0,
  mse: 0,
  sse: 0,
  original: new Uint8Array(4),
  code: Float32Array.from(code),
  reconstruction: new Uint8Array(4),
});

test("go from one code to the other in equal steps, between pairs of examples", async () => {
  const walks = await drawWalks(model, [
    example(5, 0, 9),
    example(6, 9, 0),
    example(7, 1, 1),
    example(8, 2, 2),
    example(9, 3, 3),
  ]);
  expect(walks.map(({ from, to }) => [from.index, to.index])).toEqual([
    [5, 6],
    [7, 8],
  ]);
  const bytes = async (...code: number[]): Promise<Uint8Array> =>
    Uint8Array.from(await model.decode(Float32Array.from(code)), (value) => Math.round(value * 255));
  const [walk] = walks;
  expect(walk?.steps).toHaveLength(10);
  expect(walk?.steps[0]).toEqual(await bytes(0, 9));
  expect(walk?.steps[3]).toEqual(await bytes(3, 6));
  expect(walk?.steps[9]).toEqual(await bytes(9, 0));
});

test("one example leads nowhere", async () => {
  expect(await drawWalks(model, [example(0, 1, 1)])).toEqual([]);
});
