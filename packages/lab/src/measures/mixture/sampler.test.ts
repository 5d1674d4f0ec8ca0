import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { expect, test } from "vitest";
import { goldenRepresentation } from "../../../../../test/support/golden-digits.ts";
import { fitSampler } from "./sampler.ts";

const { autoencoder, splits } = await goldenRepresentation();

test("new samples are decodings of codes that were drawn, the same each time", async () => {
  const sampler = await fitSampler(autoencoder, splits, { components: [1, 2] });
  const { codes, samples } = await sampler.draw(6, 3);
  expect(codes.length).toBe(6 * autoencoder.latentSize);
  expect(samples).toEqual(await autoencoder.decode(codes));
  const again = await fitSampler(autoencoder, splits, { components: [1, 2] });
  expect(again.findings).toEqual(sampler.findings);
  expect((await again.draw(6, 3)).codes).toEqual(codes);
  expect((await sampler.draw(6)).codes).toEqual((await sampler.draw(6, 0)).codes);
});

test("numbers of components are tried until the criterion rises, and progress rises to 1", async () => {
  const shares: number[] = [];
  const { findings } = await fitSampler(autoencoder, splits, { onProgress: (share) => shares.push(share) });
  expect(findings.images.train).toBe(splits.train.count);
  const criteria = findings.candidates.map(({ bic }) => bic);
  expect(findings.candidates.map(({ components }) => components)).toEqual(
    [1, 2, 5, 10, 20, 50].slice(0, criteria.length),
  );
  expect(findings.components).toBe(findings.candidates.at(-2)!.components);
  expect(criteria.at(-1)).toBeGreaterThan(criteria.at(-2)!);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test("what it cannot take is refused with the reason", async () => {
  const { count } = splits.train;
  await expect(fitSampler(autoencoder, splits, { components: [1, count + 1] })).rejects.toThrow(
    `fitSampler: options.components: expected no more components than the ${count} training samples that are looked at, found ${count + 1}`,
  );
  await expect(fitSampler(autoencoder, splits, { components: [] })).rejects.toThrow(
    "fitSampler: options.components: expected",
  );
  const { draw } = await fitSampler(autoencoder, splits, { components: [1] });
  await expect(draw(0)).rejects.toThrow("draw: count: expected a whole number from 1 to 100000, found 0");
  await expect(draw(1, -1)).rejects.toThrow("draw: seed: expected");
  const broken = {
    ...autoencoder,
    encode: async () => (await autoencoder.encode(valuesOf(splits.train))).fill(Number.NaN),
  };
  await expect(fitSampler(broken, splits)).rejects.toThrow(
    /codes of the training images are not finite numbers/,
  );
});

test("a stop ends it", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(fitSampler(autoencoder, splits, { signal })).rejects.toThrow("enough");
});
