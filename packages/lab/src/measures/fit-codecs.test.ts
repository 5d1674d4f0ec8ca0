import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { goldenSplits } from "../../../../test/support/golden-digits.ts";
import { exactText, exactTextSchema } from "./exact-text.ts";
import { agreementCodec, componentsCodec, neighboursCodec, probeCodec } from "./fit-codecs.ts";
import { createPixelBaseline } from "./pixel-baseline.ts";
import { rawValues, seenBy } from "./raw-values.ts";
import type { FitCodec } from "./shared-fits.ts";

const runtime = await nativeRuntime();
const splits = goldenSplits(100);
const baseline = createPixelBaseline(runtime, splits);

const again = <T>(codec: FitCodec<T>, fit: T): T => codec.decode(codec.encode(fit), "fit");

describe("what is written comes back the same to the bit", () => {
  test("numbers of any kind, more than are written at once", () => {
    const values = Float64Array.from({ length: 10_000 }, (_, at) => Math.sin(at) * 10 ** ((at % 600) - 300));
    values.set([-0, Number.MIN_VALUE, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN]);
    const found = exactTextSchema.parse(exactText(values));
    expect(new Uint8Array(found.buffer)).toEqual(new Uint8Array(values.buffer));
    expect(exactTextSchema.parse(exactText([]))).toEqual(new Float64Array());
  });

  test("a probe, which predicts as before", async () => {
    const { predict, ...before } = await baseline.probe();
    const { predict: predictAgain, ...found } = again(probeCodec, { predict, ...before });
    expect({ ...found, standardiser: undefined }).toStrictEqual({
      ...before,
      weights: { kernel: before.weights.kernel, bias: before.weights.bias },
      standardiser: undefined,
    });
    expect(found.standardiser.means).toStrictEqual(before.standardiser.means);
    expect(found.standardiser.deviations).toStrictEqual(before.standardiser.deviations);
    const rows = rawValues(seenBy(splits.train)(splits.test));
    expect(await predictAgain(rows)).toStrictEqual(await predict(rows));
  });

  test("a probe that no validation split has chosen", async () => {
    const {
      predict: _,
      standardiser: __,
      weights: ___,
      ...facts
    } = await createPixelBaseline(runtime, goldenSplits(0)).probe();
    expect(again(probeCodec, await createPixelBaseline(runtime, goldenSplits(0)).probe())).toMatchObject(
      facts,
    );
    expect(facts).not.toHaveProperty("validationAccuracy");
  });

  test("neighbours, components and clusters", async () => {
    const vote = await baseline.neighbours();
    expect(again(neighboursCodec, vote)).toStrictEqual(vote);
    const components = await baseline.principalComponents(5);
    expect(again(componentsCodec, components)).toStrictEqual(components);
    const agreement = await baseline.manifold();
    expect(again(agreementCodec, agreement)).toStrictEqual(agreement);
    expect(again(agreementCodec, { ...agreement, ari: -0 }).ari).toBe(-0);
  });
});

test.each([
  ["text that is no JSON", "{", "fit is damaged"],
  ["another content", "{}", "fit: k: expected a whole number"],
  [
    "a share above 1",
    '{"k":1,"choice":"","accuracy":2}',
    "fit: accuracy: expected a number from 0 to 1, found 2",
  ],
])("%s is refused", (_, text, words) => {
  expect(() => neighboursCodec.decode(new TextEncoder().encode(text), "fit")).toThrow(words);
});

test("numbers that do not fit each other are refused", () => {
  const written = (numbers: object): Uint8Array => new TextEncoder().encode(JSON.stringify(numbers));
  const one = exactText([1]);
  const components = { mean: one, totalVariance: one, components: one, variances: one };
  expect(componentsCodec.decode(written(components), "fit").variances).toEqual([1]);
  for (const wrong of [{ mean: exactText([1, 2]) }, { totalVariance: "" }, { variances: "AAAA" }]) {
    expect(() => componentsCodec.decode(written({ ...components, ...wrong }), "fit")).toThrow("fit: ");
  }
  expect(() => agreementCodec.decode(written({ agreement: one }), "fit")).toThrow("fit: ");
  const probe = { C: 1, choice: "", accuracy: 1, confusion: [[1]], kernel: one, bias: one };
  const standard = { means: one, deviations: one };
  expect(probeCodec.decode(written({ ...probe, ...standard }), "fit").C).toBe(1);
  for (const wrong of [{ kernel: exactText([1, 2]) }, { confusion: [[1, 2]] }, { deviations: "" }]) {
    expect(() => probeCodec.decode(written({ ...probe, ...standard, ...wrong }), "fit")).toThrow("fit: ");
  }
});
