import { expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import {
  logistic,
  plainCrossEntropy,
  plainDecodeToLogits,
  plainEncode,
  plainWeights,
} from "../../../../test/support/plain-autoencoder.ts";
import { tinyModel } from "../../../../test/support/programs.ts";
import { pixelsOf, sampleImages } from "../../../../test/support/sample-images.ts";
import { type Program, toOnnx } from "../graph/onnx/serialise.ts";
import { initialWeights } from "../model/model.ts";
import { float32, float32Result, type Tensors, uint8 } from "../runtime/runtime.ts";
import { buildModel } from "../settings/build-model.ts";
import { autoencoderProgram, decoderProgram, encoderProgram } from "./coder.ts";
import { evaluatorProgram } from "./evaluator.ts";

const model = tinyModel();
const weights = initialWeights(model, 5);
const plain = plainWeights(weights);
const images = sampleImages(model, 6);
const pixels = Array.from({ length: images.count }, (_, number) => pixelsOf(images, number));
const codes = pixels.map((image) => plainEncode(plain, image));
const logits = codes.map((code) => plainDecodeToLogits(plain, code));
const reconstructions = logits.map((image) => image.map(logistic));

/** Sums of 25 products in float32. */
const tolerance = 1e-6;

async function run(program: Program, inputs: Tensors): Promise<Tensors> {
  const executable = await (await nativeRuntime()).load(toOnnx(program));
  const results = await executable.run(inputs);
  await executable.release();
  return results;
}

const imagesTensor = float32(Float32Array.from(pixels.flat()), [6, 25]);
const codesTensor = float32(Float32Array.from(codes.flat()), [6, 4]);

test("the encoder gives the codes", async () => {
  const results = await run(encoderProgram(model, weights), { images: imagesTensor });
  expect(results["codes"]?.shape).toEqual([6, 4]);
  expectClose(float32Result(results, "codes"), codes.flat(), tolerance);
});

test("the decoder gives reconstructions in [0, 1]", async () => {
  const results = await run(decoderProgram(model, weights), { codes: codesTensor });
  expect(results["reconstructions"]?.shape).toEqual([6, 25]);
  expectClose(float32Result(results, "reconstructions"), reconstructions.flat(), tolerance);
});

test("the autoencoder is the one after the other", async () => {
  const results = await run(autoencoderProgram(model, weights), { images: imagesTensor });
  expectClose(float32Result(results, "reconstructions"), reconstructions.flat(), tolerance);
});

test("the evaluator gives every image's errors, means over its pixels, from bytes", async () => {
  const parameters = Object.fromEntries(
    evaluatorProgram(model)
      .inputs.slice(1)
      .map(({ value, description: name }) => [name, float32(weights.get(name)!, value.shape as number[])]),
  );
  const results = await run(evaluatorProgram(model), {
    ...parameters,
    images: uint8(images.images, [6, 25]),
  });
  const meanOf = (error: (image: number, pixel: number) => number): number[] =>
    pixels.map((image, number) => image.reduce((sum, _, pixel) => sum + error(number, pixel), 0) / 25);
  expectClose(
    float32Result(results, "bce"),
    meanOf((image, pixel) => plainCrossEntropy(logits[image]![pixel]!, pixels[image]![pixel]!)),
    tolerance,
  );
  expectClose(
    float32Result(results, "mse"),
    meanOf((image, pixel) => (reconstructions[image]![pixel]! - pixels[image]![pixel]!) ** 2),
    tolerance,
  );
});

test("with tied weights the decoder has the encoder's kernel, transposed, and nothing else of it", async () => {
  const tied = buildModel("vanilla", { sampleShape: model.sampleShape, latentSize: 4, tiedWeights: true });
  const values = new Map(
    [...initialWeights(tied, 5)].map(([name, given]) => [
      name,
      name.endsWith("bias") ? given.map(() => 0.1) : given,
    ]),
  );
  const program = decoderProgram(tied, values);
  expect(program.inputs.map(({ description }) => description)).toEqual([
    "latent codes",
    "encoder.code.kernel",
    "decoder.output.bias",
  ]);
  const kernel = values.get("encoder.code.kernel")!;
  const expected = codes.flatMap((code) =>
    Array.from({ length: 25 }, (_, pixel) =>
      logistic(code.reduce((sum, value, unit) => sum + value * kernel[pixel * 4 + unit]!, 0.1)),
    ),
  );
  expectClose(
    float32Result(await run(program, { codes: codesTensor }), "reconstructions"),
    expected,
    tolerance,
  );
});
