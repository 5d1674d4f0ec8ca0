import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { expect, test } from "vitest";
import { describeActivations } from "./activations.ts";
import { describeDictionary } from "./dictionary.ts";

const sampleShape = { height: 2, width: 2, channels: 1 };
const dictionary = buildModel("dictionary", { sampleShape, latentSize: 4, selection: "top-k:2" });

/** Of four units: active on all, on 10, on 1 and on none of 100 samples. */
const codes = Float32Array.from(
  Array.from({ length: 100 }, (_, row) => [1, row < 10 ? 2 : 0, row === 0 ? 3 : 0, 0]).flat(),
);
async function* all(): AsyncGenerator<Float32Array> {
  yield codes;
}
const code = await describeActivations(all, 4);

test("counts atoms and dead units, and how often the others are active, in powers of ten", () => {
  const measured = describeDictionary(dictionary, code, { model: 0.1, mean: () => 0.4 });
  expect(measured).toMatchObject({ atoms: 4, dead: 1, unexplained: 0.25 });
  const { minimum, maximum, counts } = measured!.density!;
  expect([minimum, maximum]).toEqual([-2, 0]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(3);
  expect([counts[0], counts[counts.length / 2], counts.at(-1)]).toEqual([1, 1, 1]);
});

test("says nothing of what is not known, and nothing of other codes", async () => {
  const measured = (mean: number | undefined) =>
    describeDictionary(dictionary, code, { model: 0.1, mean: () => mean });
  expect(measured(undefined)).not.toHaveProperty("unexplained");
  expect(measured(0)).not.toHaveProperty("unexplained");
  async function* none(): AsyncGenerator<Float32Array> {
    yield new Float32Array(40);
  }
  const silent = describeDictionary(dictionary, await describeActivations(none, 4), {
    model: 0.1,
    mean: () => 0.4,
  });
  expect(silent).toEqual({ atoms: 4, dead: 4, unexplained: 0.25 });
  const vanilla = buildModel("vanilla", { sampleShape, latentSize: 4 });
  const unasked = (): number => {
    throw new Error("asked for an error that nobody needs");
  };
  expect(describeDictionary(vanilla, code, { model: 0.1, mean: unasked })).toBeUndefined();
});
