import { initialWeights } from "hourglass-core/internal/model/model.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import { representationOf } from "../../../../../test/support/representation.ts";
import { describeUnits, units } from "./units.ts";

test("in a code that is never negative, units are dead that are never above 0", async () => {
  const data = Float32Array.of(0, 2, 3, 0, 0, 3);
  expect(await describeUnits({ rows: 2, columns: 3, data }, false)).toEqual({
    ...{ dead: 1, active: 1, l0: 1.5, activity: 8 / 6 },
  });
});

test("in others, those that never vary: one that is only negative is not", async () => {
  const data = Float32Array.of(-1, 2, 0, -3, 2, 0);
  expect(await describeUnits({ rows: 2, columns: 3, data }, false)).toEqual({
    ...{ dead: 2, active: 1, l0: 2, activity: 8 / 6 },
  });
});

test("units are active above a hundredth of the prior's variance, or of the unit that varies most", async () => {
  // Deviations 10, 1.1, 0.9 and 0.05: variances 100, 1.21, 0.81 and 0.0025.
  const data = Float32Array.of(10, 1.1, 0.9, 0.05, -10, -1.1, -0.9, -0.05);
  const codes = { rows: 2, columns: 4, data };
  expect((await describeUnits(codes, true)).active).toBe(3);
  expect((await describeUnits(codes, false)).active).toBe(2);
  expect((await describeUnits({ ...codes, data: new Float32Array(8) }, false)).active).toBe(0);
});

test("the kind of the code says whether it has a prior", async () => {
  const images = randomImages({ count: 40, height: 2, width: 2 });
  const splits = { train: images, validation: images, test: images };
  const shape = { sampleShape: images, hidden: [3], latentSize: 2 };
  const small = {
    ...createLinearAutoencoder({ imageSize: 4, imageShape: images, latentSize: 2 }),
    encode: async (given: { readonly length: number }) =>
      Float32Array.from(
        { length: given.length / 2 },
        (_, at) => (at % 2 === 0 ? 0.05 : 0.2) * (-1) ** (at >> 1),
      ),
  };
  const activeOf = async (preset: "variational" | "deep"): Promise<number | undefined> => {
    const model = buildModel(preset, shape);
    const weights = initialWeights(model, 1);
    const { figures } = await units.measure(await representationOf({ ...small, model, weights }, splits), {});
    return figures["active"];
  };
  expect([await activeOf("variational"), await activeOf("deep")]).toEqual([1, 2]);
});
