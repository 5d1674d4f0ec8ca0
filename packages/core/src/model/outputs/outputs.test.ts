import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { load, nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { kerasAdam } from "../../../../../test/support/programs.ts";
import { sampleImages } from "../../../../../test/support/sample-images.ts";
import { gradients } from "../../graph/differentiate.ts";
import { add, multiply } from "../../graph/operators/arithmetic.ts";
import { sqrt } from "../../graph/operators/functions.ts";
import { input } from "../../graph/operators/source.ts";
import { createAutoencoder } from "../../inference/autoencoder.ts";
import { losses, lossOf } from "../../program/losses/losses.ts";
import { describeObjective } from "../../program/objective.ts";
import { trainerProgram } from "../../program/trainer.ts";
import { buildModel } from "../../settings/build-model.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import { initialWeights } from "../model.ts";
import type { OutputKind } from "./output-kind.ts";
import { outputs } from "./outputs.ts";

const imageShape = { height: 3, width: 4, channels: 1 };
const linear = buildModel("vanilla", { sampleShape: imageShape, latentSize: 2, outputActivation: "linear" });

/** One that leaves its derivative to the graph. */
const root: OutputKind = {
  name: "root",
  title: "root",
  fields: {},
  bounded: false,
  range: "[0, inf)",
  apply: (given) => sqrt(add(multiply(given, given), 0.1)),
};

describe.each([...outputs.kinds, root].map((output) => [output.name, output] as const))(
  "output %s",
  (_, output) => {
    const fitting = losses.kinds.filter(({ needsOutput = output.name }) => needsOutput === output.name);

    test.each(fitting.map(({ name }) => name))("has with %s the gradient of differences", async (name) => {
      const given = [-3, -0.7, -0.02, 0.4, 1.2, 5];
      const targets = given.map((_value, index) => ((3 * index) % 7) / 7);
      const shape = [1, given.length];
      const [logits, targetInput] = ["logits", "targets"].map((one) =>
        input(one, { dtype: "float32", shape }),
      );
      const sum = lossOf(name, output).sum(logits!, targetInput!);
      await using evaluator = await load([sum, ...gradients(sum, [logits!])], [logits!, targetInput!]);
      const at = async (data: readonly number[]): Promise<readonly (readonly number[])[]> =>
        (
          await evaluator.run(
            new Map([
              [logits!, { shape, data }],
              [targetInput!, { shape, data: targets }],
            ]),
          )
        ).map((result) => result.data);
      const [, gradient] = await at(given);
      for (const [index, x] of given.entries()) {
        const step = 0.01;
        const [above] = await at(given.with(index, x + step));
        const [below] = await at(given.with(index, x - step));
        expect((above![0]! - below![0]!) / (2 * step)).toBeCloseTo(gradient![index]!, 2);
      }
    });
  },
);

test("without bounds, reconstructions are what the decoder gives, and errors those of them", async () => {
  const weights = initialWeights(linear, 1);
  const model = await createAutoencoder(await nativeRuntime(), linear, weights, { loss: "mse" });
  const { images } = sampleImages(linear, 20);
  const reconstructions = await model.reconstruct(images);
  expect(Math.min(...reconstructions)).toBeLessThan(0);
  const { mse, bce } = await model.score(images);
  const pixels = Array.from(images, (byte) => byte / 255);
  const meanOf = (error: (p: number, x: number) => number): number[] =>
    Array.from({ length: 20 }, (_, image) =>
      pixels
        .slice(12 * image, 12 * (image + 1))
        .reduce((total, x, at) => total + error(reconstructions[12 * image + at]!, x) / 12, 0),
    );
  expectClose(
    [...mse],
    meanOf((p, x) => (p - x) ** 2),
    1e-5,
  );
  const held = (p: number): number => Math.min(Math.max(p, 1e-7), 1 - 1e-7);
  const crossEntropy = meanOf((p, x) => -(x * Math.log(held(p)) + (1 - x) * Math.log(1 - held(p))));
  for (const [image, expected] of crossEntropy.entries()) expect(bce![image]! / expected).toBeCloseTo(1, 2);
  await model.release();
});

test("is said by the objective", () => {
  expect(describeObjective(linear, { loss: "mse" })).toBe(
    "squared error, mean over pixels and images; output linear",
  );
});

describe("a loss that needs another output", () => {
  test("is refused where it is chosen, and not the default", () => {
    expect(resolveSettings({ outputActivation: "linear" }).loss).toBe("mse");
    expect(() => resolveSettings({ outputActivation: "linear", loss: "bce" })).toThrow(
      "settings: loss bce needs outputActivation sigmoid, found linear: choose another loss, or leave outputActivation out",
    );
  });

  test("is refused by programs", () => {
    expect(() => trainerProgram(linear, { loss: "bce" }, kerasAdam)).toThrow(
      'trainerProgram: objective.loss: expected a loss for the output linear: bce needs sigmoid, found "bce"',
    );
  });
});
