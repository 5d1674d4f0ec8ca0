import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { expect, test } from "vitest";
import { goldenRepresentation } from "../../../../../test/support/golden-digits.ts";
import { pca } from "../reconstruction/pca.ts";
import { restored } from "../reconstruction/restored.ts";
import { accuracyOf } from "./classification.ts";
import { neighbours } from "./neighbours.ts";
import { fitProbe, probe } from "./probe.ts";

const representation = await goldenRepresentation();
const { baseline } = representation;

test.each([
  ["pca", pca],
  ["probe", probe],
  ["neighbours", neighbours],
  ["restored", restored],
] as const)("%s gives the figures that it lists, and its progress rises to at most 1", async (_, measure) => {
  const shares: number[] = [];
  const { figures } = await measure.measure(await goldenRepresentation(), {
    onProgress: (share) => shares.push(share),
  });
  expect(Object.keys(figures)).toEqual(Object.keys(measure.figures));
  for (const value of Object.values(figures)) expect(value).toBeGreaterThan(0);
  for (const { beside } of Object.values(measure.figures)) {
    if (beside !== undefined) expect(figures).toHaveProperty(beside);
  }
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBeGreaterThan(0.9);
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
});

test("the probe of the code is fitted once, that of the pixels is the baseline's", async () => {
  const { figures, confusions, choices } = await probe.measure(representation, {});
  const ofCode = await fitProbe(representation);
  expect(await fitProbe(representation)).toBe(ofCode);
  const labels = representation.labels("test");
  expect(figures["accuracy"]).toBe(
    accuracyOf(await ofCode.predict(await representation.codes("test")), labels),
  );
  expect(figures["pixels"]).toBe((await baseline.probe()).accuracy);
  expect(confusions?.[0]?.counts).toEqual(ofCode.confusion);
  expect(choices).toEqual([ofCode.choice, `raw pixels: ${(await baseline.probe()).choice}`]);
});

test("the neighbours of pixels are the baseline's", async () => {
  const { figures } = await neighbours.measure(representation, {});
  expect(figures["pixels"]).toBe((await baseline.neighbours()).accuracy);
});

test("reconstructions are judged by the probe of the original pixels", async () => {
  const { figures, confusions } = await restored.measure(representation, {});
  const { predict, accuracy } = await baseline.probe();
  const found = await predict(await representation.reconstructions());
  expect(figures).toEqual({
    accuracy: accuracyOf(found, representation.labels("test")),
    originals: accuracy,
  });
  expect(confusions?.[0]?.counts.flat().reduce((sum, count) => sum + count)).toBe(100);
  // Perfect reconstructions are the originals.
  const images = valuesOf(representation.splits.test);
  const perfect = {
    ...representation,
    reconstructions: async () => ({
      rows: 100,
      columns: 64,
      data: Float32Array.from(images, (x) => x / 255),
    }),
  };
  expect((await restored.measure(perfect, {})).figures).toEqual({ accuracy, originals: accuracy });
});

test("beside the error of PCA stands the model's own", async () => {
  const { figures } = await pca.measure(representation, {});
  const { data } = await representation.reconstructions();
  const images = valuesOf(representation.splits.test);
  const sum = data.reduce((total, pixel, index) => total + (pixel - images[index]! / 255) ** 2, 0);
  expect(figures["model"]).toBeCloseTo(sum / 100, 3);
  expect(figures["sse"]).toBeLessThan(figures["model"]!);
});

test("a stop is heard", async () => {
  const signal = AbortSignal.abort(new Error("stopped"));
  for (const measure of [pca, probe, neighbours, restored]) {
    await expect(measure.measure(await goldenRepresentation(), { signal })).rejects.toThrow("stopped");
  }
});
