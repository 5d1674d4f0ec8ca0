import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { toOnnx } from "../src/graph/onnx/serialise.ts";
import { modelParameters } from "../src/model/model.ts";
import { buildModel } from "../src/model/presets.ts";
import type { AdamOptions } from "../src/program/adam.ts";
import type { LossName } from "../src/program/losses.ts";
import { stateNames, trainerProgram, updated } from "../src/program/trainer.ts";
import { float32, float32Result, int32, int64Scalar, type Tensors, uint8 } from "../src/runtime/runtime.ts";
import { expectClose } from "./support/closeness.ts";
import { nativeRuntime } from "./support/evaluate.ts";

interface GoldenTensor {
  readonly stride: number;
  readonly entries: string;
  readonly largest: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** What make_shallow.py writes. */
interface Golden {
  readonly adam: Omit<AdamOptions, "epsilonTo"> & { readonly learningRate: number };
  readonly trainings: readonly {
    readonly loss: LossName;
    readonly epsilonTo: AdamOptions["epsilonTo"];
    readonly losses: readonly number[];
    readonly tensors: Readonly<Record<string, GoldenTensor>>;
  }[];
}

const golden = JSON.parse(await readFile(new URL("golden/shallow.json", import.meta.url), "utf8")) as Golden;

const tolerance = 1e-5;
/** A tenth of Glorot's limit for these kernels. */
const largeEntry = 0.0086;
const [batchSize, steps] = [8, 3];
const model = buildModel("vanilla", { imageShape: { height: 28, width: 28, channels: 1 }, latentSize: 32 });

/** make_shallow.py's `scrambled`: whole numbers in [0, 2^32). */
function scrambled(count: number, seed: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => {
    const x = Math.imul(index + seed, 2654435761);
    return Math.imul(x ^ (x >>> 15), 2246822519);
  });
}

const startingWeights = (count: number, seed: number): Float32Array =>
  Float32Array.from(scrambled(count, seed), (x) => ((x >>> 20) - 2048) / 2 ** 15);

const images = Uint8Array.from(scrambled(steps * batchSize * model.imageSize, 7_000_000), (x) =>
  (x >>> 24) % 3 === 0 ? (x >>> 16) & 255 : 0,
);

async function train(loss: LossName, adam: AdamOptions, learningRate: number): Promise<Tensors> {
  const executable = await (await nativeRuntime()).load(toOnnx(trainerProgram(model, loss, adam)));
  const state = modelParameters(model).flatMap(({ name, shape }, index) => {
    const count = shape.reduce((a, b) => a * b);
    const starts = [
      startingWeights(count, (index + 1) * 1_000_000),
      new Float32Array(count),
      new Float32Array(count),
    ];
    return stateNames(name).map((label, which) => [label, float32(starts[which]!, shape)] as const);
  });
  const results = await executable.run({
    ...Object.fromEntries(state),
    images: uint8(images, [steps * batchSize, model.imageSize]),
    order: int32(
      Int32Array.from({ length: steps * batchSize }, (_, index) => index),
      [steps, batchSize],
    ),
    step: int64Scalar(0),
    learning_rate: float32(new Float32Array(steps).fill(learningRate)),
  });
  await executable.release();
  return results;
}

/**
 * Entries agree relative to the tensor's largest, and the larger ones each by itself; sums relative to what they would
 * be were all signs equal. Measured: 7e-7 of the largest, 7e-6 for single entries above 1e-3. These are the few whose
 * gradient is near epsilon, so that Adam's step depends on the gradient's last digits: hence the higher limit.
 */
function expectTensor(actual: Float32Array, expected: GoldenTensor, name: string): void {
  const bytes = Buffer.from(expected.entries, "base64");
  const entries = Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
  const kept = entries.map((_, index) => actual[index * expected.stride] as number);
  expectClose(kept, entries, tolerance, name);
  const large = entries.flatMap((entry, index) =>
    Math.abs(entry) > largeEntry ? [Math.abs(kept[index]! / entry - 1)] : [],
  );
  expect(Math.max(0, ...large), `${name}, entry by entry`).toBeLessThanOrEqual(tolerance);
  const sumOf = (f: (x: number) => number): number => actual.reduce((sum, x) => sum + f(x), 0);
  const error = (sum: number, golden: number, magnitude: number): number =>
    Math.abs(sum - golden) / magnitude;
  expect(
    error(
      sumOf((x) => x),
      expected.sum,
      sumOf(Math.abs),
    ),
    `sum of ${name}`,
  ).toBeLessThanOrEqual(tolerance);
  expect(
    error(
      sumOf((x) => x * x),
      expected.sumOfSquares,
      expected.sumOfSquares,
    ),
    `squares of ${name}`,
  ).toBeLessThanOrEqual(tolerance);
}

describe.each(golden.trainings)(
  "three steps with $loss and epsilon added to the $epsilonTo moment",
  ({ loss, epsilonTo, losses, tensors }) => {
    test("equal PyTorch's", async () => {
      const { learningRate, ...adam } = golden.adam;
      const results = await train(loss, { ...adam, epsilonTo }, learningRate);
      const ours = float32Result(results, "loss");
      losses.forEach((golden, step) => {
        expect(Math.abs(ours[step]! / golden - 1), `loss of step ${step + 1}`).toBeLessThanOrEqual(tolerance);
      });
      expect(Object.keys(tensors)).toHaveLength(12);
      for (const [name, expected] of Object.entries(tensors)) {
        expectTensor(float32Result(results, updated(name)), expected, name);
      }
    });
  },
);

test("the golden values tell the two places of epsilon apart", () => {
  const [corrected, uncorrected] = golden.trainings;
  expect(Math.abs(corrected!.losses[1]! / uncorrected!.losses[1]! - 1)).toBeGreaterThan(10 * tolerance);
});
