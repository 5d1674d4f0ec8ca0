import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import {
  logistic,
  type PlainWeights,
  plainDecodeToLogits,
  plainEncode,
  plainWeights,
} from "../../../../test/support/plain-autoencoder.ts";
import { tinyModel } from "../../../../test/support/programs.ts";
import { pixelsOf, sampleImages } from "../../../../test/support/sample-images.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { inputLabel } from "../graph/operators/source.ts";
import { initialWeights } from "../model/model.ts";
import { float32, float32Result, type Tensors, uint8 } from "../runtime/runtime.ts";
import { buildModel } from "../settings/build-model.ts";
import { codeFitterProgram } from "./code-fitter.ts";

/** What fitting gives one sample, in plain loops and float64. */
interface PlainFit {
  readonly code: readonly number[];
  readonly before: number;
  readonly after: number;
}

/** Squared error of a code, summed over the pixels, and its derivatives. */
function errorOf(
  weights: PlainWeights,
  image: readonly number[],
  code: readonly number[],
): readonly [error: number, slopes: readonly number[]] {
  const p = plainDecodeToLogits(weights, code).map(logistic);
  const ofLogits = p.map((value, pixel) => 2 * (value - image[pixel]!) * value * (1 - value));
  const slopeOf = (unit: number): number =>
    ofLogits.reduce(
      (sum, slope, pixel) => sum + slope * weights.decoderKernel[unit * image.length + pixel]!,
      0,
    );
  const error = p.reduce((sum, value, pixel) => sum + (value - image[pixel]!) ** 2, 0);
  return [error, code.map((_, unit) => slopeOf(unit))];
}

/** Adam (Kingma and Ba 2015, algorithm 1) on one code that is never below 0. */
function plainFit(
  weights: PlainWeights,
  image: readonly number[],
  start: readonly number[],
  deviations: readonly number[],
  rates: readonly number[],
): PlainFit {
  const [before] = errorOf(weights, image, start);
  let [code, best, least] = [start, start, before];
  const first = start.map(() => 0);
  const second = start.map(() => 0);
  const look = (): readonly number[] => {
    const [error, slopes] = errorOf(weights, image, code);
    if (error < least) [best, least] = [code, error];
    return slopes;
  };
  for (const [index, rate] of rates.entries()) {
    const step = index + 1;
    const slopes = look();
    code = code.map((value, unit) => {
      const slope = slopes[unit]! * deviations[unit]!;
      first[unit] = 0.9 * first[unit]! + 0.1 * slope;
      second[unit] = 0.999 * second[unit]! + 0.001 * slope ** 2;
      const mean = first[unit] / (1 - 0.9 ** step);
      const root = Math.sqrt(second[unit] / (1 - 0.999 ** step));
      return Math.max(0, value - (deviations[unit]! * rate * mean) / (root + 1e-8));
    });
  }
  look();
  return { code: best, before, after: least };
}

const model = tinyModel("relu");
const weights = initialWeights(model, 5);
const plain = plainWeights(weights);
const images = sampleImages(model, 6);
const pixels = Array.from({ length: images.count }, (_, number) => pixelsOf(images, number));
const codes = pixels.map((image) => plainEncode(plain, image));
/** The last value of a code does not move. */
const deviations = [0.5, 1, 0.2, 0];
const rates = [0.3, 0.3, 0.2, 0.1, 0.1, 0.05];

async function fit(precision?: "float64" | "float32"): Promise<Tensors> {
  const executable = await (await nativeRuntime()).load(toOnnx(codeFitterProgram(model, weights, precision)));
  try {
    return await executable.run({
      images: uint8(images.images, [6, 25]),
      codes: float32(Float32Array.from(codes.flat()), [6, 4]),
      deviations: float32(Float32Array.from(deviations)),
      learning_rate: float32(Float32Array.from(rates)),
    });
  } finally {
    await executable.release();
  }
}

describe.each(["float64", "float32"] as const)("with Adam's numbers in %s", (precision) => {
  test("it does what plain loops do", async () => {
    const results = await fit(precision);
    const expected = pixels.map((image, at) => plainFit(plain, image, codes[at]!, deviations, rates));
    // Six steps in float32; a step hardly depends on the size of a gradient, which makes much of little.
    expectClose(
      float32Result(results, "fitted_codes"),
      expected.flatMap(({ code }) => code),
      1e-4,
    );
    expectClose(
      float32Result(results, "sse_before"),
      expected.map(({ before }) => before),
      1e-6,
    );
    expectClose(
      float32Result(results, "sse_after"),
      expected.map(({ after }) => after),
      1e-5,
    );
    for (const { before, after } of expected) expect(after).toBeLessThan(before);
  });
});

test("values of deviation 0 stay, the others keep to the range of the code", async () => {
  const fitted = float32Result(await fit(), "fitted_codes");
  const last = (values: ArrayLike<number>): number[] => Array.from(values).filter((_, at) => at % 4 === 3);
  expect(last(fitted)).toEqual(last(Float32Array.from(codes.flat())));
  expect(Math.min(...fitted)).toBe(0);
});

test("it asks for no parameter of the encoder", () => {
  expect(codeFitterProgram(model, weights).inputs.map(({ value }) => inputLabel(value))).toEqual([
    "images",
    "codes",
    "deviations",
    "learning_rate",
    "decoder.output.kernel",
    "decoder.output.bias",
  ]);
});

test("codes whose values are not free are refused", () => {
  const sparse = buildModel("sparse", { sampleShape: images, latentSize: 4, penalty: "topk:2" });
  expect(() => codeFitterProgram(sparse, initialWeights(sparse, 1))).toThrow(
    "codeFitterProgram: model: expected one with codes whose values are free, found those of a top-k layer",
  );
});
