import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import {
  type PlainState,
  parameterNames,
  plainLoss,
  plainStep,
  plainWeights,
} from "../../../../test/support/plain-autoencoder.ts";
import { kerasAdam, tinyModel } from "../../../../test/support/programs.ts";
import { pixelsOf, sampleImages } from "../../../../test/support/sample-images.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { initialWeights } from "../model/model.ts";
import { float32, int32, int64Scalar, type Tensors, uint8 } from "../runtime/runtime.ts";
import type { LossWord } from "./losses/losses.ts";
import type { AdamOptions } from "./optimizers/adam.ts";
import { trainerProgram } from "./trainer.ts";
import { stateTensors, updated } from "./trainer-state.ts";

const model = tinyModel();
const images = sampleImages(model, 12);
const weights = initialWeights(model, 3);

/** Seven batches of three; batches may overlap. */
const order = Int32Array.from({ length: 21 }, (_, index) => (index * 5) % 12);
const batches = Array.from({ length: 7 }, (_, step) =>
  Array.from(order.subarray(3 * step, 3 * step + 3), (number) => pixelsOf(images, number)),
);

interface Training {
  readonly loss: LossWord;
  readonly adam: AdamOptions;
  readonly rates: readonly number[];
  /** Steps taken before; the moments start from zeros all the same. */
  readonly before?: number;
}

async function train(
  { loss, adam, rates, before = 0 }: Training,
  taken: Int32Array = order.subarray(0, 3 * rates.length),
): Promise<Tensors> {
  const executable = await (await nativeRuntime()).load(toOnnx(trainerProgram(model, { loss }, adam)));
  const state = stateTensors(model, adam).map(({ name, shape, parameter, isSlot }) => {
    const values = weights.get(parameter.name)!;
    return [name, float32(isSlot ? new Float32Array(values.length) : values, shape)] as const;
  });
  const results = await executable.run({
    ...Object.fromEntries(state),
    images: uint8(images.images, [images.count, model.sampleSize]),
    order: int32(taken, [rates.length, 3]),
    step: int64Scalar(before),
    learning_rate: float32(Float32Array.from(rates)),
  });
  await executable.release();
  return results;
}

function trainPlainly({ loss, adam, rates, before = 0 }: Training): { state: PlainState; losses: number[] } {
  const start = plainWeights(weights);
  const zeros = plainWeights(
    new Map([...weights].map(([name, { length }]) => [name, new Float32Array(length)])),
  );
  let state: PlainState = { weights: start, first: zeros, second: zeros };
  const losses = rates.map((rate, index) => {
    const value = plainLoss(loss, state.weights, batches[index]!);
    state = plainStep(state, loss, batches[index]!, before + index + 1, Math.fround(rate), adam);
    return value;
  });
  return { state, losses };
}

const steady = Array<number>(7).fill(1e-3);
const trainings: Readonly<Record<string, Training>> = {
  "bce, epsilon as Keras has it": { loss: "bce", adam: kerasAdam, rates: steady },
  "bce, epsilon as PyTorch has it": {
    loss: "bce",
    adam: { ...kerasAdam, epsilonTo: "corrected" },
    rates: steady,
  },
  "mse, a large epsilon": { loss: "mse", adam: { ...kerasAdam, epsilon: 0.01 }, rates: steady },
  "mse, a large epsilon as PyTorch has it": {
    loss: "mse",
    adam: { ...kerasAdam, epsilon: 0.01, epsilonTo: "corrected" },
    rates: steady,
  },
  "other decay rates": { loss: "bce", adam: { ...kerasAdam, beta1: 0.5, beta2: 0.7 }, rates: steady },
  "no decay at all": {
    loss: "bce",
    adam: { ...kerasAdam, beta1: 0, beta2: 0, epsilon: 1e-3 },
    rates: steady,
  },
  "a learning rate of its own for every step": {
    loss: "bce",
    adam: kerasAdam,
    rates: [1e-3, 0, 2e-3, 5e-4, 1e-2, 0, 1e-5],
  },
  "weight decay": { loss: "bce", adam: { ...kerasAdam, weightDecay: 5 }, rates: [...steady, 2e-3].slice(1) },
  "short gradients": { loss: "bce", adam: { ...kerasAdam, epsilon: 1e-3, clipNorm: 0.01 }, rates: steady },
  "gradients of which some are short enough": {
    loss: "mse",
    adam: { ...kerasAdam, epsilon: 1e-3, clipNorm: 0.035, weightDecay: 0.1 },
    rates: steady,
  },
  "after 1,000 steps": { loss: "mse", adam: kerasAdam, rates: steady, before: 1000 },
  "a single step": { loss: "bce", adam: kerasAdam, rates: [1e-3] },
};

describe.each(Object.entries(trainings))("%s", (_, training) => {
  // float32 against float64: a few steps of a few roundings, and no more.
  const tolerance = 1e-5;

  test("trains as plain loops in float64 do", async () => {
    const { state, losses } = trainPlainly(training);
    const results = await train(training);
    expectClose(results["loss"]?.data as Float32Array, losses, 1e-6, "loss");
    for (const key of Object.keys(parameterNames) as (keyof typeof parameterNames)[]) {
      const name = updated(parameterNames[key]);
      const found = (moment = ""): Float32Array => results[name + moment]?.data as Float32Array;
      expectClose(found(), state.weights[key], tolerance, name);
      // The program has the moments without their constant factors.
      const { beta1, beta2 } = training.adam;
      const first = state.first[key].map((m) => m / (1 - beta1));
      const second = state.second[key].map((v) => v / (1 - beta2));
      expectClose(found(".first_moment"), first, tolerance, `${name}.first_moment`);
      expectClose(found(".second_moment"), second, tolerance, `${name}.second_moment`);
    }
  });
});

test("a step at learning rate 0 leaves the parameters as they are", async () => {
  const results = await train({ loss: "bce", adam: kerasAdam, rates: [0] });
  for (const [name, values] of weights) expect(results[updated(name)]?.data).toEqual(values);
});

test("the order must name images that exist", async () => {
  const training = { loss: "bce", adam: kerasAdam, rates: [1e-3] } as const;
  await expect(train(training, Int32Array.of(0, 1, images.count))).rejects.toThrow("out of data bounds");
});
