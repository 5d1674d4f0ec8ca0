import type { SampleValues } from "../data/samples/part.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { type Classifier, requireClassifier } from "../model/classifier.ts";
import { networkParameters } from "../model/network.ts";
import { requireWeights, type Weights } from "../model/parameter.ts";
import { classifierProgram } from "../program/classifier.ts";
import { releasable } from "../runtime/releasable.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import { float32Result, type Runtime } from "../runtime/runtime.ts";
import { requireCodable } from "./given-rows.ts";
import { imagesAtOnce, requireCodingMemory } from "./memory.ts";
import { inBatches } from "./rows.ts";
import { floatTensors } from "./sample-tensors.ts";

/** A trained classifier. */
export interface TrainedClassifier {
  readonly model: Classifier;
  readonly weights: Weights;
  readonly classes: number;
  /**
   * `[N, sampleSize]` samples (images as bytes or floats in [0, 1]) to the probability of each class, `[N, classes]`, row-major; a row
   * sums to 1.
   */
  predict(samples: SampleValues): Promise<Float32Array>;
  /** Frees the runtime's memory, when what is under way is done. */
  release(): Promise<void>;
}

/** Rows at once where they are small. */
const usualRows = 1000;

/**
 * A classifier with its weights, ready to be asked.
 * @throws HourglassError on what is no runtime or classifier, and on weights that are not the classifier's, or not finite
 */
export async function createClassifier(
  runtime: Runtime,
  model: Classifier,
  weights: Weights,
): Promise<TrainedClassifier> {
  requireRuntime(runtime, "createClassifier");
  requireClassifier(model, "createClassifier", "model");
  requireWeights(networkParameters(model), weights, "createClassifier");
  requireCodingMemory(model, runtime.memory);
  const { classes, sampleSize } = model;
  const executable = await runtime.load(toOnnx(classifierProgram(model, weights)));
  const batchSize = imagesAtOnce(model, usualRows);
  return releasable("the classifier", {
    ...{ model, weights, classes },
    predict: (samples) =>
      inBatches(
        requireCodable(model, samples, "predict"),
        sampleSize,
        classes,
        batchSize,
        async (batch, count) =>
          float32Result(await executable.run(floatTensors(model, batch, count)), "probabilities"),
      ),
    release: () => executable.release(),
  } satisfies TrainedClassifier);
}
