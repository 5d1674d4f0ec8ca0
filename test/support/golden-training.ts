import { readdir, readFile } from "node:fs/promises";
import type { ImageShape, SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { labelTensors } from "hourglass-core/internal/inference/label-tensors.ts";
import { sampleTensors } from "hourglass-core/internal/inference/sample-tensors.ts";
import { type ArchitectureInput, parseArchitecture } from "hourglass-core/internal/model/architecture.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { buildClassifier, type ClassifierOptions } from "hourglass-core/internal/model/classifier.ts";
import { autoencoderTask } from "hourglass-core/internal/program/autoencoder-task.ts";
import { classifierTask } from "hourglass-core/internal/program/classifier-task.ts";
import type { AdamOptions } from "hourglass-core/internal/program/optimizers/adam.ts";
import { stateTensors, updated } from "hourglass-core/internal/program/trainer-state.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { float32, float32Result, int32, type Tensors } from "hourglass-core/internal/runtime/runtime.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { createStepper } from "hourglass-core/internal/training/create-stepper.ts";
import { learningRateAt } from "hourglass-core/internal/training/schedules/schedules.ts";
import { expect } from "vitest";
import { expectClose } from "./closeness.ts";

/** What make_golden.py writes. */
export interface Golden {
  readonly imageShape?: ImageShape;
  /** Of samples that are no images. */
  readonly sampleShape?: SampleShape;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Where the settings name a file of layers: its content. */
  readonly architecture?: ArchitectureInput;
  /** Of a classifier on the encoder: its head, and the class of each image. */
  readonly head?: ClassifierOptions;
  readonly labels?: readonly number[];
  readonly epsilonTo: AdamOptions["epsilonTo"];
  readonly batchSize: number;
  readonly steps: number;
  readonly images?: readonly number[];
  /** What is missing is null. */
  readonly samples?: readonly (number | null)[];
  /** Random words by input, those of all steps one after the other. */
  readonly words: Readonly<Record<string, readonly number[]>>;
  /** Parameters, row-major, before the first step. */
  readonly initial: Readonly<Record<string, readonly number[]>>;
  /** The objective of every step. */
  readonly losses: readonly number[];
  /** Parameters and moments after the last step. */
  readonly tensors: Readonly<Record<string, readonly number[]>>;
}

const folder = new URL("../golden/", import.meta.url);
/** The files of them. */
export const goldenNames: readonly string[] = (await readdir(folder)).filter((name) =>
  name.endsWith(".json"),
);

export async function readGolden(name: string): Promise<Golden> {
  return JSON.parse(await readFile(new URL(name, folder), "utf8")) as Golden;
}

/** Takes the steps of a golden training. @param precision of what a step computes beside the arithmetic of its tensors */
export async function trainGolden(
  golden: Golden,
  runtime: Runtime,
  precision: "float32" | "float64" = "float64",
): Promise<Tensors> {
  const { imageShape, sampleShape = imageShape as SampleShape, batchSize, steps, epsilonTo } = golden;
  const settings = resolveSettings(golden.settings, "golden settings", sampleShape);
  const layers =
    golden.architecture === undefined
      ? architectureOf(settings, sampleShape)
      : parseArchitecture(golden.architecture, "golden architecture");
  const model = buildArchitecture(layers, sampleShape);
  const { objective, optimizer, schedule, learningRate, epochs } = trainingOptions(settings);
  const task =
    golden.head === undefined
      ? autoencoderTask(model, objective)
      : classifierTask(buildClassifier(model, golden.head));
  const adam = { ...(optimizer as AdamOptions), epsilonTo };
  const count = steps * batchSize;
  const stepper = await createStepper({ ...runtime, lacksFloat64: precision === "float32" }, task, adam, {
    ...sampleTensors(
      model,
      golden.images === undefined
        ? Float32Array.from(golden.samples!, (value) => value ?? Number.NaN)
        : Uint8Array.from(golden.images),
      count,
    ),
    ...labelTensors(task, golden.labels && Uint8Array.from(golden.labels)),
  });
  const numbers = Array.from({ length: steps }, (_, step) => step);
  const { tensors, losses } = await stepper.take({
    tensors: new Map(
      stateTensors(task.network, adam).map(({ name, isSlot, parameter }) => [
        name,
        Float32Array.from(golden.initial[parameter.name]!, (x) => (isSlot ? 0 : x)),
      ]),
    ),
    order: Int32Array.from({ length: count }, (_, index) => index),
    batchSize,
    step: 0,
    learningRates: Float32Array.from(numbers, (step) =>
      learningRateAt(schedule, learningRate, step, steps, epochs),
    ),
    progress: Float32Array.from(numbers, (step) => step / (steps * epochs)),
    words: () =>
      Object.fromEntries(
        Object.entries(golden.words).map(([name, words]) => [
          name,
          int32(Int32Array.from(words), [steps, words.length / steps]),
        ]),
      ),
  });
  await stepper.release();
  return {
    ...Object.fromEntries(Array.from(tensors, ([name, values]) => [updated(name), float32(values)])),
    loss: float32(losses),
  };
}

const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, Math.abs));

type Kind = "parameter" | "first_moment" | "second_moment";

const kindOf = (tensor: string): Kind => (/(first|second)_moment$/.exec(tensor)?.[0] ?? "parameter") as Kind;

/** What PyTorch's tensors are multiplied by here: see AdamState. */
const factors: Readonly<Record<Kind, number>> = {
  parameter: 1,
  first_moment: 1 / (1 - 0.9),
  second_moment: 1 / (1 - 0.999),
};

/** Tensors of a golden training, as the program has them. */
function goldenTensors(golden: Golden): readonly (readonly [name: string, values: readonly number[]])[] {
  return Object.entries(golden.tensors).map(
    ([tensor, values]) => [tensor, values.map((value) => value * factors[kindOf(tensor)])] as const,
  );
}

/** Holds the objective of every step to PyTorch's. */
export function expectLosses(results: Tensors, golden: Golden, tolerance: number): void {
  const losses = float32Result(results, "loss");
  golden.losses.forEach((loss, step) => {
    expect(Math.abs(losses[step]! / loss - 1), `step ${step + 1}`).toBeLessThanOrEqual(tolerance);
  });
}

/** Holds parameters, moments and statistics after the last step to PyTorch's. */
export function expectTensors(results: Tensors, golden: Golden, tolerance: number): void {
  const tensors = goldenTensors(golden);
  expect(Object.keys(results)).toHaveLength(tensors.length + 1);
  for (const [tensor, expected] of tensors) {
    const actual = float32Result(results, updated(tensor));
    const ofKind = tensors.filter(([other]) => kindOf(other) === kindOf(tensor));
    const scale = Math.max(...ofKind.map(([, values]) => largest(values)));
    // Normalisation takes away the bias before it, so that its gradient is 0, but for rounding.
    if (largest(expected) < 1e-9 * scale) {
      expect(largest(actual) / scale, tensor).toBeLessThanOrEqual(tolerance);
    } else {
      expectClose(actual, expected, tolerance, tensor);
    }
  }
}
