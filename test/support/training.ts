import { createHash } from "node:crypto";
import { type ImageSet, sliceImages } from "hourglass-core/internal/data/image-set.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { float32, type Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { type FitHooks, fit } from "hourglass-core/internal/training/fit.ts";
import type { TrainingOptions } from "hourglass-core/internal/training/options.ts";
import type { FitData, FitResult } from "hourglass-core/internal/training/run-epochs.ts";
import type { TrainingState } from "hourglass-core/internal/training/state.ts";
import { nativeRuntime } from "./evaluate.ts";
import { kerasAdam, tinyModel } from "./programs.ts";
import { sampleImages } from "./sample-images.ts";

/** 6 full batches of 8 and a last one of 3, an epoch. */
export const trainingOptions: TrainingOptions = {
  objective: { loss: "bce" },
  optimizer: kerasAdam,
  learningRate: 0.01,
  schedule: { kind: "constant", warmUpEpochs: 0 },
  batchSize: 8,
  epochs: 3,
  seed: 1,
  earlyStopping: { monitor: "training", patience: 0, minDelta: 0 },
  restoreBest: false,
};

/** 51 images to train on and `validation` others. */
export function trainingData(model: Model = tinyModel(), validation = 10): Required<FitData<ImageSet>> {
  const images: ImageSet = sampleImages(model, 51 + validation);
  return { train: sliceImages(images, 0, 51), validation: sliceImages(images, 51, 51 + validation) };
}

/** Fits the tiny model, on the native runtime unless told otherwise. */
export async function fitTiny(
  options: Partial<TrainingOptions> = {},
  hooks: FitHooks = {},
  data: FitData = trainingData(),
  runtime?: Runtime,
): Promise<FitResult> {
  const all = { ...trainingOptions, ...options };
  return fit(runtime ?? (await nativeRuntime()), tinyModel(), data, all, hooks);
}

/** The native runtime, whose training programs learn at a rate that options do not allow: too small to matter, or to diverge. */
export async function learningAt(rate: number): Promise<Runtime> {
  const runtime = await nativeRuntime();
  return {
    ...runtime,
    load: async (program, constants) => {
      const executable = await runtime.load(program, constants);
      return {
        ...executable,
        run: (inputs) => {
          const { learning_rate: rates } = inputs;
          if (rates === undefined) return executable.run(inputs);
          return executable.run({
            ...inputs,
            learning_rate: float32(new Float32Array(rates.data.length).fill(rate)),
          });
        },
      };
    },
  };
}

/** What must be equal to the bit: everything but the times. Of the tensors a checksum, which is quick to compare. */
export function timelessState({
  tensors,
  best,
  history,
  step,
  imagesOfEpoch,
  lossOfEpoch,
}: TrainingState): unknown {
  return {
    tensors: checksums(tensors),
    best: best && checksums(best),
    history: history.map((record) => ({ ...record, seconds: 0, imagesPerSecond: 0 })),
    step,
    imagesOfEpoch,
    lossOfEpoch,
  };
}

function checksums(tensors: Weights): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...tensors].map(([name, values]) => [name, createHash("sha256").update(values).digest("hex")]),
  );
}
