import { expect, test } from "vitest";
import { createLinearAutoencoder } from "../../../../test/support/linear-autoencoder.ts";
import { describeActivations } from "./activations.ts";
import { drawUnits } from "./unit-drawings.ts";

async function* codes(): AsyncGenerator<Float32Array> {
  yield Float32Array.of(1, 0, 5, 3, 0, 5);
}

test("decodes each unit alone at the mean of its values above 0, a dead one like the code of zeros", async () => {
  const model = createLinearAutoencoder({ imageSize: 4, latentSize: 3 });
  const { units, zeroCode } = await drawUnits(model, await describeActivations(codes, 3), 10);
  expect(units.map(({ unit, value }) => [unit, value])).toEqual([
    [0, 2],
    [1, 0],
    [2, 5],
  ]);
  expect(units[0]?.drawing).toEqual(await model.decode(Float32Array.of(2, 0, 0)));
  expect(units[1]?.drawing).toEqual(zeroCode);
  expect(zeroCode).toEqual(await model.decode(new Float32Array(3)));
});

test("of a large code draws the units that vary the most, in their order", async () => {
  const latentSize = 200;
  const model = createLinearAutoencoder({ imageSize: 2, latentSize });
  const spreads = Float32Array.from({ length: latentSize }, (_, unit) => (unit === 5 ? 900 : unit));
  const statistics = await describeActivations(async function* () {
    yield new Float32Array(latentSize);
    yield spreads;
  }, latentSize);
  const { units } = await drawUnits(model, statistics, 70);
  expect(units.map(({ unit }) => unit)).toEqual([
    5,
    ...Array.from({ length: 69 }, (_, index) => 131 + index),
  ]);
  expect(units.at(-1)?.drawing).toEqual(
    await model.decode(Float32Array.from({ length: latentSize }, (_, unit) => (unit === 199 ? 199 : 0))),
  );
});
