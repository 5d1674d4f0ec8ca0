import {
  decodeSafetensors,
  encodeSafetensors,
  requireTensor,
} from "hourglass-core/internal/inference/safetensors.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { buildClassifier, type Classifier } from "hourglass-core/internal/model/classifier.ts";
import { networkParameters } from "hourglass-core/internal/model/network.ts";
import { requireWeights, type Weights } from "hourglass-core/internal/model/parameter.ts";
import { shapeStored } from "../run/files/stored-shape.ts";
import type { ClassifierSummary } from "./classifier-summary.ts";

/** The content of a classifier's model.safetensors. */
export function encodeClassifier(
  classifier: Classifier,
  weights: Weights,
  facts: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const tensors = networkParameters(classifier).map(
    ({ name, shape }) => [name, { shape, data: weights.get(name) as Float32Array }] as const,
  );
  return encodeSafetensors({
    tensors: new Map(tensors),
    metadata: { ...facts, format: "hourglass classifier", model: classifier.name },
  });
}

/**
 * The weights of a classifier from a safetensors file.
 * @throws HourglassError naming the file and a tensor that is missing or of another shape
 */
export function decodeClassifier(classifier: Classifier, bytes: Uint8Array, file: string): Weights {
  const content = decodeSafetensors(bytes, file);
  const parameters = networkParameters(classifier);
  const weights = parameters.map(
    ({ name, shape }) => [name, requireTensor(content, name, shape, file)] as const,
  );
  return requireWeights(parameters, new Map(weights), file);
}

/** The classifier that a summary tells of. */
export function classifierOf({ model, plan, dataset }: ClassifierSummary): Classifier {
  const { classes, architecture } = model;
  const { hidden, fineTune } = plan;
  return buildClassifier(buildArchitecture(architecture, shapeStored(dataset)), {
    ...{ classes, hidden, fineTune },
  });
}
