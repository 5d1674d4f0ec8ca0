import { afterAll, describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { sampleNumbers } from "../../../../test/support/numbers.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { HourglassError } from "../errors.ts";
import { classCondition } from "../model/layers/class-condition.ts";
import { dense } from "../model/layers/dense.ts";
import { createModel, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { createAutoencoder } from "./autoencoder.ts";

const runtime = await nativeRuntime();
const shape = { height: 2, width: 3, channels: 1 };
const [classes, pixels, hidden] = [3, 6, 4];

const conditional = createModel(
  "conditional",
  shape,
  [
    classCondition("encoder.condition", pixels, classes),
    dense("encoder.dense1", pixels + classes, hidden, "tanh"),
    dense("encoder.code", hidden, 4, "linear"),
  ],
  [
    classCondition("decoder.condition", 2, classes),
    dense("decoder.dense1", 2 + classes, hidden, "tanh"),
    dense("decoder.output", hidden, pixels, "linear"),
  ],
  "gaussian",
);

const weights: Weights = new Map(
  modelParameters(conditional).map(({ name, shape }) => [
    name,
    Float32Array.from(sampleNumbers(shape, name).data),
  ]),
);

/** Without the class: a class is a row of the first kernel, which is then part of the bias. */
const plain = createModel(
  "plain",
  shape,
  [dense("encoder.dense1", pixels, hidden, "tanh"), dense("encoder.code", hidden, 4, "linear")],
  [dense("decoder.dense1", 2, hidden, "tanh"), dense("decoder.output", hidden, pixels, "linear")],
  "gaussian",
);

function weightsOfClass(label: number): Weights {
  const folded = new Map(weights);
  for (const [part, values] of [
    ["encoder", pixels],
    ["decoder", 2],
  ] as const) {
    const kernel = weights.get(`${part}.dense1.kernel`)!;
    const row = kernel.subarray((values + label) * hidden, (values + label + 1) * hidden);
    folded.set(`${part}.dense1.kernel`, kernel.subarray(0, values * hidden));
    folded.set(
      `${part}.dense1.bias`,
      weights.get(`${part}.dense1.bias`)!.map((bias, unit) => bias + row[unit]!),
    );
  }
  return folded;
}

const { images } = sampleImages(conditional, 20);
const autoencoder = await createAutoencoder(runtime, conditional, weights);
afterAll(() => autoencoder.release());

describe.each([0, 1, 2])(
  "told class %i, it is the autoencoder whose biases have what the class adds",
  (label) => {
    const labels = new Uint8Array(20).fill(label);

    test("in codes, reconstructions and errors", async () => {
      const other = await createAutoencoder(runtime, plain, weightsOfClass(label));
      const codes = await other.encode(images);
      expectClose(await autoencoder.encode(images, labels), codes, 1e-6);
      expectClose(await autoencoder.decode(codes, labels), await other.decode(codes), 1e-6);
      expectClose(await autoencoder.reconstruct(images, labels), await other.reconstruct(images), 1e-6);
      const [own, expected] = [await autoencoder.score(images, labels), await other.score(images)];
      expectClose(own.bce!, expected.bce!, 1e-6);
      expectClose(own.mse, expected.mse, 1e-6);
      await other.release();
    });

    test("in its bounds, likelihoods and posteriors", async () => {
      const other = await createAutoencoder(runtime, plain, weightsOfClass(label));
      const [own, expected] = [autoencoder.variational!, other.variational!];
      expectClose((await own.bound(images, labels)).elbo, (await expected.bound(images)).elbo, 1e-5);
      expectClose(
        await own.logLikelihood(images, 30, {}, labels),
        await expected.logLikelihood(images, 30),
        1e-5,
      );
      expectClose(
        (await own.posterior!(images, labels)).deviation,
        (await expected.posterior!(images)).deviation,
        1e-6,
      );
      await other.release();
    });
  },
);

test("each sample is told its own class, and a code may be decoded as another", async () => {
  const labels = Uint8Array.from({ length: 20 }, (_, at) => at % 3);
  const codes = await autoencoder.encode(images, labels);
  const swapped = await autoencoder.decode(
    codes,
    labels.map((label) => (label + 1) % 3),
  );
  for (const at of [0, 7, 19]) {
    const own = images.subarray(at * pixels, (at + 1) * pixels);
    const code = await autoencoder.encode(own, labels.subarray(at, at + 1));
    expectClose(codes.subarray(2 * at, 2 * at + 2), code, 1e-6);
    const other = await autoencoder.decode(code, Uint8Array.of((at + 1) % 3));
    expectClose(swapped.subarray(at * pixels, (at + 1) * pixels), other, 1e-6);
  }
});

test("layers that are told different numbers of classes are refused", () => {
  expect(() =>
    createModel(
      "two",
      shape,
      [classCondition("encoder.told", pixels, 3), dense("encoder.code", pixels + 3, 2, "linear")],
      [classCondition("decoder.told", 2, 4), dense("decoder.output", 6, pixels, "linear")],
    ),
  ).toThrow(
    "layer encoder.told is told one of 3 classes, and layer decoder.told one of 4: give both the same number",
  );
});

describe("refused, in words:", () => {
  test.each([
    [
      "no labels",
      undefined,
      "expected a Uint8Array of 20, the class of each image from 0 to 2: the halves of conditional are told it; found none",
    ],
    [
      "too few",
      new Uint8Array(19),
      "the class of each image from 0 to 2: the halves of conditional are told it; found 19",
    ],
    [
      "a class that there is not",
      new Uint8Array(20).fill(3),
      "labels[0]: expected a class from 0 to 2, found 3",
    ],
    ["no bytes", [0, 1], "found none"],
  ])("%s", async (_, labels, message) => {
    for (const asked of [
      autoencoder.encode(images, labels as Uint8Array),
      autoencoder.decode(new Float32Array(40), labels as Uint8Array),
      autoencoder.score(images, labels as Uint8Array),
      autoencoder.variational!.bound(images, labels as Uint8Array),
    ]) {
      await expect(asked).rejects.toThrow(HourglassError);
      await expect(asked).rejects.toThrow(message);
    }
  });
});
